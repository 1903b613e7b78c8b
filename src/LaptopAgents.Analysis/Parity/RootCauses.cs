using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// What has made the two sides part so far, in time order. A trade that only one of them makes, or a size reckoned from another equity,
/// has no cause of its own: it follows from the newest of these.
/// </summary>
internal sealed class RootCauses(IEnumerable<(Timestamp Close, ParityCause Cause)> bars)
{
    private readonly (Timestamp Close, ParityCause Cause)[] _bars = [.. bars];
    private readonly List<(Timestamp Time, ParityCause Cause)> _lines = [];

    /// <summary>The newest cause at a time; null when the two had not parted.</summary>
    public ParityCause? At(Timestamp time)
    {
        (Timestamp Time, ParityCause Cause)? found = null;
        for (var i = _lines.Count - 1; i >= 0 && found is null; i--)
            if (_lines[i].Time <= time) found = _lines[i];
        for (var i = _bars.Length - 1; i >= 0; i--)
        {
            if (_bars[i].Close > time) continue;
            return found is { } line && line.Time > _bars[i].Close ? line.Cause : _bars[i].Cause;
        }

        return found?.Cause;
    }

    /// <summary>Takes a line that has been dealt with; they come in time order.</summary>
    public void Take(ParityLine line)
    {
        if (line.IsKnockOn) return;
        var largest = ParityCause.Unexplained;
        var amount = 0L;
        foreach (var cause in ParityCauses.All)
        {
            if (cause is ParityCause.Rounding or ParityCause.Unexplained || Math.Abs(line.Amounts[cause].Raw) <= amount) continue;
            (largest, amount) = (cause, Math.Abs(line.Amounts[cause].Raw));
        }

        if (amount > 0) _lines.Add((line.Time, largest));
    }
}
