using System.Buffers;
using System.Runtime.CompilerServices;

namespace LaptopAgents.Storage;

/// <summary>
/// Bytes on their way out, gathered in one pooled array. With a target stream a full array is flushed to it; without one the array
/// grows and holds everything.
/// </summary>
internal sealed class ByteWriter(Stream? target, int capacity = ByteWriter.DefaultCapacity) : IDisposable
{
    /// <summary>Fits a second-level cache, and makes a system call rare.</summary>
    public const int DefaultCapacity = 128 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _count;
    private long _flushed;

    /// <summary>All bytes written so far.</summary>
    public long Length => _flushed + _count;

    /// <summary>What is still in the array: everything, when there is no target.</summary>
    public ReadOnlySpan<byte> Pending => _buffer.AsSpan(0, _count);

    /// <summary>Room for at least <paramref name="size"/> bytes; follow it with <see cref="Advance"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _count < size) MakeRoom(size);
        return _buffer.AsSpan(_count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int written) => _count += written;

    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        _count++;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length && target is not null)
        {
            Flush();
            target.Write(bytes);
            _flushed += bytes.Length;
            return;
        }

        bytes.CopyTo(Reserve(bytes.Length));
        _count += bytes.Length;
    }

    /// <summary>Hands the pending bytes to the target.</summary>
    public void Flush()
    {
        if (target is null || _count == 0) return;
        target.Write(_buffer, 0, _count);
        _flushed += _count;
        _count = 0;
    }

    /// <summary>Forgets the pending bytes, so that the array serves again.</summary>
    public void Clear() => _count = 0;

    /// <summary>Gives the array back. What was not flushed is lost: the owner decides when a file is complete.</summary>
    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom(int size)
    {
        Flush();
        if (_buffer.Length - _count >= size) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_count + size, _buffer.Length * 2));
        _buffer.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
