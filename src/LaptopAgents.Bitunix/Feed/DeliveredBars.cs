using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The last bars of a symbol that were told, to be compared with what the venue says of them later.</summary>
internal sealed class DeliveredBars
{
    private const int Most = 256;
    private readonly SortedDictionary<long, Bar> _bars = [];

    public void Add(in Bar bar)
    {
        _bars[bar.OpenTime.UnixNanos] = bar;
        if (_bars.Count > Most) _bars.Remove(_bars.First().Key);
    }

    /// <summary>What was told of a bar that differs from <paramref name="now"/>; from then on the new one counts as told.</summary>
    public bool TryRevise(in Bar now, out Bar told)
    {
        if (!_bars.TryGetValue(now.OpenTime.UnixNanos, out told) || told == now) return false;
        _bars[now.OpenTime.UnixNanos] = now;
        return true;
    }
}
