namespace LaptopAgents.Storage;

/// <summary>All parts of a journal as one stream of bytes.</summary>
internal sealed class PartsStream(IJournalDisk disk) : Stream
{
    private readonly IReadOnlyList<(int Part, string Name)> _parts = JournalParts.List(disk);
    private Stream? _current;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The file that the newest byte came from.</summary>
    public string Name => _parts[Math.Max(0, _next - 1)].Name;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (_current is null)
            {
                if (_next == _parts.Count) return 0;
                _current = JournalParts.OpenRead(disk, _parts[_next++].Name);
            }

            var read = _current.Read(buffer);
            if (read > 0) return read;
            _current.Dispose();
            _current = null;
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _current?.Dispose();
        base.Dispose(disposing);
    }
}
