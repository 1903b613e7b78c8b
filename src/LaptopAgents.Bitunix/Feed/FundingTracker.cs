using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Knows when one symbol's next funding settles and at what rate. Whether the running rate is the next settlement's or the last one's is
/// not documented, so at a settlement the venue's history decides; when that does not answer in time, a push that names this settlement
/// as its last, and else the last rate before it.
/// </summary>
internal sealed class FundingTracker
{
    private static readonly Duration s_freshness = Duration.FromMinutes(5);
    private static readonly Duration s_eightHours = Duration.FromMinutes(480);
    private readonly SortedDictionary<long, Rate> _told = [];
    private FundingUnits _units = new();
    private Duration _interval = s_eightHours;
    private Timestamp _next = Timestamp.MaxValue;
    private Timestamp _lastTold;
    private Timestamp _asked;
    private Timestamp _rateTime;
    private Rate? _rate;
    private Price _mark;
    private Rate? _rateAfter;
    private FundingRate? _settled;

    /// <summary>The next settlement; never when not known.</summary>
    public Timestamp Next => _rate is null ? Timestamp.MaxValue : _next;

    /// <summary>The rate was published close enough to the settlement that is due to be its rate.</summary>
    public bool IsRateFresh => _rateTime >= _next - s_freshness;

    public void OnCurrent(CurrentFunding current, Timestamp now)
    {
        _units = new FundingUnits(current.RawCap ?? current.RawFloor);
        if (current.IntervalHours > 0) _interval = Duration.FromMinutes(60L * current.IntervalHours);
        (_rate, _rateTime) = (_units.Current(current.RawRate), now);
        if (current.MarkPrice is { } mark) _mark = mark;
        if (current.NextSettlement is { } next && next > _lastTold) _next = next;
    }

    /// <returns>Settlements that lie between the last one told and this push's: after, and up to. Null when none is missing.</returns>
    public (Timestamp After, Timestamp UpTo)? OnPush(PricePush push)
    {
        if (_next <= push.Time)
        {
            // The settlement is due and not told yet: what comes now is of the next interval, unless it says that it is not.
            if (push.LastSettlement == _next && push.RawRate is { } after) (_rateAfter, _rateTime) = (_units.Current(after), push.Time);
            return null;
        }

        if (push.MarkPrice is { } mark) _mark = mark;
        if (push.RawRate is { } raw) (_rate, _rateTime) = (_units.Current(raw), push.Time);
        if (push.NextSettlement is not { } next || next <= _lastTold) return null;
        _next = next;
        var before = next - _interval;
        if (_lastTold == Timestamp.MinValue || before <= _lastTold || before <= _asked) return null;
        _asked = before;
        return (_lastTold, before);
    }

    /// <summary>True once for each settlement: when it is due and its rate should be asked for.</summary>
    public bool TryAsk(Timestamp now)
    {
        if (Next > now || _asked >= _next) return false;
        _asked = _next;
        return true;
    }

    /// <summary>The settlement that is due has its rate, or was waited for long enough.</summary>
    public bool IsDecided(Timestamp now, Duration grace) => _settled is not null || now >= _next + grace;

    /// <summary>Leaves out the settlements up to now, whose rates were not seen, and returns what to ask for: after, and up to.</summary>
    public (Timestamp After, Timestamp UpTo) Skip(Timestamp now)
    {
        var after = _next - Duration.FromMilliseconds(1);
        for (; _next <= now; _next += _interval) _asked = _next;
        return (after, _asked);
    }

    /// <summary>The settlement that is due: its rate and mark. The one after it is expected an interval later.</summary>
    public FundingRate Take()
    {
        Invariant.That(_rate is not null);
        var due = _settled ?? Of(_rateAfter ?? _rate.Value, _mark);
        (_settled, _rateAfter) = (null, null);
        Told(_next, due.Rate);
        _next += _interval;
        return due;
    }

    /// <summary>The venue's word on the settlement that is due; false when it is another one.</summary>
    public bool TryDecide(SettledFunding settled, Timestamp now)
    {
        if (settled.Time != _next || _next > now || _rate is null) return false;
        _settled = Of(_units.Settled(settled.RawRate), settled.MarkPrice ?? _mark);
        return true;
    }

    /// <summary>A settlement of the past is about to be told; false when it was told before.</summary>
    public bool TryTell(SettledFunding settled, out FundingRate rate)
    {
        rate = Of(_units.Settled(settled.RawRate), settled.MarkPrice ?? default);
        if (settled.Time <= _lastTold) return false;
        Told(settled.Time, rate.Rate);
        if (_next <= settled.Time) _next = settled.Time + _interval;
        return true;
    }

    /// <summary>What was told of a settlement that differs from what the venue says now.</summary>
    public bool TryRevise(SettledFunding settled, out Rate told, out Rate now)
    {
        now = _units.Settled(settled.RawRate);
        if (!_told.TryGetValue(settled.Time.UnixNanos, out told) || told == now) return false;
        _told[settled.Time.UnixNanos] = now;
        return true;
    }

    // Recorded history leaves the usual interval out, and so does this.
    private FundingRate Of(Rate rate, Price mark) => new(rate, mark, _interval == s_eightHours ? default : _interval);

    private void Told(Timestamp time, Rate rate)
    {
        _lastTold = time;
        _told[time.UnixNanos] = rate;
        if (_told.Count > 64) _told.Remove(_told.First().Key);
    }
}
