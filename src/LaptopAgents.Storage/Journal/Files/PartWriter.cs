namespace LaptopAgents.Storage;

/// <summary>When parts of a journal end, and how long a line may be at risk.</summary>
public sealed record JournalOptions
{
    /// <value>64 MiB.</value>
    public long MaxPartBytes { get; init; } = 64 << 20;

    /// <value>One hour.</value>
    public TimeSpan MaxPartAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a line that no order hangs on may be lost by a power cut. A crash of the program alone loses nothing that was told
    /// before the session last waited for the market.
    /// </summary>
    /// <value>One second.</value>
    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether closed parts are compressed.</summary>
    public bool Compress { get; init; } = true;
}

/// <summary>Appends to the newest part and begins another when it is large or old.</summary>
internal sealed class PartWriter : IDisposable
{
    private readonly IJournalDisk _disk;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private IJournalFile _file;
    private int _part;
    private long _opened;
    private long _synced;
    private bool _isDirty;
    private Thread? _compressor;

    public PartWriter(IJournalDisk disk, JournalOptions options, TimeProvider time)
    {
        (_disk, _options, _time) = (disk, options, time);
        var parts = JournalParts.List(disk);
        _part = Math.Max(1, parts.Count);
        // A compressed part is closed for good.
        if (parts.Count > 0 && parts[^1].Name.EndsWith(JournalParts.Compressed, StringComparison.Ordinal)) _part++;
        _file = disk.OpenAppend(JournalParts.NameOf(_part));
        _opened = _synced = time.GetTimestamp();
    }

    /// <summary>
    /// A write failed, and half of it may be there. Nothing may come behind that: the file is left as it is, to be mended by whoever
    /// goes on with it.
    /// </summary>
    public bool IsBroken { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        IsBroken = true;
        _file.Write(bytes);
        IsBroken = false;
        _isDirty = true;
    }

    public void Sync()
    {
        _synced = _time.GetTimestamp();
        if (!_isDirty) return;
        IsBroken = true;
        _file.Sync();
        IsBroken = false;
        _isDirty = false;
    }

    /// <summary>The agreed time since the last sync is over.</summary>
    public bool IsSyncDue => _time.GetElapsedTime(_synced) >= _options.SyncInterval;

    /// <summary>Begins another part when this one is full. Call it between lines.</summary>
    public void RotateIfDue()
    {
        if (_file.Length == 0 || (_file.Length < _options.MaxPartBytes && _time.GetElapsedTime(_opened) < _options.MaxPartAge)) return;
        Sync();
        _file.Dispose();
        var closed = _part++;
        _file = _disk.OpenAppend(JournalParts.NameOf(_part));
        _opened = _time.GetTimestamp();
        if (!_options.Compress) return;
        WaitForCompressor();
        _compressor = new Thread(() => TryCompress(closed)) { IsBackground = true, Name = "journal compression", Priority = ThreadPriority.BelowNormal };
        _compressor.Start();
    }

    public void Dispose()
    {
        if (!IsBroken) Sync();
        _file.Dispose();
        WaitForCompressor();
    }

    private void WaitForCompressor()
    {
        _compressor?.Join();
        _compressor = null;
    }

    // A part that stays as it was is no loss: it is read all the same, and tried again when the session is next continued.
    private void TryCompress(int part)
    {
        try
        {
            JournalParts.Compress(_disk, part);
        }
        catch (Exception error) when (error is IOException or RunFileException)
        {
        }
    }
}
