namespace LaptopAgents.Analysis;

/// <summary>Probabilities of the normal and of Student's t distribution.</summary>
internal static class Distributions
{
    /// <summary>P(Z ≤ x). Error under 10⁻¹⁵ near zero, relative error small in the tails.</summary>
    public static double NormalCdf(double x)
    {
        if (double.IsNaN(x)) return double.NaN;
        // Φ(x) = ½ (1 + sign · P(½, x²/2)); the incomplete gamma series and fraction converge everywhere.
        var tail = 0.5 * UpperGammaHalf(x * x / 2);
        return x < 0 ? tail : 1 - tail;
    }

    public static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Two-sided p-value of Student's t with <paramref name="freedom"/> degrees of freedom.</summary>
    public static double StudentTwoSided(double t, double freedom) =>
        freedom <= 0 || double.IsNaN(t) ? double.NaN : IncompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);

    // Q(½, x) = erfc(√x).
    private static double UpperGammaHalf(double x)
    {
        if (x <= 0) return 1;
        if (x < 1.5)
        {
            var term = 2.0;
            var sum = term;
            for (var n = 1; n < 200 && Math.Abs(term) > 1e-17 * sum; n++)
            {
                term *= x / (0.5 + n);
                sum += term;
            }

            return 1 - sum * Math.Exp(-x) * Math.Sqrt(x / Math.PI);
        }

        // Lentz's method for the continued fraction of Γ(½, x).
        const double Tiny = 1e-300;
        var b = x + 0.5;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < 500; i++)
        {
            var a = -i * (i - 0.5);
            b += 2;
            d = 1 / NotZero(a * d + b, Tiny);
            c = NotZero(b + a / c, Tiny);
            var step = d * c;
            h *= step;
            if (Math.Abs(step - 1) < 1e-16) break;
        }

        return h * Math.Exp(-x) * Math.Sqrt(x / Math.PI);
    }

    // Regularised incomplete beta I_x(a, b) by its continued fraction.
    private static double IncompleteBeta(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x));
        return x < (a + 1) / (a + b + 2)
            ? front * BetaFraction(x, a, b) / a
            : 1 - front * BetaFraction(1 - x, b, a) / b;
    }

    private static double BetaFraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        var c = 1.0;
        var d = 1 / NotZero(1 - (a + b) * x / (a + 1), Tiny);
        var h = d;
        for (var m = 1; m < 500; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / NotZero(1 + even * d, Tiny);
            c = NotZero(1 + even / c, Tiny);
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / NotZero(1 + odd * d, Tiny);
            c = NotZero(1 + odd / c, Tiny);
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15) break;
        }

        return h;
    }

    private static double NotZero(double value, double tiny) => Math.Abs(value) < tiny ? tiny : value;

    // Stirling's series after shifting the argument above 10; relative error under 10⁻¹⁵ there.
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++) shift -= Math.Log(x);
        var inverse = 1 / (x * x);
        var series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse / 1188)))) / x;
        return shift + (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series;
    }
}
