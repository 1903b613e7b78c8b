namespace LaptopAgents.Simulation;

/// <summary>
/// Functions made of additions, multiplications and divisions only. Those are rounded the same on every processor (IEEE 754), which
/// the library's exponential and logarithm are not; so the demo market and every draw have the same bytes everywhere.
/// </summary>
internal static class PortableMath
{
    private const double Log2 = 0.6931471805599453;
    private const int Terms = 14;

    /// <summary>e to the power of <paramref name="x"/>, for magnitudes up to 300; relative error below 10⁻¹⁴.</summary>
    public static double Exp(double x)
    {
        if (!(x > -300 && x < 300)) throw new ArgumentOutOfRangeException(nameof(x), x, "Only magnitudes up to 300.");
        var halvings = Math.Floor(x / Log2 + 0.5);
        var rest = x - halvings * Log2;
        // Taylor's series on |rest| ≤ 0.35, from the smallest term.
        var sum = 1.0;
        for (var n = Terms; n > 0; n--) sum = 1 + sum * rest / n;
        return sum * BitConverter.Int64BitsToDouble((1023 + (long)halvings) << 52);
    }

    /// <summary>The natural logarithm of a positive normal number; relative error below 10⁻¹⁴.</summary>
    public static double Log(double x)
    {
        if (!(x >= 2.3e-308 && x <= double.MaxValue)) throw new ArgumentOutOfRangeException(nameof(x), x, "Only positive normal numbers.");
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh z with z = (m − 1) ÷ (m + 1), |z| ≤ 0.172; the series, from the smallest term.
        var z = (mantissa - 1) / (mantissa + 1);
        var square = z * z;
        var sum = 0.0;
        for (var n = 2 * Terms - 1; n > 0; n -= 2) sum = sum * square + 1.0 / n;
        return exponent * Log2 + 2 * z * sum;
    }

    /// <summary>
    /// A number of mean 0 and variance 1 from 64 random bits: four 16-bit uniforms summed, which is bell-shaped and never beyond 3.47.
    /// Fat tails come from the volatility that it is multiplied by.
    /// </summary>
    public static double Bell(ulong bits)
    {
        const double width = 65536;
        var sum = (double)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        // The variance of the sum is 4 × (2³² − 1) / 12; its root is written out so that nothing but a division is needed.
        return (sum - 2 * (width - 1)) / 37837.22705850416;
    }
}
