using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Engine.Features;

/// <summary>Every numeric feature, with its oracle. Lengths are short so that a walk of a hundred bars passes each window many times.</summary>
internal static class FeatureCases
{
    public static readonly FeatureCase[] All =
    [
        Value("Sma", () => new Sma(7), bars => FeatureOracle.Mean(bars, 7), isWindowed: true),
        Value("Sma of one", () => new Sma(1), bars => FeatureOracle.Mean(bars, 1), isWindowed: true),
        Value("Wma", () => new Wma(7), bars => FeatureOracle.Weighted(bars, 7), isWindowed: true),
        Value("Ema", () => new Ema(7), bars => FeatureOracle.Ema(Closes(bars), 7), isWindowed: false),
        Value("Atr simple", () => new Atr(7), bars => FeatureOracle.TrueRanges(bars)[^7..].Average(), isWindowed: true),
        Value("Atr wilder", () => new Atr(7, AtrMethod.Wilder), bars => FeatureOracle.Wilder(FeatureOracle.TrueRanges(bars), 7), isWindowed: false),
        Value("VolumeAverage", () => new VolumeAverage(7), bars => bars[^7..].Average(bar => bar.Volume.ToDouble()), isWindowed: true),
        Value("RollingVwap", () => new RollingVwap(3), bars => FeatureOracle.Vwap(bars[^3..]), isWindowed: true),
        Value("SessionVwap", () => new SessionVwap(), bars => FeatureOracle.Vwap([.. bars.Where(bar => bar.OpenTime.UtcDay == bars[^1].OpenTime.UtcDay)]), isWindowed: false),
        Value("BarCvd", () => new BarCvd(), bars => (double)FeatureOracle.Cvd(bars)[^1], isWindowed: false),
        Value("Obv", () => new Obv(), FeatureOracle.Obv, isWindowed: false),
        Value("Mfi", () => new Mfi(5), bars => FeatureOracle.Mfi(bars, 5), isWindowed: true),
        Value("Rsi", () => new Rsi(5), bars => FeatureOracle.Rsi(bars, 5), isWindowed: false),
        Value("ZScore", () => new ZScore(5), ZScore, isWindowed: true),
        Value("RealisedVolatility", () => new RealisedVolatility(6), bars => FeatureOracle.RealisedVolatility(bars, 6), isWindowed: true),
        new("Macd", () => new Macd(3, 6, 4), f => [((Macd)f).Value, ((Macd)f).Signal], bars => FeatureOracle.Macd(bars, 3, 6, 4), false),
        new("Stochastic", () => new Stochastic(6, 3), f => [((Stochastic)f).Value, ((Stochastic)f).Smoothed], Stochastic, true),
        new("Adx", () => new Adx(4), f => [((Adx)f).Value, ((Adx)f).Plus, ((Adx)f).Minus], bars => FeatureOracle.Adx(bars, 4), false),
        new("Bollinger", () => new Bollinger(6, 2), f => [((Bollinger)f).Middle, ((Bollinger)f).Upper, ((Bollinger)f).Lower], Bollinger, true),
        new("Keltner", () => new Keltner(6, 4, 2), f => [((Keltner)f).Middle, ((Keltner)f).Upper, ((Keltner)f).Lower], Keltner, false),
        new("Supertrend", () => new Supertrend(4, 1.5), f => [((Supertrend)f).Value, ((Supertrend)f).IsUp ? 1 : 0], bars => FeatureOracle.Supertrend(bars, 4, 1.5), false),
        new("Donchian", () => new Donchian(6), f => [((Donchian)f).Upper, ((Donchian)f).Lower, ((Donchian)f).Middle], Donchian, true),
        new("Swing", () => new Swing(9), f => [((Swing)f).High.ToDouble(), ((Swing)f).Low.ToDouble()], bars => [High(bars[^9..]), Low(bars[^9..])], true),
        new("EqualLevels", () => new EqualLevels(LevelSource.Lows, 0.00002), f => [((EqualLevels)f).Value], EqualLows, false),
        new("Sweep", () => new Sweep(4), f => [(int)((Sweep)f).Value, ((Sweep)f).Level.ToDouble()], Sweep, true),
        new("CvdDivergence", () => new CvdDivergence(8), f => [(int)((CvdDivergence)f).Value], Divergence, true),
        new("MarketContext", () => new MarketContext(), f => [(int)((MarketContext)f).Trend, (int)((MarketContext)f).Regime], Context, false),
    ];

    public static TheoryData<string> Names => new(All.Select(feature => feature.Name));

    public static FeatureCase Named(string name) => All.Single(feature => feature.Name == name);

    private static FeatureCase Value(string name, Func<IValueFeature> create, Func<Bar[], double> oracle, bool isWindowed) =>
        new(name, create, feature => [((IValueFeature)feature).Value], bars => [oracle(bars)], isWindowed);

    private static double[] Closes(Bar[] bars) => [.. bars.Select(bar => bar.Close.ToDouble())];

    private static double High(Bar[] bars) => bars.Max(bar => bar.High.ToDouble());

    private static double Low(Bar[] bars) => bars.Min(bar => bar.Low.ToDouble());

    private static double ZScore(Bar[] bars)
    {
        var deviation = FeatureOracle.Deviation(bars, 5);
        return deviation == 0 ? 0 : (bars[^1].Close.ToDouble() - FeatureOracle.Mean(bars, 5)) / deviation;
    }

    private static double[] Stochastic(Bar[] bars) =>
    [
        FeatureOracle.StochasticLine(bars, 6),
        Enumerable.Range(0, 3).Average(back => FeatureOracle.StochasticLine(bars[..^back], 6)),
    ];

    private static double[] Bollinger(Bar[] bars)
    {
        var (middle, deviation) = (FeatureOracle.Mean(bars, 6), FeatureOracle.Deviation(bars, 6));
        return [middle, middle + 2 * deviation, middle - 2 * deviation];
    }

    private static double[] Keltner(Bar[] bars)
    {
        var middle = FeatureOracle.Ema(Closes(bars), 6);
        var reach = 2 * FeatureOracle.Wilder(FeatureOracle.TrueRanges(bars), 4);
        return [middle, middle + reach, middle - reach];
    }

    private static double[] Donchian(Bar[] bars) =>
        [High(bars[^6..]), Low(bars[^6..]), (High(bars[^6..]) + Low(bars[^6..])) / 2];

    private static double[] EqualLows(Bar[] bars)
    {
        var window = bars[^Math.Min(12, bars.Length)..].Select(bar => bar.Low.ToDecimal()).ToArray();
        var near = window.Where(low => Math.Abs(low - window[^1]) <= window[^1] * 0.00002m).ToArray();
        return [near.Length > 1 ? (double)near.Average() : double.NaN];
    }

    private static double[] Sweep(Bar[] bars)
    {
        var (before, newest) = (bars[^5..^1], bars[^1]);
        var (high, low) = (before.Max(bar => bar.High), before.Min(bar => bar.Low));
        if (newest.High > high && newest.Close < high) return [(int)SweepSide.High, high.ToDouble()];
        if (newest.Low < low && newest.Close > low) return [(int)SweepSide.Low, low.ToDouble()];
        return [(int)SweepSide.None, 0];
    }

    private static double[] Divergence(Bar[] bars)
    {
        var cvd = FeatureOracle.Cvd(bars);
        if (bars[^1].Low < bars[^5..^1].Min(bar => bar.Low) && cvd[^1] > cvd[^5..^1].Min()) return [(int)LaptopAgents.Engine.Divergence.Bullish];
        if (bars[^1].High > bars[^5..^1].Max(bar => bar.High) && cvd[^1] < cvd[^5..^1].Max()) return [(int)LaptopAgents.Engine.Divergence.Bearish];
        return [0];
    }

    private static double[] Context(Bar[] bars)
    {
        var closes = Closes(bars);
        var (fast, slow, close) = (FeatureOracle.Ema(closes, 20), FeatureOracle.Ema(closes, 50), closes[^1]);
        var trend = fast > slow && close > fast ? Trend.Up : fast < slow && close < fast ? Trend.Down : Trend.Chop;
        var relative = FeatureOracle.TrueRanges(bars)[^14..].Average() / close;
        var regime = relative < 0.002 ? Regime.ChopLowVolatility : relative > 0.006 ? Regime.TrendHighVolatility : Regime.Normal;
        return [(int)trend, (int)regime];
    }
}
