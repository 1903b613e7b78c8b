using System.Buffers.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>The text of an order id, <c>0000002a-1f</c>: session and sequence in hexadecimal, as <see cref="ClientOrderId.ToString"/>.</summary>
internal static class OrderIdText
{
    /// <summary>Eight digits, a dash, and at most sixteen digits.</summary>
    public const int MaxLength = 25;

    private const int SessionLength = 8;

    /// <summary>Writes at most <see cref="MaxLength"/> bytes and returns their number.</summary>
    public static int Write(ClientOrderId id, Span<byte> destination)
    {
        WriteHex(id.Session, SessionLength, destination);
        destination[SessionLength] = (byte)'-';
        var sequence = (ulong)id.Sequence;
        var digits = Math.Max(1, (67 - System.Numerics.BitOperations.LeadingZeroCount(sequence)) / 4);
        WriteHex(sequence, digits, destination[(SessionLength + 1)..]);
        return SessionLength + 1 + digits;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out ClientOrderId id)
    {
        id = default;
        if (text.Length is <= SessionLength + 1 or > MaxLength || text[SessionLength] != '-') return false;
        if (!Utf8Parser.TryParse(text[..SessionLength], out uint session, out var sessionLength, 'x') || sessionLength != SessionLength)
            return false;
        var rest = text[(SessionLength + 1)..];
        if (!Utf8Parser.TryParse(rest, out ulong sequence, out var length, 'x') || length != rest.Length) return false;
        id = new ClientOrderId(session, (long)sequence);
        return true;
    }

    /// <summary>Writes exactly <paramref name="digits"/> lower-case hexadecimal digits.</summary>
    public static void WriteHex(ulong value, int digits, Span<byte> destination)
    {
        for (var at = digits - 1; at >= 0; at--, value >>= 4) destination[at] = "0123456789abcdef"u8[(int)(value & 15)];
    }
}
