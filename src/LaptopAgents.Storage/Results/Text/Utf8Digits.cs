using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// Numbers as UTF-8 digits, eight at a time in one 64-bit word. It writes the same text as
/// <see cref="FixedPoint.TryFormat(long, Span{byte}, out int)"/>, which divides once per digit, in a fraction of the time: a year's
/// equity file holds a million amounts. Methods marked for optimisation are compiled well at once, because a program that writes one
/// year is over before the runtime would have noticed them.
/// </summary>
internal static class Utf8Digits
{
    /// <summary>Room to offer for any number: longer than the text, because digits are stored eight bytes at a time.</summary>
    public const int MaxLength = 24;

    private const uint EightDigits = 100_000_000;
    private const ulong AsciiZeros = 0x3030_3030_3030_3030;

    /// <summary>Writes the shortest exact decimal form of <paramref name="raw"/> × 10⁻⁸ and returns its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int WriteFixed(long raw, Span<byte> destination)
    {
        var sign = (int)((ulong)raw >> 63);
        destination[0] = (byte)'-';
        var magnitude = sign == 0 ? (ulong)raw : unchecked(0 - (ulong)raw);
        var whole = magnitude / FixedPoint.One;
        var fraction = (uint)(magnitude - whole * FixedPoint.One);
        var at = sign + WriteWhole(whole, destination[sign..]);
        if (fraction == 0) return at;
        destination[at++] = (byte)'.';
        var digits = Spread(fraction);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[at..], digits | AsciiZeros);
        return at + 8 - BitOperations.LeadingZeroCount(digits) / 8;
    }

    /// <summary>Writes a whole number and returns its length.</summary>
    public static int WriteInteger(long value, Span<byte> destination)
    {
        if (value >= 0) return WriteWhole((ulong)value, destination);
        destination[0] = (byte)'-';
        return 1 + WriteWhole(unchecked(0 - (ulong)value), destination[1..]);
    }

    /// <summary>Writes <c>12:34:56</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteClock(uint hour, uint minute, uint second, Span<byte> destination)
    {
        var pairs = SpreadPairs(hour | (ulong)minute << 16 | (ulong)second << 32) | 0x3030_3030_3030;
        const ulong colons = (ulong)':' << 16 | (ulong)':' << 40;
        var text = (pairs & 0xFFFF) | (pairs & 0xFFFF_0000) << 8 | (pairs & 0xFFFF_0000_0000) << 16 | colons;
        BinaryPrimitives.WriteUInt64LittleEndian(destination, text);
    }

    /// <summary>Writes exactly eight digits.</summary>
    public static void WriteEight(uint value, Span<byte> destination) =>
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Spread(value) | AsciiZeros);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteWhole(ulong value, Span<byte> destination) =>
        value < EightDigits ? WriteShort((uint)value, destination) : WriteLong(value, destination);

    // Leading zeros are the low bytes of the word: they are shifted out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteShort(uint value, Span<byte> destination)
    {
        var digits = Spread(value);
        var zeros = Math.Min(7, BitOperations.TrailingZeroCount(digits) / 8);
        BinaryPrimitives.WriteUInt64LittleEndian(destination, (digits | AsciiZeros) >> zeros * 8);
        return 8 - zeros;
    }

    private static int WriteLong(ulong value, Span<byte> destination)
    {
        var upper = value / EightDigits;
        var at = WriteWhole(upper, destination);
        WriteEight((uint)(value - upper * EightDigits), destination[at..]);
        return at + 8;
    }

    // The eight digits of a number below 10⁸, one to a byte, the first in the lowest. Halves are divided side by side; the
    // multiplications by reciprocals are exact in the range of each half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Spread(uint value)
    {
        var upper = value / 10_000;
        var fours = upper | (ulong)(value - upper * 10_000) << 32;
        var hundreds = (fours * 10_486 >> 20) & 0x0000_007F_0000_007F;
        return SpreadPairs(hundreds | fours - hundreds * 100 << 16);
    }

    // Four numbers below 100, each in sixteen bits, as their two digits in a byte each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SpreadPairs(ulong values)
    {
        var tens = (values * 103 >> 10) & 0x000F_000F_000F_000F;
        return tens | values - tens * 10 << 8;
    }
}
