using System.Text;

namespace LaptopAgents.Storage;

/// <summary>
/// Replaces several files of a folder as one act. All contents are written beside their targets first; then a list of the renames
/// is put in place, which is the instant of commitment; then they are renamed. What a crash leaves is either undone (no list) or
/// finished (list) by <see cref="Recover"/>, which runs before the folder is read or written again. Several folders of a catalog are
/// replaced as one act in the same way, by one list in the catalog's own folder.
/// </summary>
internal sealed class CatalogTransaction : IDisposable
{
    private const string CommitName = "commit.list";
    private const string LockName = "write.lock";

    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly List<string> _names = [];

    /// <summary>Takes the folder for writing.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="root">The catalog that the folder belongs to.</param>
    /// <exception cref="DataException">Another process writes to it.</exception>
    public CatalogTransaction(string folder, string root)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        _lock = Lock(folder);
        // What a whole import has committed must be in place before its leftovers are taken for stale ones.
        Recover(root);
        Recover(folder);
        foreach (var stale in Directory.GetFiles(folder, "*" + DurableFile.TemporarySuffix)) File.Delete(stale);
    }

    /// <summary>Prepares the new content of a file; nothing is visible before <see cref="Commit"/>.</summary>
    public void Stage(string name, ReadOnlySpan<byte> bytes)
    {
        DurableFile.WriteNew(Path.Combine(_folder, name + DurableFile.TemporarySuffix), bytes);
        _names.Add(name);
    }

    public void Commit()
    {
        if (_names.Count == 0) return;
        DurableFile.Write(Path.Combine(_folder, CommitName), Encoding.UTF8.GetBytes(string.Join('\n', _names)));
        _names.Clear();
        Recover(_folder);
    }

    /// <summary>Makes what several transactions have staged visible as one act.</summary>
    /// <exception cref="DataException">Another import is at this very step; nothing was changed.</exception>
    public static void CommitTogether(string root, IReadOnlyList<CatalogTransaction> transactions)
    {
        var staged = transactions.Where(transaction => transaction._names.Count > 0).ToList();
        if (staged.Count == 0) return;
        using var guard = Lock(root);
        Recover(root);
        var names = staged.SelectMany(transaction => transaction._names.Select(name => Path.GetRelativePath(root, Path.Combine(transaction._folder, name))));
        DurableFile.Write(Path.Combine(root, CommitName), Encoding.UTF8.GetBytes(string.Join('\n', names)));
        foreach (var transaction in staged) transaction._names.Clear();
        Recover(root);
    }

    /// <summary>Finishes a commit that was interrupted.</summary>
    public static void Recover(string folder)
    {
        var list = Path.Combine(folder, CommitName);
        if (!File.Exists(list)) return;
        foreach (var name in File.ReadAllLines(list))
        {
            var target = Path.Combine(folder, name);
            try
            {
                File.Move(target + DurableFile.TemporarySuffix, target, overwrite: true);
            }
            catch (FileNotFoundException)
            {
                // It was renamed before the interruption, or another process is finishing the same commit.
            }
        }

        File.Delete(list);
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(
                Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException blocked)
        {
            throw new DataException($"{folder} is being written by another process.", "Wait until that import has ended.", blocked);
        }
    }

    public void Dispose()
    {
        foreach (var name in _names) File.Delete(Path.Combine(_folder, name + DurableFile.TemporarySuffix));
        _lock.Dispose();
        // A refused first import must not leave the folder of a set that is not there.
        if (!Directory.EnumerateFileSystemEntries(_folder).Any()) Directory.Delete(_folder);
    }
}
