using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// History told at the pace of a clock: an instant is at hand when it has come. Its events keep their own time, so that what a session
/// makes of them does not hang on the pace.
/// </summary>
/// <param name="speed">Seconds of history in a second of the clock; zero for as fast as it is asked for.</param>
/// <param name="after">What happened until then is passed over; the pace begins there.</param>
public sealed class PacedFeed(IMarketDataFeed history, double speed, TimeProvider clock, Timestamp after) : IMarketDataFeed
{
    private readonly MarketBatch _next = new();
    private bool _hasNext;
    private bool _hasEnded;
    private Timestamp _begin;
    private long _started;
    private bool _isStarted;

    /// <inheritdoc />
    public bool TryRead(MarketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!Look() || Missing() > TimeSpan.Zero) return false;
        _hasNext = false;
        batch.Begin(_next.Time);
        foreach (ref readonly var next in _next.Events) batch.Add(in next);
        return true;
    }

    /// <inheritdoc />
    public async ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        if (!Look()) return false;
        var missing = Missing();
        if (missing > TimeSpan.Zero) await Task.Delay(missing, clock, cancellation);
        return true;
    }

    private bool Look()
    {
        while (!_hasNext && !_hasEnded)
        {
            if (!history.TryRead(_next)) _hasEnded = true;
            else if (_next.Time > after) _hasNext = true;
        }

        if (_isStarted || !_hasNext) return _hasNext;
        (_isStarted, _started) = (true, clock.GetTimestamp());
        _begin = after > Timestamp.MinValue ? after : _next.Time;
        return true;
    }

    private TimeSpan Missing()
    {
        if (speed <= 0) return TimeSpan.Zero;
        var due = (_next.Time - _begin).TotalSeconds / speed;
        return TimeSpan.FromSeconds(due) - clock.GetElapsedTime(_started);
    }
}
