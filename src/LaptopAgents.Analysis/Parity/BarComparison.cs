using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>The bars that two sides were told, compared.</summary>
internal sealed class BarComparison
{
    private readonly List<(long Close, ParityCause Cause)>[] _differences;
    private readonly long _interval;

    public BarComparison(ParityRun session, ParityRun backtest)
    {
        _interval = session.Result.Interval.Nanos;
        _differences = new List<(long, ParityCause)>[session.Result.Instruments.Count];
        for (var i = 0; i < _differences.Length; i++)
            _differences[i] = i < session.Histories.Count && i < backtest.Histories.Count
                ? Compare(session.Histories[i].Bars, backtest.Histories[i].Bars, _interval) : [];
    }

    /// <summary>Bars with other prices.</summary>
    public int Revised => Count(ParityCause.FeedRevision);

    /// <summary>Bars that one side has alone.</summary>
    public int Missing => Count(ParityCause.MissingData);

    /// <summary>Every difference with the close of its bar, in time order.</summary>
    public IEnumerable<(Timestamp Close, ParityCause Cause)> All =>
        _differences.SelectMany(list => list).OrderBy(entry => entry.Close).Select(entry => (new Timestamp(entry.Close), entry.Cause));

    /// <summary>Why the market was not the same to an order that lived from one time to another; null when it was.</summary>
    public ParityCause? During(InstrumentId instrument, Timestamp from, Timestamp to)
    {
        var list = _differences[instrument.Index];
        ParityCause? found = null;
        for (var i = FirstAtOrAfter(list, from.UnixNanos); i < list.Count; i++)
        {
            // What happens inside a bar is older than its close: the last bar that counts is the one that was open then.
            if (list[i].Close - _interval > to.UnixNanos) break;
            if (list[i].Cause == ParityCause.MissingData) return ParityCause.MissingData;
            found = ParityCause.FeedRevision;
        }

        return found;
    }

    private static List<(long Close, ParityCause Cause)> Compare(IBarSource left, IBarSource right, long interval)
    {
        var differences = new List<(long, ParityCause)>();
        var (i, j) = (0, 0);
        while (i < left.Count || j < right.Count)
        {
            var first = i < left.Count ? left.OpenUnixNanos[i] : long.MaxValue;
            var second = j < right.Count ? right.OpenUnixNanos[j] : long.MaxValue;
            if (first != second) differences.Add((Math.Min(first, second) + interval, ParityCause.MissingData));
            else if (!AreSame(left, i, right, j)) differences.Add((first + interval, ParityCause.FeedRevision));
            if (first <= second) i++;
            if (second <= first) j++;
        }

        return differences;
    }

    private static bool AreSame(IBarSource left, int i, IBarSource right, int j) =>
        left.RawOpen[i] == right.RawOpen[j] && left.RawHigh[i] == right.RawHigh[j] && left.RawLow[i] == right.RawLow[j]
        && left.RawClose[i] == right.RawClose[j] && left.RawVolume[i] == right.RawVolume[j];

    private static int FirstAtOrAfter(List<(long Close, ParityCause Cause)> list, long time)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].Close < time) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private int Count(ParityCause cause) => _differences.Sum(list => list.Count(entry => entry.Cause == cause));
}
