using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>The trades of a run, or of one side of it, as columns of numbers, in order of closing.</summary>
internal sealed class TradeSample
{
    private TradeSample(TradeRecord[] trades)
    {
        Trades = trades;
        Net = Column(trades, static trade => trade.NetPnl.ToDouble());
        Wins = Numbers.Above(Net);
        Losses = Numbers.Below(Net);
        HeldSeconds = Column(trades, static trade => (trade.ExitTime - trade.EntryTime).TotalSeconds);
        var multiples = new double[trades.Length];
        var count = 0;
        foreach (ref readonly var trade in trades.AsSpan())
            if (!trade.InitialRisk.IsZero) multiples[count++] = trade.NetPnl.ToDouble() / trade.InitialRisk.ToDouble();
        R = multiples[..count];
    }

    public TradeRecord[] Trades { get; }

    public int Count => Trades.Length;

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

    public static TradeSample Of(List<TradeRecord> trades, Side? side = null)
    {
        var all = CollectionsMarshal.AsSpan(trades);
        var chosen = new TradeRecord[all.Length];
        var count = 0;
        var isOrdered = true;
        foreach (ref readonly var trade in all)
        {
            if (side is not null && trade.Side != side) continue;
            isOrdered &= count == 0 || chosen[count - 1].ExitTime <= trade.ExitTime;
            chosen[count++] = trade;
        }

        chosen = chosen[..count];
        // Trades are booked when they close, so that sorting is for results that came from elsewhere.
        if (!isOrdered)
            Array.Sort(chosen, static (left, right) =>
                left.ExitTime != right.ExitTime ? left.ExitTime.CompareTo(right.ExitTime) : left.TradeId.CompareTo(right.TradeId));
        return new TradeSample(chosen);
    }

    public Money TotalNet()
    {
        var sum = Money.Zero;
        foreach (ref readonly var trade in Trades.AsSpan()) sum += trade.NetPnl;
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
        var chosen = new double[Count];
        var count = 0;
        for (var i = 0; i < Net.Length; i++)
            if (winners ? Net[i] > 0 : Net[i] < 0) chosen[count++] = HeldSeconds[i];
        return chosen[..count];
    }

    public static double[] Column(TradeRecord[] trades, Func<TradeRecord, double> value)
    {
        var column = new double[trades.Length];
        for (var i = 0; i < column.Length; i++) column[i] = value(trades[i]);
        return column;
    }
}
