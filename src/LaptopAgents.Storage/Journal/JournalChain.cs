using System.Security.Cryptography;

namespace LaptopAgents.Storage;

/// <summary>
/// The chain that ties the lines of a journal together: each line ends with <c>,"chain":"…"}</c>, where … is the SHA-256 of the chain
/// of the line before and the bytes of this line up to that comma. Whoever changes, takes out, puts in or moves a line breaks it.
/// </summary>
internal static class JournalChain
{
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>What a line has behind its content, the line feed not counted.</summary>
    public const int TailLength = 10 + 2 * Length + 2;

    private const string Digits = "0123456789abcdef";

    private static ReadOnlySpan<byte> TailStart => ",\"chain\":\""u8;

    private static ReadOnlySpan<byte> TailEnd => "\"}"u8;

    /// <summary>Writes the tail of a line.</summary>
    public static void WriteTail(ReadOnlySpan<byte> chain, Span<byte> to)
    {
        TailStart.CopyTo(to);
        var text = to[TailStart.Length..];
        for (var i = 0; i < chain.Length; i++)
        {
            text[2 * i] = (byte)Digits[chain[i] >> 4];
            text[2 * i + 1] = (byte)Digits[chain[i] & 15];
        }

        TailEnd.CopyTo(text[(2 * Length)..]);
    }

    /// <summary>Takes a line apart; false when it does not end as a line of a chain does.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> line, Span<byte> chain, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (line.Length <= TailLength) return false;
        var tail = line[^TailLength..];
        if (!tail.StartsWith(TailStart) || !tail.EndsWith(TailEnd)) return false;
        content = line[..^TailLength];
        return Convert.FromHexString(tail.Slice(TailStart.Length, 2 * Length), chain, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    public static string TextOf(ReadOnlySpan<byte> chain) => Convert.ToHexStringLower(chain);
}
