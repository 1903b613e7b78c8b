namespace LaptopAgents.Storage;

/// <summary>
/// A file that is there whole or not at all: it is written beside its place and renamed onto it. An error names the path and what can
/// be done about it.
/// </summary>
public static class AtomicFile
{
    private const int LinuxNoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <exception cref="RunFileException">The file could not be written; nothing is left of it.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> content) => Write(path, stream => stream.Write(content.Span));

    /// <exception cref="RunFileException">The file could not be written; nothing is left of it.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var partial = path + ".partial";
        try
        {
            // Writers gather their bytes themselves, so a second buffer would only copy them.
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
                write(stream);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(partial);
            throw new RunFileException(path, Remedy(error), error);
        }
        catch
        {
            TryDelete(partial);
            throw;
        }
    }

    internal static string Remedy(Exception error) => error switch
    {
        UnauthorizedAccessException => "Give this user the right to write there, or choose another output directory (output.dir).",
        DirectoryNotFoundException => "The directory is gone; create it, or choose another output directory (output.dir).",
        _ when error.HResult is LinuxNoSpace or WindowsDiskFull =>
            "The disk is full; free some space, or choose another output directory (output.dir).",
        _ => "Check the disk and the path, or choose another output directory (output.dir).",
    };

    private static void TryDelete(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What stopped the write stops the clean-up too; the first error is the one to tell.
        }
    }
}

/// <summary>A file of a run could not be written.</summary>
/// <param name="path">The file or directory.</param>
/// <param name="remedy">What the user can do.</param>
public sealed class RunFileException(string path, string remedy, Exception cause)
    : Exception($"Cannot write {path}: {cause.Message} {remedy}", cause)
{
    public string Path { get; } = path;
}
