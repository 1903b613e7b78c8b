using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// Several feeds of the past as one: batches in the order of time, events of one instant in the order of their kind, then of the
/// instrument, then of the feed.
/// </summary>
public sealed class MergedFeed : IMarketDataFeed
{
    private readonly IMarketDataFeed[] _feeds;
    private readonly MarketBatch[] _next;
    private readonly bool[] _isWaiting;
    private readonly int[] _places;

    public MergedFeed(params IReadOnlyList<IMarketDataFeed> feeds)
    {
        if (feeds.Count == 0) throw new ArgumentException("There is no feed to merge.", nameof(feeds));
        _feeds = [.. feeds];
        _next = [.. feeds.Select(_ => new MarketBatch())];
        _isWaiting = new bool[feeds.Count];
        _places = new int[feeds.Count];
        for (var i = 0; i < _feeds.Length; i++) Refill(i);
    }

    /// <inheritdoc />
    public bool TryRead(MarketBatch batch)
    {
        var time = Timestamp.MaxValue;
        var any = false;
        for (var i = 0; i < _feeds.Length; i++)
        {
            if (!_isWaiting[i]) continue;
            any = true;
            if (_next[i].Time < time) time = _next[i].Time;
        }

        if (!any) return false;
        batch.Begin(time);
        Array.Clear(_places);
        while (First(time) is var feed and >= 0) batch.Add(_next[feed].Events[_places[feed]++]);
        for (var i = 0; i < _feeds.Length; i++)
        {
            if (_isWaiting[i] && _next[i].Time == time) Refill(i);
        }

        return true;
    }

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => ValueTask.FromResult(false);

    // Each batch is in order already, so the first of the feeds' present events is the first of all.
    private int First(Timestamp time)
    {
        var best = -1;
        for (var i = 0; i < _feeds.Length; i++)
        {
            if (!_isWaiting[i] || _next[i].Time != time || _places[i] >= _next[i].Count) continue;
            if (best < 0 || Key(i) < Key(best)) best = i;
        }

        return best;
    }

    private long Key(int feed)
    {
        ref readonly var next = ref _next[feed].Events[_places[feed]];
        return (long)next.Kind << 32 | (uint)next.Instrument.Index;
    }

    private void Refill(int feed) => _isWaiting[feed] = _feeds[feed].TryRead(_next[feed]);
}
