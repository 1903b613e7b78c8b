namespace LaptopAgents.Bitunix;

/// <summary>
/// Allows so many calls a second, and hands out the waiting in order. It reserves instead of counting: each call is told how long to
/// wait, which needs no timer of its own and is the same under any clock. Safe for use from several tasks.
/// </summary>
internal sealed class TokenBucket
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _step;
    private readonly long _burst;
    // The instant, in clock ticks, at which the bucket would be full again.
    private long _fullAt;

    /// <param name="perSecond">Calls per second in the long run.</param>
    /// <param name="burst">Calls that may follow each other at once after a rest.</param>
    public TokenBucket(double perSecond, int burst, TimeProvider time)
    {
        _time = time;
        _step = (long)(time.TimestampFrequency / perSecond);
        _burst = _step * burst;
        _fullAt = long.MinValue;
    }

    /// <summary>Takes one call and returns how long it must wait.</summary>
    public TimeSpan Take()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            _fullAt = Math.Max(_fullAt, now) + _step;
            return Span(_fullAt - _burst - now);
        }
    }

    /// <summary>Lets nothing through for a while: the venue said that it has had enough.</summary>
    public void Pause(TimeSpan span)
    {
        lock (_gate)
        {
            var until = _time.GetTimestamp() + (long)(span.TotalSeconds * _time.TimestampFrequency) + _burst;
            _fullAt = Math.Max(_fullAt, until);
        }
    }

    private TimeSpan Span(long ticks) => ticks <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(ticks / (double)_time.TimestampFrequency);
}
