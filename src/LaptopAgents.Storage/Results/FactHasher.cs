using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LaptopAgents.Storage;

/// <summary>SHA-256 over 64-bit words in little-endian order, whatever the machine's own order is.</summary>
internal sealed class FactHasher : IDisposable
{
    private const int BufferWords = 8 * 1024;
    private const int CharactersPerWord = sizeof(long) / sizeof(char);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long[] _words = new long[BufferWords];
    private int _count;

    /// <summary>The next <paramref name="count"/> words, for the caller to fill, every one.</summary>
    public Span<long> Next(int count)
    {
        if (_count + count > BufferWords) Flush();
        var words = _words.AsSpan(_count, count);
        _count += count;
        return words;
    }

    public void Add(long value) => Next(1)[0] = value;

    public void Add(ReadOnlySpan<long> values)
    {
        while (!values.IsEmpty)
        {
            var part = values[..Math.Min(values.Length, BufferWords)];
            part.CopyTo(Next(part.Length));
            values = values[part.Length..];
        }
    }

    /// <summary>Adds the length and the characters, so that two neighbouring texts cannot flow into each other; −1 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(string? text)
    {
        Add(text?.Length ?? -1);
        if (string.IsNullOrEmpty(text)) return;
        for (var start = 0; start < text.Length; start += CharactersPerWord)
        {
            var word = 0L;
            var count = Math.Min(CharactersPerWord, text.Length - start);
            for (var i = 0; i < count; i++) word |= (long)text[start + i] << 16 * i;
            Add(word);
        }
    }

    /// <summary>The hash as 64 lower-case hexadecimal digits.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        var words = _words.AsSpan(0, _count);
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(words, words);
        _hash.AppendData(MemoryMarshal.AsBytes(words));
        _count = 0;
    }
}
