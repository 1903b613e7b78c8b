using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>How much of the market the account held, for how long, and how near it came to liquidation.</summary>
internal sealed class ExposureProfile
{
    /// <summary>Share of the run's time with any position open, by the fills' own times.</summary>
    public double TimeShare { get; private init; }

    public double MaxGross { get; private init; }

    /// <summary>Largest gross notional ÷ equity.</summary>
    public double MaxLeverage { get; private init; }

    /// <summary>Mean leverage over the bars that held a position.</summary>
    public double MeanLeverage { get; private init; }

    /// <summary>Largest maintenance requirement ÷ what stands for it: equity, or the position's own margin; NaN without margin tiers.</summary>
    public double MaxMarginUse { get; private init; }

    /// <summary>
    /// Smallest adverse move, as a fraction of price, that would have met the maintenance requirement: of all positions together in
    /// cross margin, of one in isolated margin; NaN without margin tiers.
    /// </summary>
    public double MinLiquidationDistance { get; private init; }

    public static ExposureProfile From(RunResult result, MarketTrack? track)
    {
        var timeShare = HeldShare(result);
        if (track is null)
            return new ExposureProfile
            {
                TimeShare = timeShare, MaxGross = double.NaN, MaxLeverage = double.NaN, MeanLeverage = double.NaN,
                MaxMarginUse = double.NaN, MinLiquidationDistance = double.NaN,
            };

        var equity = result.Equity.RawEquity;
        var (maxGross, maxLeverage, sum, held) = (0.0, 0.0, 0.0, 0);
        var (maxUse, minDistance) = (double.NaN, double.NaN);
        for (var i = 0; i < equity.Length; i++)
        {
            double gross = track.Gross[i];
            if (gross == 0 || equity[i] <= 0) continue;
            var own = equity[i] / 1e8;
            maxGross = Math.Max(maxGross, gross);
            maxLeverage = Math.Max(maxLeverage, gross / own);
            sum += gross / own;
            held++;
            double maintenance = track.Maintenance[i];
            if (maintenance == 0) continue;
            var isIsolated = result.Margin.IsIsolated;
            maxUse = Larger(maxUse, isIsolated ? track.MarginUse[i] : maintenance / own);
            minDistance = -Larger(-minDistance, -(isIsolated ? track.Distance[i] : Math.Max(0, own - maintenance) / gross));
        }

        return new ExposureProfile
        {
            TimeShare = timeShare, MaxGross = maxGross, MaxLeverage = maxLeverage, MeanLeverage = held == 0 ? double.NaN : sum / held,
            MaxMarginUse = maxUse, MinLiquidationDistance = minDistance,
        };
    }

    private static double Larger(double known, double next) => double.IsNaN(known) ? next : Math.Max(known, next);

    private static double HeldShare(RunResult result)
    {
        var span = result.To.UnixNanos - result.From.UnixNanos;
        if (span <= 0) return 0;
        var positions = new long[result.Instruments.Count];
        var (open, since, held) = (0, 0L, 0L);
        foreach (ref readonly var fill in CollectionsMarshal.AsSpan(result.Fills))
        {
            ref var position = ref positions[fill.Instrument.Index];
            var wasOpen = open;
            if (position != 0) open--;
            position += fill.Side.Signed(fill.Quantity).Raw;
            if (position != 0) open++;
            if (wasOpen == 0 && open > 0) since = fill.Time.UnixNanos;
            if (wasOpen > 0 && open == 0) held += fill.Time.UnixNanos - since;
        }

        if (open > 0) held += result.To.UnixNanos - since;
        return Math.Clamp(held / (double)span, 0, 1);
    }
}
