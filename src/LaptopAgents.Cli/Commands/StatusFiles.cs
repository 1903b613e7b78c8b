using LaptopAgents.Runtime.Observability;

namespace LaptopAgents.Cli.Commands;

/// <summary>One session's heartbeat, read.</summary>
/// <param name="IsAlive">Whether its process lives; null when it is on another machine.</param>
internal sealed record SessionFile(string Path, Heartbeat Beat, bool? IsAlive)
{
    public SessionVerdict Verdict(DateTime now) => SessionVerdict.Of(Beat, now, IsAlive);
}

/// <summary>Finds sessions by the files that they leave in a workspace.</summary>
internal sealed class SessionFiles(string workspace)
{
    // Backtests write no heartbeat; looking into each of thousands of their folders would take longer than an answer may.
    private const int FoldersLooked = 500;

    private readonly List<string> _problems = [];

    public string Workspace { get; } = Path.GetFullPath(workspace);

    /// <summary>Files that are there and cannot be read.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <param name="session">A session's name or folder; null for the newest.</param>
    public SessionFile? Find(string? session)
    {
        if (session is null) return Read(Path.Combine(Workspace, HeartbeatFile.Name)) ?? (_problems.Count == 0 && All() is [var newest, ..] ? newest : null);
        foreach (var folder in (string[])[session, Path.Combine(Runs, session)])
            if (Read(Path.Combine(folder, HeartbeatFile.Name)) is { } found) return found;
        if (_problems.Count == 0) _problems.Add($"There is no session {session}: neither it nor {Path.Combine(Runs, session)} holds a {HeartbeatFile.Name}. `la status --all` lists what there is.");
        return null;
    }

    /// <summary>Every session, newest first.</summary>
    public IReadOnlyList<SessionFile> All()
    {
        if (!Directory.Exists(Runs)) return [];
        return
        [
            .. new DirectoryInfo(Runs).EnumerateDirectories().Where(folder => !folder.Name.StartsWith("backtest", StringComparison.Ordinal))
                .OrderByDescending(folder => folder.LastWriteTimeUtc).Take(FoldersLooked)
                .Select(folder => Read(Path.Combine(folder.FullName, HeartbeatFile.Name))).OfType<SessionFile>()
                .OrderByDescending(file => file.Beat.Written),
        ];
    }

    private string Runs => Path.Combine(Workspace, "runs");

    private SessionFile? Read(string path)
    {
        var beat = HeartbeatFile.Read(path, out var problem);
        if (problem is not null) _problems.Add(problem);
        return beat is null ? null : new SessionFile(path, beat, HeartbeatFile.IsAlive(beat));
    }
}
