using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// What the market and the positions were worth at each point of the equity curve: buy-and-hold, exposure, distance to liquidation.
/// It needs the bars, so a run without them has none.
/// </summary>
internal sealed class MarketTrack
{
    private readonly RunResult _result;
    private readonly double _startEquity;

    private MarketTrack(RunResult result, int count)
    {
        _result = result;
        _startEquity = result.StartEquity.ToDouble();
        Benchmark = new double[count];
        Gross = new float[count];
        Net = new float[count];
        Maintenance = new float[count];
        (MarginUse, Distance) = (new float[count], new float[count]);
        Array.Fill(Distance, float.PositiveInfinity);
    }

    /// <summary>
    /// Equity of buying each instrument with an equal part of the starting equity at its first price, unlevered, without fees, and
    /// paying or receiving every funding settlement in the data.
    /// </summary>
    public double[] Benchmark { get; }

    /// <summary>Sum of the absolute notionals at the last close.</summary>
    public float[] Gross { get; }

    /// <summary>Longs minus shorts at the last close.</summary>
    public float[] Net { get; }

    /// <summary>Sum of the maintenance requirements; zero where an instrument has no margin tiers.</summary>
    public float[] Maintenance { get; }

    /// <summary>Isolated margin: the largest requirement of a position ÷ what stands for it. Zero where nothing is held or required.</summary>
    public float[] MarginUse { get; }

    /// <summary>
    /// Isolated margin: the smallest adverse move, as a fraction of price, that would have met a position's requirement; infinite where
    /// nothing is held or required.
    /// </summary>
    public float[] Distance { get; }

    /// <summary>What the benchmark received in funding, quote currency.</summary>
    public double BenchmarkFunding { get; private set; }

    /// <summary>Null when there are no bars to measure against.</summary>
    public static MarketTrack? From(RunResult result, IReadOnlyList<InstrumentHistory> histories)
    {
        var usable = 0;
        foreach (var history in histories)
            if (history.Bars.Count > 0) usable++;
        if (usable == 0 || result.Equity.Count == 0) return null;

        var track = new MarketTrack(result, result.Equity.Count);
        foreach (var history in histories)
            if (history.Bars.Count > 0) track.Walk(history, 1.0 / usable);
        return track;
    }

    private void Walk(InstrumentHistory history, double weight)
    {
        var bars = history.Bars;
        var times = _result.Equity.UnixNanos;
        var opens = bars.OpenUnixNanos;
        var closes = bars.RawClose;
        var interval = _result.Interval.Nanos;
        var first = Numbers.FirstNotBelow(opens, _result.From.UnixNanos);
        var startPrice = first < bars.Count ? bars.RawOpen[first] / 1e8 : 0;
        var units = startPrice > 0 ? _startEquity * weight / startPrice : 0;
        var fills = new PositionCursor(_result.Fills, history.Instrument.Id);
        var funding = new FundingCursor(history.Funding, _result.From);
        var tiers = history.Instrument.MarginTiers;
        var (bar, price, received) = (first, startPrice, 0.0);
        var nextFunding = funding.NextTime;
        var idle = _startEquity * weight - units * startPrice;
        for (var i = 0; i < times.Length; i++)
        {
            var time = times[i];
            for (; bar < opens.Length && opens[bar] + interval <= time; bar++) price = closes[bar] / 1e8;
            if (time >= nextFunding)
            {
                received -= funding.SumTo(time) * units * price;
                nextFunding = funding.NextTime;
            }

            Benchmark[i] += units * price + idle + received;
            if (time >= fills.NextTime) fills.MoveTo(time);
            if (fills.Position == 0) continue;
            var value = fills.Position * price;
            Net[i] += (float)value;
            Gross[i] += (float)Math.Abs(value);
            var maintenance = MaintenanceOf(tiers, Math.Abs(value));
            Maintenance[i] += (float)maintenance;
            if (_result.Margin.IsIsolated && maintenance > 0) LookAtMargin(i, tiers, value, fills.Cost, maintenance);
        }

        BenchmarkFunding += received;
    }

    private void LookAtMargin(int point, IReadOnlyList<MarginTier> tiers, double value, double cost, double maintenance)
    {
        var balance = Math.Abs(cost) / LeverageOf(tiers, Math.Abs(cost), _result.Margin.Leverage) + value - cost;
        MarginUse[point] = Math.Max(MarginUse[point], (float)(balance > 0 ? maintenance / balance : 1));
        Distance[point] = Math.Min(Distance[point], (float)(Math.Max(0, balance - maintenance) / Math.Abs(value)));
    }

    private static double LeverageOf(IReadOnlyList<MarginTier> tiers, double notional, int wanted)
    {
        foreach (var tier in tiers)
            if (notional <= tier.NotionalCap.ToDouble()) return Math.Min(wanted, tier.MaxLeverage);
        return Math.Min(wanted, tiers[^1].MaxLeverage);
    }

    /// <summary>Maintenance requirement of a notional by the tier that it falls into; zero without tiers.</summary>
    public static double MaintenanceOf(IReadOnlyList<MarginTier> tiers, double notional)
    {
        for (var i = 0; i < tiers.Count; i++)
            if (notional <= tiers[i].NotionalCap.ToDouble() || i + 1 == tiers.Count)
                return Math.Max(0, notional * tiers[i].MaintenanceRate.ToDouble() - tiers[i].Deduction.ToDouble());
        return 0;
    }
}

/// <summary>The position of one instrument as a fold over its fills, read forward in time.</summary>
internal struct PositionCursor(List<FillRecord> fills, InstrumentId instrument)
{
    private int _next;
    private Position _held;

    /// <summary>When the next fill happens; the largest time when there is none.</summary>
    public long NextTime { get; private set; } = fills.Count > 0 ? fills[0].Time.UnixNanos : long.MaxValue;

    /// <summary>Signed quantity after the fills so far.</summary>
    public double Position { get; private set; }

    /// <summary>Signed notional of what is open, at its entry prices.</summary>
    public double Cost { get; private set; }

    /// <summary>Takes in all fills up to and including <paramref name="unixNanos"/>.</summary>
    public void MoveTo(long unixNanos)
    {
        for (; _next < fills.Count && fills[_next].Time.UnixNanos <= unixNanos; _next++)
        {
            var fill = fills[_next];
            if (fill.Instrument == instrument) _held = _held.After(fill.Side.Signed(fill.Quantity), fill.Price, out _);
        }

        NextTime = _next < fills.Count ? fills[_next].Time.UnixNanos : long.MaxValue;
        (Position, Cost) = (_held.Quantity.ToDouble(), _held.Cost.ToDouble());
    }
}

/// <summary>Funding rates read forward in time.</summary>
internal struct FundingCursor
{
    private readonly IReadOnlyList<FundingPoint> _points;
    private int _next;

    public FundingCursor(IReadOnlyList<FundingPoint> points, Timestamp from)
    {
        _points = points;
        while (_next < points.Count && points[_next].Time <= from) _next++;
    }

    /// <summary>When the next rate settles; the largest time when there is none.</summary>
    public readonly long NextTime => _next < _points.Count ? _points[_next].Time.UnixNanos : long.MaxValue;

    /// <summary>Sum of the rates that settled since the last call.</summary>
    public double SumTo(long unixNanos)
    {
        var sum = 0.0;
        for (; NextTime <= unixNanos; _next++) sum += _points[_next].Rate.ToDouble();
        return sum;
    }
}
