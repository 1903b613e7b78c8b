using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// What the venue's clock shows. Each <c>Date</c> header says in which second the venue answered, and each push that the venue was not
/// earlier than its time; together they bound the offset to our clock. A measurement that contradicts the bounds (a clock was set, or a
/// simulated venue runs at another speed) replaces them. Safe for use from several tasks.
/// </summary>
public sealed class VenueClock(TimeProvider time)
{
    private static readonly Duration s_dateStep = Duration.FromSeconds(1);
    private readonly Lock _gate = new();
    private long _low = long.MinValue;
    private long _high = long.MaxValue;

    /// <summary>Our own clock.</summary>
    public Timestamp LocalNow => Timestamp.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The earliest that the venue's clock may show now; ours before anything was heard.</summary>
    public Timestamp Now => new(LocalNow.UnixNanos + Offset.Nanos);

    /// <summary>Venue minus ours, as far as is known: the smallest possible one, so that nothing is thought over before it is.</summary>
    public Duration Offset
    {
        get
        {
            lock (_gate) return new(_low != long.MinValue ? _low : _high != long.MaxValue ? Math.Min(0, _high) : 0);
        }
    }

    /// <summary>Takes in a <c>Date</c> header of a request that left at <paramref name="sent"/> and was answered by now.</summary>
    internal void OnDate(DateTimeOffset date, Timestamp sent)
    {
        var second = Timestamp.FromDateTime(date.UtcDateTime);
        var low = (second - LocalNow).Nanos;
        var high = (second + s_dateStep - sent).Nanos;
        lock (_gate)
        {
            if (low > _high || high < _low) (_low, _high) = (low, high);
            else (_low, _high) = (Math.Max(_low, low), Math.Min(_high, high));
        }
    }

    /// <summary>Takes in the time of a push that has just come.</summary>
    internal void OnPush(Timestamp sent)
    {
        var low = (sent - LocalNow).Nanos;
        lock (_gate)
        {
            if (low <= _low) return;
            _low = low;
            if (low > _high) _high = long.MaxValue;
        }
    }

    /// <summary>Forgets everything: the next measurement stands alone.</summary>
    internal void Reset()
    {
        lock (_gate) (_low, _high) = (long.MinValue, long.MaxValue);
    }
}
