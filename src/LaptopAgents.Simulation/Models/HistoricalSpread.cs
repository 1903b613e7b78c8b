namespace LaptopAgents.Simulation;

/// <summary>
/// The spread that the data shows. Quotes need no model: a taker meets the touch. From bars it is the estimator of S. Corwin and
/// P. Schultz, "A simple way to estimate bid-ask spreads from daily high and low prices", Journal of Finance 67 (2012), averaged over
/// the last bars with negative estimates as zero, and labelled as assumed. Until two bars are known the configured constant stands in.
/// </summary>
internal sealed class HistoricalSpread(SpreadOptions options) : ISpreadModel
{
    private readonly BpsOfPrice _fallback = new(options.Bps / 2);

    public bool IsAssumed => true;

    public bool NeedsBars => true;

    public long Half(Market market, long reference) =>
        market.Ranges is { Count: > 1 } ranges ? (long)Math.Ceiling(reference * ranges.MeanSpread() / 2) : _fallback.Of(reference);
}

/// <summary>Highs and lows of the last bars.</summary>
internal sealed class BarRanges
{
    private const int Window = 64;

    // 3 − 2√2 of the estimator's formula.
    private const double Divisor = 0.17157287525380990;
    private readonly (long High, long Low)[] _ring = new (long, long)[Window];
    private readonly double[] _spreads = new double[Window];
    private int _next;

    /// <summary>Bars since an estimate was asked for: most bars are never asked about, so their estimates are made when one is.</summary>
    private int _unreckoned;

    public int Count { get; private set; }

    public void Add(long high, long low)
    {
        _ring[_next] = (high, low);
        _next = (_next + 1) % Window;
        if (Count < Window) Count++;
        if (_unreckoned < Window) _unreckoned++;
    }

    /// <summary>The mean estimate over the pairs of neighbours, as a fraction of price.</summary>
    public double MeanSpread()
    {
        for (var age = Math.Max(1, Count - _unreckoned); age < Count; age++) _spreads[Place(age)] = Spread(_ring[Place(age - 1)], _ring[Place(age)]);
        _unreckoned = 0;
        var sum = 0.0;
        for (var age = 1; age < Count; age++) sum += _spreads[Place(age)];
        return sum / (Count - 1);
    }

    private int Place(int age) => (_next - Count + age + Window) % Window;

    private static double Spread((long High, long Low) first, (long High, long Low) second)
    {
        double one = LogRatio(first.High, first.Low), two = LogRatio(second.High, second.Low);
        var both = LogRatio(Math.Max(first.High, second.High), Math.Min(first.Low, second.Low));
        var beta = one * one + two * two;
        var alpha = (Math.Sqrt(2 * beta) - Math.Sqrt(beta)) / Divisor - Math.Sqrt(both * both / Divisor);
        return alpha <= 0 ? 0 : 2 * HyperbolicTangent(alpha / 2);
    }

    // Plain arithmetic instead of the platform's logarithm: the same bits on every machine. Five terms are exact enough up to a
    // ratio of 1.5, far beyond a bar's range.
    private static double LogRatio(long high, long low)
    {
        var x = (high - low) / ((double)high + low);
        var square = x * x;
        return 2 * x * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square / 9))));
    }

    private static double HyperbolicTangent(double x)
    {
        var square = x * x;
        return x * (1 - square * (1.0 / 3 - square * (2.0 / 15 - square * 17.0 / 315)));
    }
}
