using System.IO.Hashing;

namespace LaptopAgents.Storage;

/// <summary>Lines of a text as bytes, without a string for any of them.</summary>
internal sealed class LineReader(Stream stream, string name) : IDisposable
{
    private const int LongestLine = 1 << 16;

    private readonly Crc32 _crc = new();
    private byte[] _buffer = new byte[1 << 18];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Number of the present line, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Bytes taken from the stream so far.</summary>
    public long BytesRead { get; private set; }

    public uint Crc32 => _crc.GetCurrentHashAsUInt32();

    /// <summary>The next line without its end, or false at the end of the text. The span is good until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0) return Take(searched + at, 1, out line);
            searched = _end - _start;
            if (_ended) return Take(searched, 0, out line) && !line.IsEmpty;
            if (searched > LongestLine)
                throw new DataException($"{name}, line {Line + 1}: the line is longer than {LongestLine} bytes, so this is no table.", "Give a CSV file with one row a line.");
            Fill();
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Take(int length, int separator, out ReadOnlySpan<byte> line)
    {
        line = _buffer.AsSpan(_start, length);
        if (Line == 0 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        if (line is [.., (byte)'\r']) line = line[..^1];
        _start += length + separator;
        if (length + separator > 0) Line++;
        return length + separator > 0;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        try
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _crc.Append(_buffer.AsSpan(_end, read));
            _ended = read == 0;
            _end += read;
            BytesRead += read;
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw new DataException($"{name} is damaged: it cannot be unpacked.", "Fetch it again.", problem);
        }
    }
}
