using System.Globalization;
using System.IO.Compression;

namespace LaptopAgents.Storage;

/// <summary>
/// The parts that a journal's lines lie in: <c>000001.jsonl</c>, <c>000002.jsonl</c> … A part that is closed is compressed to
/// <c>.jsonl.gz</c>, written beside it first, so that at every moment one whole form of it is there.
/// </summary>
internal static class JournalParts
{
    public const string Plain = ".jsonl";
    public const string Compressed = ".jsonl.gz";
    public const string Partial = ".partial";

    public static string NameOf(int part) => part.ToString("D6", CultureInfo.InvariantCulture) + Plain;

    /// <summary>The parts in order, each in the form to read.</summary>
    /// <exception cref="JournalFormatException">A part in the middle is not there.</exception>
    public static IReadOnlyList<(int Part, string Name)> List(IJournalDisk disk)
    {
        var parts = new SortedDictionary<int, string>();
        foreach (var name in disk.Names())
        {
            var isCompressed = name.EndsWith(Compressed, StringComparison.Ordinal);
            if (!isCompressed && !name.EndsWith(Plain, StringComparison.Ordinal)) continue;
            if (!int.TryParse(name.AsSpan(0, name.IndexOf('.', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture, out var part)) continue;
            // With both there, the compressed one is whole: it got its name after its content was safe.
            if (isCompressed || !parts.ContainsKey(part)) parts[part] = name;
        }

        var expected = 1;
        foreach (var part in parts.Keys)
        {
            if (part != expected) throw new JournalFormatException(0, $"part {NameOf(expected)} is missing in {disk.Place}.");
            expected++;
        }

        return [.. parts.Select(part => (part.Key, part.Value))];
    }

    public static Stream OpenRead(IJournalDisk disk, string name)
    {
        Stream stream;
        try
        {
            stream = disk.OpenRead(name);
        }
        catch (FileNotFoundException) when (name.EndsWith(Plain, StringComparison.Ordinal))
        {
            // A running session has compressed it since the files were listed.
            name = name[..^Plain.Length] + Compressed;
            stream = disk.OpenRead(name);
        }

        return name.EndsWith(Compressed, StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    /// <summary>Compresses a closed part. Stopped anywhere, it leaves the part readable.</summary>
    public static void Compress(IJournalDisk disk, int part)
    {
        var name = NameOf(part);
        var packed = name[..^Plain.Length] + Compressed;
        var partial = packed + Partial;
        using (var content = new MemoryStream())
        {
            using (var source = disk.OpenRead(name))
            using (var zip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
                source.CopyTo(zip);
            using var file = disk.OpenAppend(partial);
            file.Cut(0);
            file.Write(content.GetBuffer().AsSpan(0, (int)content.Length));
            file.Sync();
        }

        disk.Rename(partial, packed);
        disk.Delete(name);
    }

    /// <summary>Removes what a stop in the middle of a compression left, and compresses what was closed and is not compressed yet.</summary>
    public static void TidyUp(IJournalDisk disk, bool compress)
    {
        var names = disk.Names();
        foreach (var name in names)
        {
            if (name.EndsWith(Partial, StringComparison.Ordinal)) disk.Delete(name);
            if (name.EndsWith(Plain, StringComparison.Ordinal) && names.Contains(name[..^Plain.Length] + Compressed)) disk.Delete(name);
        }

        if (!compress) return;
        var parts = List(disk);
        for (var i = 0; i < parts.Count - 1; i++)
            if (parts[i].Name.EndsWith(Plain, StringComparison.Ordinal)) Compress(disk, parts[i].Part);
    }
}
