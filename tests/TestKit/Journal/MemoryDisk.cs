using LaptopAgents.Storage;

namespace LaptopAgents.TestKit;

/// <summary>How much of what was not synced outlives a power cut.</summary>
public enum CutKind
{
    /// <summary>The call before the cut is done whole.</summary>
    Clean,

    /// <summary>Half of the write that was under way is there.</summary>
    Torn,

    /// <summary>Nothing that was not synced is there.</summary>
    Lost,

    /// <summary>One call fails half-way, as on a full disk, and the program lives on.</summary>
    Full,
}

/// <summary>The power is gone.</summary>
internal sealed class PowerCutException() : Exception("The power was cut.");

/// <summary>A disk in memory whose power can be cut at any call that changes something.</summary>
internal sealed class MemoryDisk : IJournalDisk
{
    private readonly SortedDictionary<string, Content> _files = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly List<string> _ends = [];

    /// <summary>Calls that changed something.</summary>
    public int Calls { get; private set; }

    /// <summary>The call that is not completed.</summary>
    public int CutAt { get; init; } = int.MaxValue;

    public CutKind Kind { get; init; }

    public string Place => "memory";

    /// <summary>What is on the disk after the power has come back, and when it goes next.</summary>
    public MemoryDisk AfterCut(int cutAt = int.MaxValue, CutKind kind = CutKind.Clean)
    {
        var disk = new MemoryDisk { CutAt = cutAt, Kind = kind };
        foreach (var (name, content) in _files)
        {
            List<byte> bytes = Kind == CutKind.Lost ? [.. content.Bytes.Take(content.Synced)] : [.. content.Bytes];
            disk._files[name] = new Content { Bytes = bytes, Synced = bytes.Count };
        }

        return disk;
    }

    public byte[] this[string name]
    {
        get => [.. _files[name].Bytes];
        set => _files[name] = new Content { Bytes = [.. value], Synced = value.Length };
    }

    /// <summary>Syncs so far, the last one of a file that is closed included.</summary>
    public int Syncs { get; private set; }

    /// <summary>The last whole line of a file at each sync but the last.</summary>
    public IEnumerable<string> SyncedEnds => _ends.SkipLast(1);

    public IReadOnlyList<string> Names()
    {
        lock (_lock) return [.. _files.Keys];
    }

    public Stream OpenRead(string name)
    {
        lock (_lock) return new MemoryStream(_files.TryGetValue(name, out var content) ? [.. content.Bytes] : throw new FileNotFoundException(name), writable: false);
    }

    public IJournalFile OpenAppend(string name)
    {
        Step();
        lock (_lock)
        {
            if (!_files.TryGetValue(name, out var content)) _files[name] = content = new Content();
            return new Handle(this, content);
        }
    }

    public void Rename(string from, string to)
    {
        Step();
        lock (_lock)
        {
            _files[to] = _files[from];
            _files.Remove(from);
        }
    }

    public void Delete(string name)
    {
        Step();
        lock (_lock) _files.Remove(name);
    }

    /// <summary>A call that a test counts among those of the disk, for a store that is not on it.</summary>
    public void Step()
    {
        lock (_lock)
        {
            Calls++;
            if (Kind == CutKind.Full ? Calls == CutAt : Calls >= CutAt) throw new PowerCutException();
        }
    }

    private sealed class Content
    {
        public List<byte> Bytes { get; init; } = [];

        public int Synced { get; set; }
    }

    private sealed class Handle(MemoryDisk disk, Content content) : IJournalFile
    {
        public long Length => content.Bytes.Count;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                disk.Step();
            }
            catch (PowerCutException) when (disk.Kind is CutKind.Torn or CutKind.Full)
            {
                if (disk.Calls == disk.CutAt) content.Bytes.AddRange(bytes[..(bytes.Length / 2)]);
                throw;
            }

            content.Bytes.AddRange(bytes);
        }

        public void Sync()
        {
            disk.Step();
            content.Synced = content.Bytes.Count;
            disk.Syncs++;
            var start = content.Bytes.Count < 2 ? -1 : content.Bytes.LastIndexOf((byte)'\n', content.Bytes.Count - 2);
            disk._ends.Add(System.Text.Encoding.UTF8.GetString([.. content.Bytes.Skip(start + 1)]));
        }

        public void Cut(long length)
        {
            disk.Step();
            content.Bytes.RemoveRange((int)length, content.Bytes.Count - (int)length);
            content.Synced = Math.Min(content.Synced, (int)length);
        }

        public void Dispose()
        {
        }
    }
}
