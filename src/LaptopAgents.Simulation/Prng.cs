namespace LaptopAgents.Simulation;

/// <summary>
/// Stateless random draws: each is a pure function of (seed, stream, key), so an extra draw in one place can never change another.
/// The key is the thing that the draw is about (an order's number, a bar's time); the stream is what is being asked about it.
/// </summary>
/// <remarks>
/// Mixing: the SplitMix64 finaliser (variant 13 of D. Stafford, as used by G. Steele, D. Lea, C. Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014), applied once per input. Normal: M. Wichura, algorithm AS 241 (PPND16),
/// Applied Statistics 37 (1988), relative error about 10⁻¹⁶.
/// </remarks>
public static class Prng
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const double UnitOf53Bits = 1.0 / (1UL << 53);

    /// <summary>64 evenly distributed bits.</summary>
    public static ulong Bits(ulong seed, ulong stream, ulong key)
    {
        unchecked
        {
            var state = Mix(seed + Golden);
            state = Mix((state ^ stream) + Golden);
            return Mix((state ^ key) + Golden);
        }
    }

    /// <summary>A number in [0, 1), with 53 random bits.</summary>
    public static double Uniform(ulong seed, ulong stream, ulong key) => (Bits(seed, stream, key) >> 11) * UnitOf53Bits;

    /// <summary>A standard normal number: the inverse distribution function at a uniform draw of the open interval.</summary>
    public static double Normal(ulong seed, ulong stream, ulong key) =>
        InverseNormal(((Bits(seed, stream, key) >> 12) + 0.5) * (2 * UnitOf53Bits));

    /// <summary>The standard normal quantile of <paramref name="probability"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not inside (0, 1).</exception>
    public static double InverseNormal(double probability)
    {
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1, both excluded.");
        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var center = 0.180625 - q * q;
            return q * Polynomial(CenterNumerator, center) / Polynomial(CenterDenominator, center);
        }

        var r = Math.Sqrt(-PortableMath.Log(q < 0 ? probability : 1 - probability));
        var tail = r <= 5
            ? Polynomial(NearNumerator, r - 1.6) / Polynomial(NearDenominator, r - 1.6)
            : Polynomial(FarNumerator, r - 5) / Polynomial(FarDenominator, r - 5);
        return q < 0 ? -tail : tail;
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }

    private static ReadOnlySpan<double> CenterNumerator =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
    ];

    private static ReadOnlySpan<double> CenterDenominator =>
    [
        1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
    ];

    private static ReadOnlySpan<double> NearNumerator =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> NearDenominator =>
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarNumerator =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarDenominator =>
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
