using System.Text.Json;
using LaptopAgents.Runtime.Observability;
using static LaptopAgents.Cli.Commands.DoctorFinding;

namespace LaptopAgents.Cli.Commands;

/// <summary>Checks the sessions of a workspace: how they are, and whether their journals end in a whole line.</summary>
internal static class DoctorSessions
{
    private const int TailRead = 64 * 1024;
    private const int JournalsRead = 20;

    public static IEnumerable<DoctorFinding> Check(string workspace, IReadOnlyList<SessionFile> sessions)
    {
        var judged = sessions.Select(file => (file.Beat, Verdict: file.Verdict(DateTime.UtcNow))).ToList();
        var open = judged.Where(one => one.Verdict.Condition != SessionCondition.Stopped).ToList();
        if (open.Count == 0) yield return Pass("sessions", judged.Count == 0 ? "none yet" : "none is running");
        foreach (var (beat, verdict) in open)
        {
            var words = $"{beat.Session} {verdict.Words}";
            yield return verdict.Condition switch
            {
                SessionCondition.Hung => Warn("sessions", words, $"Look at its log, then end process {beat.Pid}; `la run --resume` goes on with its state."),
                SessionCondition.Crashed => Warn("sessions", words, "Look at its log; `la run --resume` goes on with its state."),
                _ => Pass("sessions", words),
            };
        }

        var runs = Path.Combine(workspace, "runs");
        if (!Directory.Exists(runs)) yield break;
        var running = open.Where(one => one.Verdict.Condition != SessionCondition.Crashed).Select(one => one.Beat.Session).ToList();
        var journals = new DirectoryInfo(runs).EnumerateDirectories().Where(folder => !running.Contains(folder.Name))
            .OrderByDescending(folder => folder.LastWriteTimeUtc)
            .SelectMany(folder => folder.EnumerateFiles("journal*.jsonl").OrderBy(file => file.Name, StringComparer.Ordinal).TakeLast(1))
            .Take(JournalsRead).ToList();
        var broken = journals.Select(file => (file, problem: TailProblem(file))).Where(one => one.problem is not null).ToList();
        if (broken.Count == 0 && journals.Count > 0) yield return Pass("journals", $"the newest {journals.Count} end in a whole line");
        foreach (var (file, problem) in broken)
            yield return Warn("journals", $"{file.FullName} {problem}", "The session ended in the middle of a line: a crash or a power cut. What is before it counts; a resumed session mends it.");
    }

    // Null when the last line is whole.
    private static string? TailProblem(FileInfo journal)
    {
        try
        {
            using var file = new FileStream(journal.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length == 0) return "is empty";
            var tail = new byte[Math.Min(file.Length, TailRead)];
            file.Seek(-tail.Length, SeekOrigin.End);
            file.ReadExactly(tail);
            if (tail[^1] != (byte)'\n') return "ends in half a line";
            var begin = tail.AsSpan(0, tail.Length - 1).LastIndexOf((byte)'\n') + 1;
            if (begin == 0 && tail.Length == TailRead) return null;
            using var line = JsonDocument.Parse(tail.AsMemory(begin, tail.Length - 1 - begin));
            return null;
        }
        catch (JsonException)
        {
            return "ends in a line that is not JSON";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {error.Message}";
        }
    }
}
