using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Makes closed bars of one symbol's stream of bars so far. The venue says neither when a bar opened nor that it is closed: the time of
/// sending tells the bar, except just after a boundary, where the old bar's last state may still come. A bar is final when the next one
/// opens, or when the clock has passed its end by the grace.
/// </summary>
internal sealed class BarTracker(Duration interval, Duration grace)
{
    // By the clock a bar is final only if the stream reached to nearly its end; otherwise it may lack its last trades.
    private static readonly Duration s_reach = Duration.FromSeconds(5);
    private readonly Queue<Bar> _finals = new();
    private Bar? _forming;
    private Timestamp _lastPush;
    private bool _isInterrupted;

    /// <summary>Opening of the next bar to be told; no such bar is known before the first is fetched.</summary>
    public Timestamp NextOpen { get; set; }

    public Timestamp NextClose => NextOpen + interval;

    /// <summary>Missing bars are being fetched; nothing of this symbol is told until they are there.</summary>
    public bool IsFetching { get; set; }

    /// <summary>The stream has brought something since the last interruption.</summary>
    public bool IsLive => !_isInterrupted && (_forming is not null || _finals.Count > 0);

    public void OnPush(KlinePush push)
    {
        var open = push.Time.FloorTo(interval);
        var next = new Bar(open, push.Open, push.High, push.Low, push.Close, push.Volume);
        if (_forming is { } forming)
        {
            if (open < forming.OpenTime) return;
            if (open > forming.OpenTime && IsLateStateOf(forming, next, push.Time)) next = next with { OpenTime = forming.OpenTime };
            else if (open > forming.OpenTime) Close(forming);
        }
        else if (_finals.Count > 0 && open <= _finals.Last().OpenTime)
        {
            return;
        }

        _forming = next;
        _lastPush = push.Time;
        _isInterrupted = false;
    }

    /// <summary>The stream broke: what forms now is not whole until the next push, which holds all of it again.</summary>
    public void OnInterrupted() => _isInterrupted = true;

    public void OnClock(Timestamp now)
    {
        if (_forming is not { } forming || _isInterrupted) return;
        var close = forming.OpenTime + interval;
        if (now < close + grace || _lastPush < close - s_reach) return;
        Close(forming);
        _forming = null;
    }

    /// <summary>The bars that are neither there nor to come, if any: from <see cref="NextOpen"/> up to, not including, the result.</summary>
    public Timestamp? MissingUntil(Timestamp now, Duration patience)
    {
        if (IsFetching) return null;
        DropOld();
        if (_finals.Count > 0) return _finals.Peek().OpenTime > NextOpen ? _finals.Peek().OpenTime : null;
        if (_forming is { } forming && forming.OpenTime > NextOpen) return forming.OpenTime;
        // Nothing comes: the bars that ended long enough ago are fetched without the stream.
        var ended = (now - patience).FloorTo(interval);
        return ended > NextOpen ? ended : null;
    }

    public bool Has(Timestamp close)
    {
        DropOld();
        return !IsFetching && _finals.Count > 0 && _finals.Peek().OpenTime == NextOpen && NextClose == close;
    }

    /// <summary>Takes the bar that <see cref="Has"/> promised.</summary>
    public Bar Take()
    {
        var bar = _finals.Dequeue();
        NextOpen = bar.OpenTime + interval;
        return bar;
    }

    private void Close(in Bar bar)
    {
        if (!_isInterrupted) _finals.Enqueue(bar);
    }

    // A bar that was fetched meanwhile is not told again.
    private void DropOld()
    {
        while (_finals.Count > 0 && _finals.Peek().OpenTime < NextOpen) _finals.Dequeue();
        if (_forming is { } forming && forming.OpenTime < NextOpen) _forming = null;
    }

    // The old bar grown a little: the same opening, no less volume, a range that holds the old one. A new bar that starts at the old
    // opening price and at once exceeds the old volume would be mistaken for it, and be mended by its next push.
    private bool IsLateStateOf(in Bar forming, in Bar next, Timestamp sent) =>
        sent < forming.OpenTime + interval + grace && next.Open == forming.Open && next.Volume.IsPositive && next.Volume >= forming.Volume
        && next.High >= forming.High && next.Low <= forming.Low;
}
