using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// What has made the two sides part so far, in time order. A trade that only one of them makes, or a size reckoned from another equity,
/// has no cause of its own: it follows from the newest of these.
/// </summary>
internal sealed class RootCauses(IEnumerable<(Timestamp Close, ParityCause Cause)> bars)
{
    private readonly (Timestamp Close, ParityCause Cause)[] _bars = [.. bars];
    private readonly List<(Timestamp Time, ParityCause Cause)> _market = [];
    private readonly List<(Timestamp Time, ParityCause Cause)> _costs = [];

    /// <summary>
    /// The newest cause at a time; null when the two had not parted. What changed prices or positions comes before what only cost money:
    /// costs decide nothing but sizes.
    /// </summary>
    public ParityCause? At(Timestamp time)
    {
        var found = Newest(_market, time);
        for (var i = _bars.Length - 1; i >= 0; i--)
        {
            if (_bars[i].Close > time) continue;
            return found is { } line && line.Time > _bars[i].Close ? line.Cause : _bars[i].Cause;
        }

        return (found ?? Newest(_costs, time))?.Cause;
    }

    /// <summary>Takes a line that has been dealt with; they come in time order.</summary>
    public void Take(ParityLine line)
    {
        if (line.IsKnockOn || !line.IsRoot) return;
        Add(_market, line, [ParityCause.FeedRevision, ParityCause.MissingData, ParityCause.Latency, ParityCause.Partials]);
        Add(_costs, line, [ParityCause.Spread, ParityCause.Slippage, ParityCause.Fees, ParityCause.Funding]);
    }

    private static (Timestamp Time, ParityCause Cause)? Newest(List<(Timestamp Time, ParityCause Cause)> list, Timestamp time)
    {
        for (var i = list.Count - 1; i >= 0; i--)
            if (list[i].Time <= time) return list[i];
        return null;
    }

    private static void Add(List<(Timestamp Time, ParityCause Cause)> list, ParityLine line, ReadOnlySpan<ParityCause> causes)
    {
        var (largest, amount) = (ParityCause.Unexplained, 0L);
        foreach (var cause in causes)
            if (Math.Abs(line.Amounts[cause].Raw) > amount) (largest, amount) = (cause, Math.Abs(line.Amounts[cause].Raw));
        if (amount > 0) list.Add((line.Time, largest));
    }
}
