using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace LaptopAgents.SystemTests.Browser;

/// <summary>A headless Chromium with a profile of its own, found on the PATH. Nothing else of the machine is needed or touched.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];
    private static readonly string[] Switches =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0",
        "--window-size=1400,1000",
    ];

    private readonly string _profile = Directory.CreateTempSubdirectory("la-browser-").FullName;
    private Process? _process;
    private DevToolsSession? _session;

    /// <summary>Ends the test as skipped, in plain words, when there is no browser.</summary>
    internal DevToolsSession Session
    {
        get
        {
            Assert.SkipWhen(_session is null, "No Chromium on the PATH, so the report was NOT opened in a browser. Debian: apt-get install chromium");
            return _session!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program) return;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in Switches) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--user-data-dir=" + _profile);
        start.ArgumentList.Add("about:blank");
        _process = Process.Start(start);
        // Unread pipes would stop the browser when they are full.
        _process!.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var port = await PortAsync();
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json")))!.AsArray();
        var page = pages.First(one => one!["type"]!.GetValue<string>() == "page")!;
        _session = await DevToolsSession.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.GetValue<string>()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser may still be letting go of a file; the folder is in the system's temporary place.
        }
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    // The browser writes its port into its profile when it listens.
    private async Task<int> PortAsync()
    {
        var file = Path.Combine(_profile, "DevToolsActivePort");
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (File.Exists(file) && (await File.ReadAllLinesAsync(file)) is [var port, _, ..]) return int.Parse(port, CultureInfo.InvariantCulture);
            await Task.Delay(50);
        }

        throw new TimeoutException("Chromium did not say within 30 s where it listens.");
    }
}
