namespace LaptopAgents.Storage;

/// <summary>How the reading of a number ended.</summary>
internal enum NumberOutcome
{
    Exact,

    /// <summary>The text has more than eight places; the value is the nearest of eight, ties to even.</summary>
    Rounded,

    /// <summary>The text is no finite decimal number.</summary>
    NotANumber,

    /// <summary>The number does not fit into 64 bits of 10⁻⁸ units.</summary>
    TooLarge,
}

/// <summary>
/// Reads decimal text into whole 10⁻⁸ units. No binary fraction is involved, so what the file says is what is stored. The point is
/// always '.', whatever the machine's language.
/// </summary>
internal static class DecimalText
{
    private const int MaxDigits = 30;
    private const int MaxExponent = 40;

    public static NumberOutcome Parse(ReadOnlySpan<byte> text, out long raw)
    {
        raw = 0;
        var at = 0;
        var negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..]) at++;
        var (digits, places, significant, pointSeen, anyDigit) = (0UL, 0, 0, false, false);
        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit <= 9)
            {
                anyDigit = true;
                if (digit != 0 || significant > 0) significant++;
                // Eighteen digits cannot overflow; more of them, or more than eight places, take the slow way.
                if (significant > 18) return ParseLong(text, negative, out raw);
                digits = digits * 10 + digit;
                if (pointSeen) places++;
            }
            else if (text[at] == '.' && !pointSeen)
            {
                pointSeen = true;
            }
            else
            {
                return text[at] is (byte)'e' or (byte)'E' ? ParseLong(text, negative, out raw) : NumberOutcome.NotANumber;
            }
        }

        if (!anyDigit) return NumberOutcome.NotANumber;
        if (places > 8) return ParseLong(text, negative, out raw);
        return Finish(digits, 8 - places, negative, out raw);
    }

    // Also for exponents, as in "1.5e-05", which spreadsheets and Python write for small rates.
    private static NumberOutcome ParseLong(ReadOnlySpan<byte> text, bool negative, out long raw)
    {
        raw = 0;
        var at = text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var (digits, places, significant, pointSeen, anyDigit, dropped) = (UInt128.Zero, 0, 0, false, false, false);
        for (; at < text.Length && text[at] is not ((byte)'e' or (byte)'E'); at++)
        {
            if (text[at] == '.' && !pointSeen)
            {
                pointSeen = true;
                continue;
            }

            var digit = (uint)(text[at] - '0');
            if (digit > 9) return NumberOutcome.NotANumber;
            anyDigit = true;
            if (digit != 0 || significant > 0) significant++;
            if (significant > MaxDigits)
            {
                if (!pointSeen) return NumberOutcome.TooLarge;
                dropped |= digit != 0;
                continue;
            }

            digits = digits * 10 + digit;
            if (pointSeen) places++;
        }

        var exponent = 0;
        if (at < text.Length && !TryExponent(text[(at + 1)..], out exponent)) return NumberOutcome.NotANumber;
        if (!anyDigit) return NumberOutcome.NotANumber;
        var outcome = Finish(digits, 8 - places + exponent, negative, out raw);
        return outcome == NumberOutcome.Exact && dropped ? NumberOutcome.Rounded : outcome;
    }

    private static NumberOutcome Finish(UInt128 digits, int shift, bool negative, out long raw)
    {
        raw = 0;
        var outcome = NumberOutcome.Exact;
        for (; shift > 0 && digits != 0; shift--)
        {
            if (digits > long.MaxValue) return NumberOutcome.TooLarge;
            digits *= 10;
        }

        if (shift < 0) (digits, outcome) = Divide(digits, -shift);
        if (digits > long.MaxValue) return NumberOutcome.TooLarge;
        raw = negative ? -(long)digits : (long)digits;
        return outcome;
    }

    private static NumberOutcome Finish(ulong digits, int shift, bool negative, out long raw)
    {
        raw = 0;
        var high = Math.BigMul(digits, Power(shift), out var low);
        if (high != 0 || low > long.MaxValue) return NumberOutcome.TooLarge;
        raw = negative ? -(long)low : (long)low;
        return NumberOutcome.Exact;
    }

    private static (UInt128 Digits, NumberOutcome Outcome) Divide(UInt128 digits, int places)
    {
        var divisor = UInt128.One;
        for (var i = 0; i < Math.Min(places, 38); i++) divisor *= 10;
        if (places > 38) return (0, digits == 0 ? NumberOutcome.Exact : NumberOutcome.Rounded);
        var quotient = digits / divisor;
        var rest = digits - quotient * divisor;
        if (rest == 0) return (quotient, NumberOutcome.Exact);
        var half = divisor / 2;
        if (rest > half || (rest == half && UInt128.IsOddInteger(quotient))) quotient++;
        return (quotient, NumberOutcome.Rounded);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..]) text = text[1..];
        if (text.Length is 0 or > 4) return false;
        foreach (var letter in text)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9) return false;
            exponent = exponent * 10 + (int)digit;
        }

        exponent = Math.Min(exponent, MaxExponent);
        if (negative) exponent = -exponent;
        return true;
    }

    private static ulong Power(int exponent) => Powers[exponent];

    private static ReadOnlySpan<ulong> Powers => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
}
