using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Finds and creates the directory of one run.</summary>
public static class RunDirectory
{
    /// <summary>What stands for the start of the run in a pattern.</summary>
    public const string TimestampPlaceholder = "{timestamp}";

    /// <summary>A file that lies in the folder of a run from its beginning until everything else is written.</summary>
    public const string UnfinishedName = "UNFINISHED.txt";

    private static ReadOnlySpan<byte> UnfinishedText =>
        "This run has not been written to its end. If nothing is running, it failed or was stopped, and what lies here is a part.\n"u8;

    private const int MaxAttempts = 10_000;

    /// <summary>
    /// Creates a new directory from a pattern such as <c>.workspace/runs/backtest_{timestamp}</c> and returns its full path. The
    /// timestamp is UTC to the millisecond, <c>20250504T153300123Z</c>. A name that is taken gets <c>-2</c>, <c>-3</c> …, also when
    /// another process starts in the same millisecond.
    /// </summary>
    /// <exception cref="RunFileException">It cannot be created; the message names the path and the remedy.</exception>
    public static string Create(string pattern, Timestamp now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        var stamp = now.ToDateTime().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var wanted = Path.GetFullPath(pattern.Replace(TimestampPlaceholder, stamp, StringComparison.Ordinal));
        wanted = Path.TrimEndingDirectorySeparator(wanted);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(wanted) ?? wanted);
            for (var attempt = 1; attempt <= MaxAttempts; attempt++)
            {
                var path = attempt == 1 ? wanted : string.Create(CultureInfo.InvariantCulture, $"{wanted}-{attempt}");
                if (TryClaim(path)) return path;
            }

            throw new IOException($"{MaxAttempts} directories of this name exist.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunFileException(wanted, AtomicFile.Remedy(error), error);
        }
    }

    /// <summary>Tries whether the folder that <see cref="Create"/> would make can be made; leaves nothing behind.</summary>
    /// <exception cref="RunFileException">It cannot; the message names the nearest folder there is, and the remedy.</exception>
    public static void RequireWritable(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        var wanted = Path.GetFullPath(pattern);
        var existing = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(wanted)) ?? wanted;
        while (!Path.Exists(existing) && Path.GetDirectoryName(existing) is { } above) existing = above;
        try
        {
            if (!Directory.Exists(existing)) throw new IOException($"{existing} is a file and not a folder.");
            var probe = Path.Combine(existing, ".la-" + Path.GetRandomFileName());
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var cause = error is FileNotFoundException ? new IOException($"The folder {existing} takes no files.", error) : error;
            throw new RunFileException(wanted, AtomicFile.Remedy(cause), cause);
        }
    }

    /// <summary>Marks a new folder, so that whatever ends the run early leaves a folder that says so.</summary>
    /// <exception cref="RunFileException">Nothing can be written into it; it is removed again.</exception>
    public static void MarkUnfinished(string directory)
    {
        try
        {
            AtomicFile.Write(Path.Combine(directory, UnfinishedName), UnfinishedText.ToArray());
        }
        catch (RunFileException)
        {
            Directory.Delete(directory);
            throw;
        }
    }

    /// <summary>Takes the mark away: all files of the run are there.</summary>
    public static void Finish(string directory) => File.Delete(Path.Combine(directory, UnfinishedName));

    // Creating a directory succeeds when it is there already, so a file beside it, which can be created only once, decides who made it.
    private static bool TryClaim(string path)
    {
        if (Path.Exists(path)) return false;
        var claim = path + ".claim";
        FileStream? held;
        try
        {
            held = new FileStream(claim, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(claim) || Path.Exists(path))
        {
            // Whoever was first holds the claim still, or has let go of it, and then the directory is there. Asked in this order, one
            // of the two is always seen.
            return false;
        }

        try
        {
            if (Path.Exists(path)) return false;
            Directory.CreateDirectory(path);
            return true;
        }
        finally
        {
            held.Dispose();
            File.Delete(claim);
        }
    }
}
