namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// A socket's stream that counts the frames of the client as they pass, pings and pongs too, which a web socket library answers itself and
/// never shows. RFC 6455 §5.2 is all that it reads of them.
/// </summary>
internal sealed class FrameMeter(Stream inner, int perSecond, TimeProvider time) : Stream
{
    private readonly Queue<long> _frames = new();
    private readonly byte[] _header = new byte[14];
    private int _headerLength;
    private int _headerNeeds = 2;
    private ulong _payloadLeft;

    /// <summary>Called when the client sends more than it may.</summary>
    public Action? Exceeded { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Scan(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_payloadLeft > 0)
            {
                var skip = (int)Math.Min(_payloadLeft, (ulong)bytes.Length);
                _payloadLeft -= (ulong)skip;
                bytes = bytes[skip..];
                continue;
            }

            _header[_headerLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headerLength == 2) _headerNeeds = HeaderLength(_header[1]);
            if (_headerLength < _headerNeeds) continue;
            _payloadLeft = PayloadLength();
            (_headerLength, _headerNeeds) = (0, 2);
            CountFrame();
        }
    }

    private static int HeaderLength(byte second) =>
        2 + (second & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 } + ((second & 0x80) != 0 ? 4 : 0);

    private ulong PayloadLength() => (_header[1] & 0x7F) switch
    {
        126 => (ulong)(_header[2] << 8 | _header[3]),
        127 => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2)),
        var length => (ulong)length,
    };

    private void CountFrame()
    {
        var now = time.GetTimestamp();
        while (_frames.Count > 0 && time.GetElapsedTime(_frames.Peek(), now) >= TimeSpan.FromSeconds(1)) _frames.Dequeue();
        _frames.Enqueue(now);
        if (perSecond > 0 && _frames.Count > perSecond) Exceeded?.Invoke();
    }
}
