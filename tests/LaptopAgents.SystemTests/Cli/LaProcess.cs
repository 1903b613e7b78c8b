using System.Diagnostics;
using System.Text;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>What a finished process left.</summary>
internal sealed record LaResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit {ExitCode}\n--- output\n{Output}\n--- errors\n{Errors}";
}

/// <summary>The real program, as a process of its own, without any setting of the machine that the tests run on.</summary>
internal sealed class LaProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private LaProcess(ProcessStartInfo start, Action<string>? onOutput)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data, onOutput);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data, onLine: null);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>The program that was built with these tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "la.dll");

    /// <summary>The host that these tests run on.</summary>
    public static string DotNet() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    public static LaResult Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return process.Finish();
    }

    public static LaProcess Start(
        string folder, string[] arguments, (string Name, string Value)[]? environment = null, Action<string>? onOutput = null, string? program = null)
    {
        // A program that is no assembly, such as a shell, starts without the host.
        var isHosted = program is null || program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isHosted ? DotNet() : program!, isHosted ? [program ?? Program, .. arguments] : arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LA_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        return new LaProcess(start, onOutput);
    }

    public LaResult Finish()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"The program did not end within {Patience}.\n{_output}\n{_errors}");
        }

        // Also waits for the last lines of both streams.
        _process.WaitForExit();
        return new LaResult(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    public void Dispose() => _process.Dispose();

    private static void Take(StringBuilder all, string? line, Action<string>? onLine)
    {
        if (line is null) return;
        lock (all) all.Append(line).Append('\n');
        onLine?.Invoke(line);
    }
}
