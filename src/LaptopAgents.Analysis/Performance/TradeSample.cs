using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>The trades of a run, or of one side of it, as columns of numbers, in order of closing.</summary>
internal sealed class TradeSample
{
    private TradeSample(List<TradeRecord> trades)
    {
        Trades = trades;
        Net = Column(trades, static trade => trade.NetPnl.ToDouble());
        Wins = Where(Net, static net => net > 0);
        Losses = Where(Net, static net => net < 0);
        HeldSeconds = Column(trades, static trade => (trade.ExitTime - trade.EntryTime).TotalSeconds);
        var multiples = new List<double>(trades.Count);
        foreach (var trade in trades)
            if (trade.RMultiple is { } multiple) multiples.Add(multiple);
        R = [.. multiples];
    }

    public IReadOnlyList<TradeRecord> Trades { get; }

    public int Count => Trades.Count;

    /// <summary>Net results, quote currency.</summary>
    public double[] Net { get; }

    public double[] Wins { get; }

    public double[] Losses { get; }

    /// <summary>Results in multiples of initial risk, of the trades that had a stop.</summary>
    public double[] R { get; }

    public double[] HeldSeconds { get; }

    public double WinRate => Count == 0 ? double.NaN : Wins.Length / (double)Count;

    /// <summary>Sum of wins ÷ sum of losses.</summary>
    public double ProfitFactor => Moments.Sum(Wins) / -Moments.Sum(Losses);

    /// <summary>Mean win ÷ mean loss.</summary>
    public double Payoff => Moments.Mean(Wins) / -Moments.Mean(Losses);

    public static TradeSample Of(IReadOnlyList<TradeRecord> trades, Side? side = null)
    {
        var chosen = new List<TradeRecord>(trades.Count);
        foreach (var trade in trades)
            if (side is null || trade.Side == side) chosen.Add(trade);
        chosen.Sort(static (left, right) =>
            left.ExitTime != right.ExitTime ? left.ExitTime.CompareTo(right.ExitTime) : left.TradeId.CompareTo(right.TradeId));
        return new TradeSample(chosen);
    }

    public Money TotalNet()
    {
        var sum = Money.Zero;
        foreach (var trade in Trades) sum += trade.NetPnl;
        return sum;
    }

    /// <summary>Longest row of wins (or losses); a trade of exactly zero ends both.</summary>
    public int LongestStreak(bool ofWins)
    {
        var (longest, current) = (0, 0);
        foreach (var net in Net)
        {
            current = (ofWins ? net > 0 : net < 0) ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }

    /// <summary>Seconds held by the trades that won (or lost).</summary>
    public double[] HeldBy(bool winners)
    {
        var chosen = new List<double>(Count);
        for (var i = 0; i < Net.Length; i++)
            if (winners ? Net[i] > 0 : Net[i] < 0) chosen.Add(HeldSeconds[i]);
        return [.. chosen];
    }

    public static double[] Column(IReadOnlyList<TradeRecord> trades, Func<TradeRecord, double> value)
    {
        var column = new double[trades.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(trades[i]);
        return column;
    }

    private static double[] Where(double[] values, Predicate<double> holds) => Array.FindAll(values, holds);
}
