namespace LaptopAgents.Benchmarks.Yardsticks;

/// <summary>
/// What a backtest costs at least: one loop over plain columns that does all that the answer needs and nothing that a program needs.
/// Per bar: moving averages of 10 and 50 closes as running sums, the fill of a flip at the next open with slippage and fee, the stop and
/// target against low and high, the mark to market, the drawdown and one equity point. It is the denominator of the engine's speed, so
/// it must be as quick as it can be while staying on one bar at a time.
/// </summary>
internal static unsafe class LimitLoop
{
    public const int FastPeriod = 10;
    public const int SlowPeriod = 50;

    /// <summary>Quote currency at the start: so much that nothing is ever refused.</summary>
    public const long StartCash = 100_000_000;

    /// <summary>Basis points lost to slippage, and paid as fee, on each fill.</summary>
    public const int SlippageBps = 2;
    public const int FeeBps = 6;

    /// <summary>Distance of stop and target: too far to be reached between two flips, which the loop doesn't know.</summary>
    public const int EdgePercent = 50;
    private const long Unit = 100_000_000;

    /// <summary>In whole 10⁻⁸ units: every sum and all money is exact.</summary>
    /// <param name="equityPoints">Receives the equity at each close; as long as the market.</param>
    public static Outcome RunExact(ReferenceMarket market, long[] equityPoints)
    {
        var count = market.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, SlowPeriod);
        ArgumentOutOfRangeException.ThrowIfLessThan(equityPoints.Length, count);
        var (cash, position, lowEdge, highEdge) = (StartCash * Unit, 0L, long.MinValue, long.MaxValue);
        var (peak, drawdown) = (cash, 0L);
        var (orders, wanted, filled) = (0, 0L, 0L);
        equityPoints.AsSpan(0, SlowPeriod - 1).Fill(cash);
        fixed (long* opens = market.Open, highs = market.High, lows = market.Low, closes = market.Close, points = equityPoints)
        {
            var (fastSum, slowSum) = (0L, 0L);
            for (var i = 0; i < SlowPeriod - 1; i++) slowSum += closes[i];
            for (var i = SlowPeriod - FastPeriod; i < SlowPeriod - 1; i++) fastSum += closes[i];
            for (var i = SlowPeriod - 1; i < count; i++)
            {
                if (wanted != filled)
                {
                    var signed = wanted - position;
                    var price = opens[i] + Math.Sign(signed) * (opens[i] * SlippageBps / 10_000);
                    cash -= signed * price + Math.Abs(signed) * price * FeeBps / 10_000;
                    var edge = price * EdgePercent / 100;
                    (position, filled, lowEdge, highEdge) = (wanted, wanted, price - edge, price + edge);
                    orders++;
                }

                if (lows[i] <= lowEdge || highs[i] >= highEdge)
                {
                    cash += position * (lows[i] <= lowEdge ? lowEdge : highEdge);
                    (position, lowEdge, highEdge) = (0, long.MinValue, long.MaxValue);
                }

                var close = closes[i];
                var equity = cash + position * close;
                points[i] = equity;
                if (equity > peak) peak = equity;
                else if (peak - equity > drawdown) drawdown = peak - equity;
                fastSum += close;
                slowSum += close;
                wanted = fastSum * (SlowPeriod / FastPeriod) > slowSum ? 1 : -1;
                fastSum -= closes[i - (FastPeriod - 1)];
                slowSum -= closes[i - (SlowPeriod - 1)];
            }
        }

        return new Outcome(orders, equityPoints[count - 1], drawdown);
    }

    /// <summary>The same in double precision, whose running sums drift: an order more or less is its own and not an error.</summary>
    /// <param name="equityPoints">Receives the equity at each close; as long as the columns.</param>
    public static Outcome RunDouble(DoubleColumns market, double[] equityPoints)
    {
        var count = market.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, SlowPeriod);
        ArgumentOutOfRangeException.ThrowIfLessThan(equityPoints.Length, count);
        var (cash, position, lowEdge, highEdge) = ((double)StartCash, 0.0, double.NegativeInfinity, double.PositiveInfinity);
        var (peak, drawdown) = (cash, 0.0);
        var (orders, wanted, filled) = (0, 0.0, 0.0);
        equityPoints.AsSpan(0, SlowPeriod - 1).Fill(cash);
        fixed (double* opens = market.Open, highs = market.High, lows = market.Low, closes = market.Close, points = equityPoints)
        {
            var (fastSum, slowSum) = (0.0, 0.0);
            for (var i = 0; i < SlowPeriod - 1; i++) slowSum += closes[i];
            for (var i = SlowPeriod - FastPeriod; i < SlowPeriod - 1; i++) fastSum += closes[i];
            for (var i = SlowPeriod - 1; i < count; i++)
            {
                if (wanted != filled)
                {
                    var signed = wanted - position;
                    var price = opens[i] * (1 + Math.Sign(signed) * (SlippageBps / 10_000.0));
                    cash -= signed * price + Math.Abs(signed) * price * (FeeBps / 10_000.0);
                    var edge = price * (EdgePercent / 100.0);
                    (position, filled, lowEdge, highEdge) = (wanted, wanted, price - edge, price + edge);
                    orders++;
                }

                if (lows[i] <= lowEdge || highs[i] >= highEdge)
                {
                    cash += position * (lows[i] <= lowEdge ? lowEdge : highEdge);
                    (position, lowEdge, highEdge) = (0, double.NegativeInfinity, double.PositiveInfinity);
                }

                var close = closes[i];
                var equity = cash + position * close;
                points[i] = equity;
                if (equity > peak) peak = equity;
                else if (peak - equity > drawdown) drawdown = peak - equity;
                fastSum += close;
                slowSum += close;
                wanted = fastSum * (SlowPeriod / FastPeriod) > slowSum ? 1 : -1;
                fastSum -= closes[i - (FastPeriod - 1)];
                slowSum -= closes[i - (SlowPeriod - 1)];
            }
        }

        return new Outcome(orders, (long)(equityPoints[count - 1] * Unit), (long)(drawdown * Unit));
    }

    /// <param name="Orders">Market orders filled.</param>
    /// <param name="EndEquity">In 10⁻⁸ units.</param>
    /// <param name="MaxDrawdown">In 10⁻⁸ units.</param>
    internal readonly record struct Outcome(int Orders, long EndEquity, long MaxDrawdown)
    {
        /// <summary>Depends on all of a run's work, so that none of it can be left out.</summary>
        public long Checksum => Orders * 1_000_003L ^ EndEquity ^ MaxDrawdown << 1;
    }

    /// <summary>The reference market as a program without exact money would keep it.</summary>
    internal sealed class DoubleColumns(ReferenceMarket market)
    {
        public int Count { get; } = market.Count;

        public double[] Open { get; } = ReferenceMarket.ToDouble(market.Open);

        public double[] High { get; } = ReferenceMarket.ToDouble(market.High);

        public double[] Low { get; } = ReferenceMarket.ToDouble(market.Low);

        public double[] Close { get; } = ReferenceMarket.ToDouble(market.Close);
    }
}
