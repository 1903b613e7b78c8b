namespace LaptopAgents.Storage;

/// <summary>Replaces a file whole or not at all.</summary>
internal static class DurableFile
{
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes beside the target, flushes to the disk, and renames. A failure leaves the old file as it was.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + TemporarySuffix;
        WriteNew(temporary, bytes);
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a new file and flushes it to the disk; a failure removes it again.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
