using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Puts what comes in from the venue into the order that the engine is promised. A bar is told at its end, before anything that
/// happened after it; therefore what happens after a bar's end waits until the bar is final, at most for the grace. A settlement is told
/// with the bars that end at its instant. No clock and no tasks: the same items in the same order give the same batches.
/// </summary>
internal sealed class FeedAssembler
{
    private readonly FeedOptions _options;
    private readonly IFeedFetcher _fetcher;
    private readonly IFeedObserver? _observer;
    private readonly SymbolLane[] _lanes;
    private readonly SortedDictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Queue<PushItem> _stream = new();
    private readonly BatchQueue _out = new();
    private bool _hasBegun;
    private bool _isWarm;
    private Timestamp _now;

    public FeedAssembler(FeedOptions options, IFeedFetcher fetcher, IFeedObserver? observer)
    {
        (_options, _fetcher, _observer) = (options, fetcher, observer);
        _lanes = [.. options.Instruments.Select(instrument => new SymbolLane(instrument, options))];
        for (var i = 0; i < _lanes.Length; i++) _places[_lanes[i].Symbol] = i;
    }

    public bool TryTake(MarketBatch batch) => _out.TryTake(batch);

    public void Apply(FeedItem item)
    {
        // Before the venue's clock is known, ours says nothing of its time.
        if (item is BeginItem || (_hasBegun && item.Now > _now)) _now = item.Now;
        switch (item)
        {
            case BeginItem begin: Begin(begin); break;
            case PushItem push: OnPush(push); break;
            case InterruptedItem: foreach (var lane in _lanes) lane.Bars.OnInterrupted(); break;
            case BarsItem bars: OnBars(bars); break;
            case FundingItem funding: OnFunding(funding); break;
            case VerifyItem verify: OnVerify(verify); break;
        }

        if (!_isWarm) return;
        foreach (var lane in _lanes) lane.Bars.OnClock(_now);
        AskForFunding();
        AskForMissing();
        Drain();
    }

    private void Begin(BeginItem begin)
    {
        _hasBegun = true;
        foreach (var (lane, place) in _lanes.Select((lane, place) => (lane, place)))
        {
            if (begin.Funding.FirstOrDefault(row => row.Symbol == lane.Symbol) is { } current) lane.Funding.OnCurrent(current, _now);
            var to = (_now - _options.Settle).FloorTo(_options.Interval);
            lane.Bars.NextOpen = _options.ResumeFrom?.FloorTo(_options.Interval) ?? to - _options.Interval * _options.WarmupBars;
            lane.Bars.IsFetching = lane.Bars.NextOpen < to;
            if (lane.Bars.IsFetching) _fetcher.FetchBars(place, lane.Bars.NextOpen, to);
            _fetcher.FetchFunding(place, lane.Bars.NextOpen, _now);
        }
    }

    private void OnPush(PushItem item)
    {
        if (!_places.TryGetValue(item.Push.Symbol, out var place)) return;
        var lane = _lanes[place];
        if (item.Push is KlinePush kline) lane.Bars.OnPush(kline);
        else if (item.Push is PricePush price && lane.Funding.OnPush(price) is { } missing) _fetcher.FetchFunding(place, missing.After, missing.UpTo);
        // Before the bars of the past are told nothing else can be: it would be later than they.
        if (_isWarm && item.Push is not (KlinePush or TickerPush)) _stream.Enqueue(item);
    }

    private void OnBars(BarsItem item)
    {
        var lane = _lanes[item.Symbol];
        var due = item.Bars.Where(bar => bar.OpenTime >= lane.Bars.NextOpen && bar.OpenTime < item.To).ToList();
        var expected = (int)((item.To - item.From).Nanos / _options.Interval.Nanos);
        if (due.Count < expected)
            Notice(new(FeedNoticeKind.BarsMissing, lane.Symbol, _now, $"{expected - due.Count} of {expected} bars from {item.From} to {item.To} are not at the venue.") { Bars = expected - due.Count });
        lane.Bars.NextOpen = item.To;
        lane.Bars.IsFetching = false;
        if (!_isWarm)
        {
            lane.Past.AddRange(due);
            TryWarmUp();
            return;
        }

        foreach (var bar in due) TellPast(item.Symbol, bar);
        Notice(new(FeedNoticeKind.GapFilled, lane.Symbol, _now, $"{due.Count} bars up to {item.To} were fetched.") { Bars = due.Count });
    }

    private void OnFunding(FundingItem item)
    {
        var lane = _lanes[item.Symbol];
        if (!_isWarm)
        {
            lane.PastFunding.AddRange(item.Rows);
            lane.IsFundingFetched = true;
            TryWarmUp();
            return;
        }

        foreach (var row in item.Rows)
        {
            if (!lane.Funding.TryDecide(row, _now)) TellSettled(item.Symbol, row);
        }
    }

    // The past of all symbols, told in the order in which it happened.
    private void TryWarmUp()
    {
        if (_isWarm || _lanes.Any(lane => lane.Bars.IsFetching || !lane.IsFundingFetched || lane.Bars.NextOpen == Timestamp.MinValue)) return;
        var past = from place in Enumerable.Range(0, _lanes.Length)
                   from bar in _lanes[place].Past
                   group (place, bar) by bar.OpenTime + _options.Interval into instant
                   orderby instant.Key
                   select instant;
        foreach (var instant in past)
        {
            TellPastFunding(instant.Key);
            var time = _out.TimeFor(instant.Key);
            _out.Add(time, [.. instant.Select(item => BarEvent(item.place, item.bar, time, isBackfilled: true))]);
        }

        TellPastFunding(_now);
        foreach (var lane in _lanes) lane.ForgetPast();
        _isWarm = true;
        Notice(new(FeedNoticeKind.WarmedUp, "", _now, "The past is told; what follows is live."));
    }

    private void TellPastFunding(Timestamp until)
    {
        var due = from place in Enumerable.Range(0, _lanes.Length)
                  from row in _lanes[place].PastFunding
                  where row.Time <= until
                  orderby row.Time
                  select (place, row);
        foreach (var (place, row) in due.ToList()) TellSettled(place, row);
    }

    private void TellSettled(int place, SettledFunding row)
    {
        if (!_lanes[place].Funding.TryTell(row, out var rate)) return;
        var time = _out.TimeFor(row.Time);
        _out.Add(time, EngineEvent.OfFundingRate(_lanes[place].Id, time, _now, rate));
    }

    private void TellPast(int place, in Bar bar)
    {
        var time = _out.TimeFor(bar.OpenTime + _options.Interval);
        _out.Add(time, BarEvent(place, bar, time, isBackfilled: true));
    }

    private void AskForMissing()
    {
        for (var place = 0; place < _lanes.Length; place++)
        {
            var lane = _lanes[place];
            // With a stream alive the next push tells; without one the bars are fetched soon after their end.
            if (lane.Bars.MissingUntil(_now, _options.LateAfter) is not { } until) continue;
            lane.Bars.IsFetching = true;
            Notice(new(FeedNoticeKind.GapFound, lane.Symbol, _now, $"Bars from {lane.Bars.NextOpen} to {until} were missed.") { Bars = (int)((until - lane.Bars.NextOpen).Nanos / _options.Interval.Nanos) });
            _fetcher.FetchBars(place, lane.Bars.NextOpen, until);
        }
    }

    // The venue's history knows each settlement's rate. One of a time in which the stream was away waits for it, one of now does not.
    private void AskForFunding()
    {
        for (var place = 0; place < _lanes.Length; place++)
        {
            var funding = _lanes[place].Funding;
            if (funding.Next > _now) continue;
            if (!funding.IsRateFresh)
            {
                var (after, upTo) = funding.Skip(_now);
                _fetcher.FetchFunding(place, after, upTo);
            }
            else if (funding.TryAsk(_now))
            {
                _fetcher.FetchFunding(place, funding.Next - Duration.FromMilliseconds(1), funding.Next);
            }
        }
    }

    private void Drain()
    {
        while (true)
        {
            var boundary = Boundary();
            var funding = _lanes.Min(lane => lane.Funding.Next);
            var head = _stream.Count > 0 ? _stream.Peek().Push.Time : Timestamp.MaxValue;
            if (_stream.Count > 0 && head <= boundary && (head < funding || (head == funding && funding == boundary))) TellPush(_stream.Dequeue());
            else if (funding <= _now && !IsSettled(funding)) return;
            else if (funding <= _now && funding < boundary) TellFunding(funding);
            else if (boundary < Timestamp.MaxValue && IsDecided(boundary)) TellBars(boundary);
            else return;
        }
    }

    // The end of the next bar of the symbols that keep up.
    private Timestamp Boundary()
    {
        var boundary = Timestamp.MaxValue;
        foreach (var lane in _lanes)
        {
            if (lane.Bars.IsFetching || !(lane.Bars.Has(lane.Bars.NextClose) || (lane.Bars.IsLive && _now < lane.Bars.NextClose + _options.Grace * 2))) continue;
            if (lane.Bars.NextClose < boundary) boundary = lane.Bars.NextClose;
        }

        return boundary;
    }

    // Every symbol has its bar of this end, or is past it, or has lost its right to be waited for.
    private bool IsDecided(Timestamp boundary) => _lanes.All(lane =>
        lane.Bars.IsFetching || lane.Bars.NextClose > boundary || lane.Bars.Has(boundary) || _now >= boundary + _options.Grace * 2 || !lane.Bars.IsLive)
        && _lanes.Any(lane => lane.Bars.Has(boundary));

    private bool IsSettled(Timestamp instant) => _lanes.All(lane => lane.Funding.Next != instant || lane.Funding.IsDecided(_now, _options.Grace));

    private void TellFunding(Timestamp instant)
    {
        var time = _out.TimeFor(instant);
        _out.Add(time, [.. DueFunding(instant, time)]);
    }

    private List<EngineEvent> DueFunding(Timestamp instant, Timestamp time)
    {
        var events = new List<EngineEvent>();
        foreach (var lane in _lanes)
        {
            if (lane.Funding.Next == instant && instant <= _now) events.Add(EngineEvent.OfFundingRate(lane.Id, time, _now, lane.Funding.Take()));
        }

        return events;
    }

    private void TellBars(Timestamp boundary)
    {
        var time = _out.TimeFor(boundary);
        var events = DueFunding(boundary, time);
        for (var place = 0; place < _lanes.Length; place++)
        {
            if (!_lanes[place].Bars.Has(boundary)) continue;
            events.Add(BarEvent(place, _lanes[place].Bars.Take(), time, isBackfilled: _now > boundary + _options.LateAfter));
        }

        _out.Add(time, [.. events]);
    }

    private void TellPush(PushItem item)
    {
        var lane = _lanes[_places[item.Push.Symbol]];
        var time = _out.TimeFor(item.Push.Time);
        if (PushEvents.Of(item, lane.Id, time) is { Length: > 0 } events) _out.Add(time, events);
    }

    private EngineEvent BarEvent(int place, in Bar bar, Timestamp time, bool isBackfilled)
    {
        _lanes[place].Told.Add(bar);
        return EngineEvent.OfBar(_lanes[place].Id, time, _now > time ? _now : time, bar, isBackfilled);
    }

    private void OnVerify(VerifyItem item)
    {
        var lane = _lanes[item.Symbol];
        foreach (var bar in item.Bars)
        {
            if (lane.Told.TryRevise(bar, out var told))
                Notice(new(FeedNoticeKind.BarRevised, lane.Symbol, _now, $"The bar of {bar.OpenTime} was told as {Text(told)} and is now {Text(bar)}.") { Told = told, Revised = bar });
        }

        foreach (var row in item.Funding)
        {
            if (lane.Funding.TryRevise(row, out var told, out var now))
                Notice(new(FeedNoticeKind.FundingRevised, lane.Symbol, _now, $"The funding of {row.Time} was told as {told} and is now {now}."));
        }
    }

    private void Notice(FeedNotice notice) => _observer?.OnNotice(notice);

    private static string Text(in Bar bar) => $"O {bar.Open} H {bar.High} L {bar.Low} C {bar.Close} V {bar.Volume}";
}
