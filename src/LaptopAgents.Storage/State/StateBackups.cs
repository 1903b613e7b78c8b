using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>A backup of an account's database.</summary>
public sealed record StateBackup(string Path, DateTime Created, long Bytes);

/// <summary>Backups of an account's database, made while it is in use, and the oldest of them deleted.</summary>
public static class StateBackups
{
    /// <summary>Two days of hourly backups.</summary>
    public const int Kept = 48;

    private const string Pattern = "yyyyMMdd'T'HHmmss'Z'";

    /// <exception cref="StateException">It cannot be written.</exception>
    public static StateBackup Make(StateStore store, string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow().UtcDateTime;
        var path = Path.Combine(folder, now.ToString(Pattern, CultureInfo.InvariantCulture) + ".db");
        store.BackUpTo(path);
        foreach (var old in List(folder).Skip(Kept)) File.Delete(old.Path);
        return new StateBackup(path, now, new FileInfo(path).Length);
    }

    /// <summary>The backups, newest first.</summary>
    public static IReadOnlyList<StateBackup> List(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var backups = new List<StateBackup>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.db"))
            if (DateTime.TryParseExact(
                Path.GetFileNameWithoutExtension(path), Pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var created))
                backups.Add(new StateBackup(path, created, new FileInfo(path).Length));
        backups.Sort((left, right) => right.Created.CompareTo(left.Created));
        return backups;
    }

    /// <summary>
    /// Puts a backup in the place of the database. The journal is ahead of it then; a resume brings it up to the present. What was there
    /// is kept beside it.
    /// </summary>
    /// <returns>Where the database that was there is now; null when there was none.</returns>
    /// <exception cref="StateException">The account is in use, or the backup is damaged.</exception>
    public static string? Restore(string backup, string database, Timestamp now)
    {
        using var held = AccountLock.Take(database, "restoring a backup", now);
        // A backup that cannot be opened must not take the place of anything.
        var copy = database + ".restoring";
        File.Copy(backup, copy, overwrite: true);
        using (StateStore.Open(copy))
        {
        }

        string? before = null;
        if (File.Exists(database))
        {
            before = $"{database}.before-{StateKeeper.Stamp(now)}";
            File.Move(database, before, overwrite: true);
        }

        // The log belongs to the database that was there.
        foreach (var ending in new[] { "-wal", "-shm" })
        {
            if (before is not null && File.Exists(database + ending)) File.Move(database + ending, before + ending, overwrite: true);
            File.Delete(copy + ending);
        }

        File.Move(copy, database);
        return before;
    }
}
