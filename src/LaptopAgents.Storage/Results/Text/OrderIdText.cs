using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// The text of an order id, <c>0000002a-1f</c>: session and sequence in hexadecimal, as <see cref="ClientOrderId.ToString"/>.
/// </summary>
internal static class OrderIdText
{
    /// <summary>Eight digits, a dash, and at most sixteen digits.</summary>
    public const int MaxLength = 25;

    private const int SessionLength = 8;

    /// <summary>Writes at most <see cref="MaxLength"/> bytes and returns their number.</summary>
    public static int Write(ClientOrderId id, Span<byte> destination)
    {
        WriteEight(id.Session, destination);
        destination[SessionLength] = (byte)'-';
        var sequence = (ulong)id.Sequence;
        var rest = destination[(SessionLength + 1)..];
        if (sequence > uint.MaxValue)
        {
            var upper = WriteShort((uint)(sequence >> 32), rest);
            WriteEight((uint)sequence, rest[upper..]);
            return SessionLength + 1 + upper + SessionLength;
        }

        return SessionLength + 1 + WriteShort((uint)sequence, rest);
    }

    /// <summary>Writes exactly sixteen digits.</summary>
    public static void WriteHash(ulong hash, Span<byte> destination)
    {
        WriteEight((uint)(hash >> 32), destination);
        WriteEight((uint)hash, destination[SessionLength..]);
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

    private static void WriteEight(uint value, Span<byte> destination) =>
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Digits(value));

    // Without leading zeros, which are the low bytes of the word.
    private static int WriteShort(uint value, Span<byte> destination)
    {
        var zeros = Math.Min(SessionLength - 1, BitOperations.LeadingZeroCount(value) / 4);
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Digits(value) >> zeros * 8);
        return SessionLength - zeros;
    }

    // Eight lower-case digits, the first in the lowest byte: the half-bytes are spread out, and those above nine moved on to the letters.
    private static ulong Digits(uint value)
    {
        ulong spread = BinaryPrimitives.ReverseEndianness(value);
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF;
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF;
        spread = (spread >> 4 | spread << 8) & 0x0F0F_0F0F_0F0F_0F0F;
        var isLetter = (spread + 0x0606_0606_0606_0606 >> 4) & 0x0101_0101_0101_0101;
        return spread + 0x3030_3030_3030_3030 + isLetter * ('a' - '0' - 10);
    }
}
