namespace LaptopAgents.Storage;

/// <summary>A journal's files in a folder. An error names the file and what can be done about it.</summary>
public sealed class JournalFolder : IJournalDisk
{
    private readonly string _folder;

    /// <exception cref="RunFileException">The folder cannot be created.</exception>
    public JournalFolder(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Guarded(_folder, () => Directory.CreateDirectory(_folder));
    }

    /// <inheritdoc />
    public string Place => _folder;

    /// <inheritdoc />
    public IReadOnlyList<string> Names()
    {
        string[] names = [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc />
    public Stream OpenRead(string name) =>
        new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <inheritdoc />
    public IJournalFile OpenAppend(string name) => Guarded(PathOf(name), () => new Growing(PathOf(name)));

    /// <inheritdoc />
    public void Rename(string from, string to) => Guarded(PathOf(to), () => File.Move(PathOf(from), PathOf(to), overwrite: true));

    /// <inheritdoc />
    public void Delete(string name) => Guarded(PathOf(name), () => File.Delete(PathOf(name)));

    private static void Guarded(string path, Action work) => Guarded(path, () =>
    {
        work();
        return true;
    });

    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunFileException(path, AtomicFile.Remedy(error), error);
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private sealed class Growing : IJournalFile
    {
        private readonly FileStream _stream;

        public Growing(string path)
        {
            _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            _stream.Seek(0, SeekOrigin.End);
        }

        public long Length => _stream.Length;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                _stream.Write(bytes);
            }
            catch (IOException error)
            {
                throw new RunFileException(_stream.Name, AtomicFile.Remedy(error), error);
            }
        }

        public void Sync() => Guarded(_stream.Name, () => _stream.Flush(flushToDisk: true));

        public void Cut(long length)
        {
            Guarded(_stream.Name, () => _stream.SetLength(length));
            _stream.Seek(0, SeekOrigin.End);
        }

        public void Dispose() => _stream.Dispose();
    }
}
