using System.Globalization;
using System.Runtime.InteropServices;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.Storage;
using static LaptopAgents.Cli.Commands.DoctorFinding;

namespace LaptopAgents.Cli.Commands;

/// <summary>The checks that need nothing but this machine.</summary>
internal static class DoctorChecks
{
    private const int RequiredRuntime = 10;

    public static IEnumerable<DoctorFinding> Local(ConfigRequest request)
    {
        yield return Runtime();
        var (config, resolved) = Config(request);
        yield return config;
        var root = resolved?.Root ?? request.WorkingDirectory;
        var workspace = Path.Combine(root, ObserverOptions.WorkspaceFolder);
        yield return Writable(workspace);
        yield return Disk(root, resolved?.Config.Alerts.MinDiskMb ?? 1_000);
        if (resolved is not null)
        {
            yield return Catalog(resolved);
            yield return KillSwitch(resolved);
        }

        if (Secrets(root) is { } secrets) yield return secrets;
        var files = new SessionFiles(workspace);
        var sessions = files.All();
        foreach (var problem in files.Problems) yield return Warn("sessions", problem, "Delete the file if no session is running; the next one writes it anew.");
        foreach (var finding in DoctorSessions.Check(workspace, sessions)) yield return finding;
    }

    private static DoctorFinding Runtime()
    {
        var words = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}";
        return Environment.Version.Major >= RequiredRuntime ? Pass("runtime", words) : Fail("runtime", words, $"Install .NET {RequiredRuntime} (see 'Install' in README.md).");
    }

    private static (DoctorFinding Finding, ResolvedConfig? Resolved) Config(ConfigRequest request)
    {
        try
        {
            var resolved = ConfigLoader.Load(request with { RequireSecrets = false });
            return (Pass("config", $"profile {resolved.Profile}, {resolved.Config.Strategy.Name} on {string.Join(',', resolved.Config.Symbols)}, hash {resolved.Hash[..12]}"), resolved);
        }
        catch (ConfigException error)
        {
            return (Fail("config", string.Join("; ", error.Problems), "`la config explain KEY` says what a key means and which values it takes."), null);
        }
    }

    private static DoctorFinding Writable(string workspace)
    {
        var probe = Path.Combine(workspace, $".probe-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
        try
        {
            var existed = Directory.Exists(workspace);
            Directory.CreateDirectory(workspace);
            File.WriteAllText(probe, "probe");
            File.Delete(probe);
            // Who only asks must not leave anything behind.
            if (!existed) Directory.Delete(workspace);
            return Pass("workspace", $"{workspace} can be written");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fail("workspace", $"{workspace} cannot be written: {error.Message}", "Give this user the right to write there, or start in another folder.");
        }
    }

    private static DoctorFinding Disk(string root, int minMb)
    {
        var free = new DriveInfo(Path.GetFullPath(root)).AvailableFreeSpace / 1_000_000;
        var words = string.Create(CultureInfo.InvariantCulture, $"{free:N0} MB free");
        return free >= minMb
            ? Pass("disk", words)
            : Fail("disk", string.Create(CultureInfo.InvariantCulture, $"{words}, wanted are {minMb:N0} MB (alerts.min_disk_mb)"), "Free some space: a session without room for its journal ends.");
    }

    private static DoctorFinding Catalog(ResolvedConfig resolved)
    {
        try
        {
            var sets = DataCatalog.Open(resolved.PathOf("data")).Sets();
            var missing = resolved.Config.Symbols.Where(symbol => sets.All(set => set.Symbol != symbol)).ToList();
            var words = sets.Count == 0 ? "no market data of your own" : string.Join(", ", sets.Select(set => $"{set.Symbol} {set.Interval} {set.From} to {set.To}"));
            return missing.Count == 0
                ? Pass("catalog", words)
                : Warn("catalog", $"{words}; none of {string.Join(',', missing)}", $"Backtests take the demo market meanwhile. Import some: la data import PATH --symbol {missing[0]}");
        }
        catch (Exception error) when (error is DataException or IOException or UnauthorizedAccessException)
        {
            return Fail("catalog", error.Message, "`la data check` tells more.");
        }
    }

    private static DoctorFinding KillSwitch(ResolvedConfig resolved)
    {
        var path = resolved.PathOf(resolved.Config.Safety.KillSwitchPath);
        return File.Exists(path)
            ? Warn("kill switch", $"{path} is set: nothing is opened", "Delete the file when trading may go on.")
            : Pass("kill switch", "off");
    }

    private static DoctorFinding? Secrets(string root)
    {
        var path = Path.Combine(root, ".env");
        if (OperatingSystem.IsWindows() || !File.Exists(path)) return null;
        var mode = File.GetUnixFileMode(path);
        return (mode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) == 0
            ? Pass("secrets", ".env is readable by its owner alone")
            : Warn("secrets", ".env can be read by other users of this machine", $"chmod 600 {path}");
    }
}
