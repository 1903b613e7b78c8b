namespace LaptopAgents.Storage;

/// <summary>
/// What a journal asks of a disk: a folder of files that are only ever appended to. It is an interface so that a test can cut the power
/// at any of these calls and look at what is left.
/// </summary>
public interface IJournalDisk
{
    /// <summary>Where the files are, for messages.</summary>
    string Place { get; }

    /// <summary>Names of the files, sorted.</summary>
    IReadOnlyList<string> Names();

    Stream OpenRead(string name);

    /// <summary>Opens a file to write at its end; creates it when it is not there.</summary>
    IJournalFile OpenAppend(string name);

    /// <summary>Gives a file another name, in one step.</summary>
    void Rename(string from, string to);

    void Delete(string name);
}

/// <summary>A file that grows.</summary>
public interface IJournalFile : IDisposable
{
    long Length { get; }

    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when all that was written would outlive a power cut.</summary>
    void Sync();

    /// <summary>Forgets what lies behind <paramref name="length"/>.</summary>
    void Cut(long length);
}
