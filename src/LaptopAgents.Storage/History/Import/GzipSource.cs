using System.Buffers.Binary;
using System.IO.Compression;

namespace LaptopAgents.Storage;

/// <summary>
/// A gzip file that is checked for completeness at its end. The library's stream ends without a word where the file was cut off, so
/// the length that the last four bytes promise is compared with the length that came out.
/// </summary>
internal sealed class GzipSource : Stream
{
    private readonly GZipStream _inner;
    private readonly string _name;
    private readonly uint _promised;
    private ulong _length;

    public GzipSource(string path)
    {
        _name = path;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            if (file.Length < 18) throw CutOff(_name);
            Span<byte> trailer = stackalloc byte[4];
            file.Seek(-4, SeekOrigin.End);
            file.ReadExactly(trailer);
            file.Seek(0, SeekOrigin.Begin);
            _promised = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
            _inner = new(file, CompressionMode.Decompress);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Length of the content as the trailer states it, modulo 2³².</summary>
    public uint PromisedLength => _promised;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => (long)_length;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = _inner.Read(buffer);
        }
        catch (InvalidDataException problem)
        {
            throw new DataException($"{_name} is damaged: it cannot be unpacked.", "Fetch it again.", problem);
        }

        _length += (uint)read;
        if (read == 0 && buffer.Length > 0 && (uint)_length != _promised) throw CutOff(_name);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    private static DataException CutOff(string name) => new(
        $"{name} is cut off, or is several gzip files joined into one.", "Fetch it again, or unpack it and pack it as one file.");
}
