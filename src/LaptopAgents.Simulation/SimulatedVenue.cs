using System.Runtime.CompilerServices;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Simulation;

/// <summary>
/// A venue made of data: the only place in the system that decides a simulated fill. Bars, trades, quotes and order books drive it;
/// the same orders match against whichever is at hand. It is a small discrete-event simulation: what comes next is the earliest of
/// a command's arrival, an order's expiry, a price on a bar's path, and a report's delivery.
/// </summary>
public sealed partial class SimulatedVenue : IBarRunBroker
{
    private readonly VenueOptions _options;
    private readonly Market[] _markets;
    private readonly Account _account;
    private readonly ReportQueue _reports = new();
    private readonly Matcher _matcher;
    private readonly BarPlayer _bars;
    private readonly SeenOrders _seen = new();
    private readonly long _barNanos;
    private readonly Market[] _playing;
    private readonly Market[] _ticking;
    private int _playingCount;
    private int _tickCount;
    private MarketBatch? _batch;
    private long _sequence;
    private long _instant;
    private bool _isFinished;

    // Nothing can come of asking for a report: no bar is being played, and nothing is on its way.
    private bool _isIdle = true;

    /// <param name="instruments">By <see cref="InstrumentId"/>: the instrument with index i stands at place i.</param>
    /// <param name="barInterval">Length of the bars that will come.</param>
    /// <param name="options">What is assumed about the market.</param>
    public SimulatedVenue(IReadOnlyList<Instrument> instruments, Duration barInterval, VenueOptions options)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        ArgumentNullException.ThrowIfNull(options);
        if (barInterval <= Duration.Zero) throw new ArgumentOutOfRangeException(nameof(barInterval), barInterval, "A bar takes time.");
        _options = options;
        _markets = new Market[instruments.Count];
        for (var i = 0; i < _markets.Length; i++) _markets[i] = new Market(instruments[i], new InstrumentId(i), options);
        _playing = new Market[_markets.Length];
        _ticking = new Market[_markets.Length];
        _account = new Account(_markets, options.StartCash);
        _matcher = new Matcher(options, _account, _reports);
        _bars = new BarPlayer(options, _account, _matcher);
        _barNanos = barInterval.Nanos;
        if (!_matcher.Spread.NeedsBars) return;
        foreach (var market in _markets) market.Ranges = new BarRanges();
    }

    /// <summary>Start + realised − fees + funding.</summary>
    public Money Cash => _account.Cash;

    /// <summary>Cash and open results at the last prices.</summary>
    public Money Equity => _account.Equity;

    /// <summary>What the data did not say, and how often it mattered.</summary>
    public VenueAssumptions Assumptions => _matcher.Assumptions;

    public Position Position(InstrumentId instrument) => _markets[instrument.Index].Position;

    public void OnMarket(MarketBatch batch)
    {
        _matcher.Floor = _instant;
        _instant = batch.Time.UnixNanos;
        // One bar that touches nothing is nearly all that a venue ever sees.
        if (batch.Count != 1 || _matcher.HasSeveralPositions || !IsQuiet(in batch[0])) Look(batch);
    }

    public bool TryTakeReport(Timestamp until, out EngineEvent report)
    {
        if (_isIdle)
        {
            // An event is large, and clearing one for every quiet bar would cost more than all the rest of the bar.
            Unsafe.SkipInit(out report);
            return false;
        }

        return TakeNext(until.UnixNanos, out report);
    }

    public void FinishAt(Timestamp end)
    {
        _isFinished = true;
        _matcher.IsFinishing = true;
        _instant = end.UnixNanos;
        foreach (var market in _markets)
        {
            market.IsFinished = true;
            DeliverAll(market);
        }
    }

    private void Notice(Market market)
    {
        market.Touch();
        if (_isFinished) DeliverAll(market);
    }

    private void DeliverAll(Market market)
    {
        market.Cursor.Time = _instant;
        _isIdle = false;
        while (market.Arrivals.Count > 0) _matcher.Arrive(market, in market.Arrivals.Take());
    }

    private void Begin(MarketBatch batch)
    {
        _batch = batch;
        _isIdle = false;
        _playingCount = 0;
        foreach (ref readonly var next in batch.Events)
        {
            var market = _markets[next.Instrument.Index];
            if (next.Kind is EventKind.Trade or EventKind.Quote or EventKind.BookLevel && !market.IsTickDriven) DriveByTicks(market);
            if (next.Kind != EventKind.BarClose) continue;
            if (market.IsTickDriven)
            {
                if (!next.IsBackfilled) continue;
                DriveByBars(market);
            }

            BarPlayer.Start(market, in next.Bar, next.Time.UnixNanos);
            market.IsMissedBar = next.IsBackfilled;
            _playing[_playingCount++] = market;
        }
    }

    // Kept out of the caller, whose quiet path must stay small.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TakeNext(long until, out EngineEvent report)
    {
        while (true)
        {
            // What settled on the path comes before what happens later on it.
            if (_matcher.Funding.TryTake(out report)) return true;
            var market = Earliest(out var time);
            if (_reports.Count > 0 && _reports.NextTime <= time)
            {
                if (_reports.NextTime >= until && !_isFinished) break;
                _reports.Take(out report);
                return true;
            }

            if (market is null || time >= until) break;
            if (market.IsTickDriven) PlayTickMarket(market, time);
            else Play(market);
        }

        if (_batch is { } batch && batch.Time.UnixNanos <= until) Complete(batch);
        if (_matcher.Funding.TryTake(out report)) return true;
        _isIdle = _batch is null && _reports.Count == 0 && _tickCount == 0;
        Unsafe.SkipInit(out report);
        return false;
    }

    private Market? Earliest(out long time)
    {
        Market? first = null;
        time = long.MaxValue;
        for (var i = 0; i < _playingCount; i++)
        {
            var next = _bars.NextTime(_playing[i]);
            if (next >= time) continue;
            time = next;
            first = _playing[i];
        }

        for (var i = 0; i < _tickCount; i++)
        {
            var next = NextTickTime(_ticking[i]);
            if (next >= time) continue;
            time = next;
            first = _ticking[i];
        }

        return first;
    }

    private void Play(Market market)
    {
        var wasWatched = _matcher.IsAccountWatched;
        _bars.Play(market);
        if (!wasWatched && !_matcher.IsAccountWatched) return;
        // Another market's liquidation price hangs on what happened here.
        for (var i = 0; i < _playingCount; i++) _playing[i].Cursor.NextKnown = false;
    }

    private void DriveByTicks(Market market)
    {
        market.IsTickDriven = true;
        market.InBar = false;
        market.BandLow = long.MaxValue;
        _ticking[_tickCount++] = market;
    }

    // Its ticks were missed, and the bar is all that is known of that time. The next tick drives again.
    private void DriveByBars(Market market)
    {
        market.IsTickDriven = false;
        var place = Array.IndexOf(_ticking, market, 0, _tickCount);
        Array.Copy(_ticking, place + 1, _ticking, place, --_tickCount - place);
    }

    private static long NextTickTime(Market market)
    {
        if (market.LiveCount == 0 && market.Arrivals.Count == 0) return long.MaxValue;
        var next = Math.Min(market.Arrivals.NextTime, BarPlayer.NextExpiry(market));
        return market.Last == 0 ? long.MaxValue : next == long.MaxValue ? next : Math.Max(next, market.Cursor.Time);
    }

    private void PlayTickMarket(Market market, long time)
    {
        market.Cursor.Time = time;
        if (BarPlayer.NextExpiry(market) <= time) _matcher.Expire(market, time);
        else _matcher.Arrive(market, in market.Arrivals.Take());
    }

    /// <summary>Everything before the instant has happened: settle what is due at it, and take its prices over.</summary>
    private void Complete(MarketBatch batch)
    {
        _batch = null;
        for (var i = 0; i < _playingCount; i++)
        {
            var market = _playing[i];
            market.InBar = false;
            market.Last = market.Cursor.Close;
            _matcher.RefreshLiquidation(market);
            market.RefreshBand();
        }

        _playingCount = 0;
        if (_markets.Length > 1) RefreshOthers();
        SettleFunding(batch);
        foreach (ref readonly var next in batch.Events) TakeTick(in next);
    }

    // A position that had no bar in this instant stands on a balance that others changed.
    private void RefreshOthers()
    {
        foreach (var market in _markets)
        {
            if (market.IsLiquidationKnown) continue;
            _matcher.RefreshLiquidation(market);
            market.RefreshBand();
        }
    }

    private void SettleFunding(MarketBatch batch)
    {
        if (!_options.SettlesFunding) return;
        var settled = false;
        foreach (ref readonly var next in batch.Events)
        {
            if (next.Kind != EventKind.FundingRate) continue;
            var market = _markets[next.Instrument.Index];
            if (market.IsTickDriven || next.Time.UnixNanos % _barNanos == 0)
            {
                _matcher.Funding.Settle(market, next.Time, in next.FundingRate, isTrial: false);
                settled = true;
            }
            else if (market.LiveCount > 0 || !market.Position.IsFlat) market.ScheduleFunding(next.Time, in next.FundingRate);
        }

        if (!settled) return;
        _matcher.ForgetLiquidation();
        foreach (var market in _markets)
        {
            _matcher.RefreshLiquidation(market);
            market.RefreshBand();
        }
    }

    private void TakeTick(in EngineEvent next)
    {
        if (next.Kind is EventKind.BarClose or EventKind.FundingRate) return;
        var market = _markets[next.Instrument.Index];
        if (next.Kind == EventKind.MarkPrice && !market.IsTickDriven)
        {
            market.SetMark(next.MarkPrice.Price.Raw, next.Time.UnixNanos, _matcher.HasSeveralPositions);
            return;
        }

        market.Cursor.Time = next.Time.UnixNanos;
        switch (next.Kind)
        {
            case EventKind.MarkPrice:
                _matcher.ArriveMark(market, next.MarkPrice.Price.Raw);
                break;
            case EventKind.BookLevel:
                _matcher.OnBookLevel(market, in next.BookLevel, !market.HasQuoteEvents);
                break;
            case EventKind.Quote:
                market.HasQuoteEvents = true;
                _matcher.OnQuote(market, in next.Quote);
                break;
            case EventKind.Trade:
                _matcher.OnTrade(market, in next.Trade);
                break;
        }
    }
}
