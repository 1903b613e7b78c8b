using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>The folder of a recorded session.</summary>
internal sealed class SessionFolder(string path)
{
    public const string JournalName = "journal";

    /// <summary>Where sessions are looked for by name.</summary>
    public const string Runs = ".workspace/runs";

    public string Path { get; } = path;

    public string Id => System.IO.Path.GetFileName(Path);

    /// <exception cref="RunFileException">The folder cannot be created.</exception>
    public JournalFolder OpenJournal() => new(System.IO.Path.Combine(Path, JournalName));

    /// <summary>Finds a session by path, by name, or <c>latest</c>.</summary>
    /// <exception cref="DataException">There is no such session.</exception>
    public static SessionFolder Find(string text, string workingDirectory)
    {
        var runs = System.IO.Path.Combine(workingDirectory, Runs);
        string[] places = [System.IO.Path.GetFullPath(text, workingDirectory), System.IO.Path.Combine(runs, text)];
        if (places.FirstOrDefault(IsSession) is { } place) return new SessionFolder(System.IO.Path.TrimEndingDirectorySeparator(place));
        string[] known = Directory.Exists(runs) ? [.. Directory.GetDirectories(runs).Where(IsSession).Order(StringComparer.Ordinal)] : [];
        if (text == "latest" && known.Length > 0) return new SessionFolder(known.MaxBy(Directory.GetCreationTimeUtc)!);
        var names = known.Length == 0 ? "there is none yet" : string.Join(", ", known.TakeLast(5).Select(System.IO.Path.GetFileName));
        throw new DataException(
            $"There is no recorded session '{text}' (looked in {string.Join(" and ", places)}).",
            $"Give the folder of a session, its name ({names}), or 'latest'. A backtest's journal cannot be replayed; a paper session's can.");
    }

    private static bool IsSession(string path) => Directory.Exists(System.IO.Path.Combine(path, JournalName));
}
