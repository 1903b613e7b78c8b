namespace LaptopAgents.Runtime.Observability;

/// <summary>A small file that is replaced as a whole, so that a reader never sees half of it.</summary>
internal static class ReplacedFile
{
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var partial = path + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)) file.Write(content);
        File.Move(partial, path, overwrite: true);
    }
}
