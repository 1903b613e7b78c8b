namespace LaptopAgents.Simulation;

/// <summary>Fills at the touch.</summary>
internal sealed class NoSlippage : ISlippageModel
{
    public long Offset(in TakerContext taker) => 0;
}

/// <summary>Always the same share of the price.</summary>
internal sealed class FixedBpsSlippage(SlippageOptions options) : ISlippageModel
{
    private readonly BpsOfPrice _base = new(options.BaseBps);

    public long Offset(in TakerContext taker) => _base.Of(taker.Reference);
}

/// <summary>The base times an even draw from [0.5, 1.5).</summary>
internal sealed class RandomSlippage(SlippageOptions options, ulong seed) : ISlippageModel
{
    private readonly BpsOfPrice _base = new(options.BaseBps);

    public long Offset(in TakerContext taker) =>
        (long)Math.Ceiling(_base.Of(taker.Reference) * (0.5 + Prng.Uniform(seed, PrngStream.Slippage, taker.Key)));
}

/// <summary>
/// base × (1 + k × quantity ÷ bar volume): impact linear in size, as in A. Kyle, "Continuous auctions and insider trading",
/// Econometrica 53 (1985). Without volume the order counts as the whole of it.
/// </summary>
internal sealed class VolumeScaledSlippage(SlippageOptions options) : ISlippageModel
{
    private readonly BpsOfPrice _base = new(options.BaseBps);
    private readonly double _coefficient = (double)options.VolumeCoefficient;

    public long Offset(in TakerContext taker) =>
        (long)Math.Ceiling(_base.Of(taker.Reference) * (1 + _coefficient * BarMeasure.Participation(in taker)));
}

/// <summary>
/// base + price × k × σ × √(quantity ÷ bar volume), with σ the bar's volatility: the square-root law of R. Almgren et al.,
/// "Direct estimation of equity market impact" (2005), and B. Tóth et al., Physical Review X 1 (2011).
/// </summary>
internal sealed class SquareRootImpactSlippage(SlippageOptions options) : ISlippageModel
{
    private readonly BpsOfPrice _base = new(options.BaseBps);
    private readonly double _coefficient = (double)options.VolumeCoefficient;

    public long Offset(in TakerContext taker)
    {
        var impact = taker.Reference * _coefficient * BarMeasure.Volatility(in taker) * Math.Sqrt(BarMeasure.Participation(in taker));
        return _base.Of(taker.Reference) + (long)Math.Ceiling(impact);
    }
}

/// <summary>
/// Basis points = base + volume coefficient × (quantity ÷ bar volume) + volatility coefficient × σ in basis points:
/// the linear form that is fitted from recorded fills.
/// </summary>
internal sealed class CalibratedSlippage(SlippageOptions options) : ISlippageModel
{
    private readonly double _base = (double)options.BaseBps;
    private readonly double _volume = (double)options.VolumeCoefficient;
    private readonly double _volatility = (double)options.VolatilityCoefficient;

    public long Offset(in TakerContext taker)
    {
        var bps = _base + _volume * BarMeasure.Participation(in taker) + _volatility * BarMeasure.Volatility(in taker) * 10_000;
        return bps <= 0 ? 0 : (long)Math.Ceiling(taker.Reference * bps / 10_000);
    }
}

/// <summary>
/// Walks the levels of the order book. Where the data has no book, the base basis points stand in, as in <see cref="FixedBpsSlippage"/>.
/// </summary>
internal sealed class BookSlippage(SlippageOptions options) : ISlippageModel
{
    private readonly BpsOfPrice _base = new(options.BaseBps);

    public bool WalksBook => true;

    public long Offset(in TakerContext taker) => _base.Of(taker.Reference);
}

/// <summary>Basis points of a price, rounded up: a cost is never smaller than stated.</summary>
internal readonly struct BpsOfPrice(decimal bps)
{
    private readonly long _raw = Domain.Rate.FromBps(bps).Raw;

    public long Of(long price)
    {
        var high = Math.BigMul((ulong)price, (ulong)_raw, out var low);
        return high == 0
            ? (long)((low + (Domain.FixedPoint.One - 1)) / Domain.FixedPoint.One)
            : Domain.FixedPoint.Multiply(price, _raw, Domain.Rounding.Ceiling);
    }
}

/// <summary>What a bar says about the market in which a fill happens.</summary>
internal static class BarMeasure
{
    // 2 √ln 2, of M. Parkinson, "The extreme value method for estimating the variance of the rate of return", Journal of Business 53 (1980).
    private const double ParkinsonDivisor = 1.6651092223153954;

    /// <summary>Quantity ÷ bar volume, at most 1; 1 when the bar had no volume.</summary>
    public static double Participation(in TakerContext taker) =>
        taker.Volume <= taker.Quantity ? 1 : taker.Quantity / (double)taker.Volume;

    /// <summary>Standard deviation of the return over the bar, from its range; the logarithm's first term is enough at this size.</summary>
    public static double Volatility(in TakerContext taker) =>
        taker.Low <= 0 ? 0 : (taker.High - taker.Low) / (((double)taker.High + taker.Low) / 2) / ParkinsonDivisor;
}
