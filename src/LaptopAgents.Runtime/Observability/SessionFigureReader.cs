using LaptopAgents.Domain;
using LaptopAgents.Engine;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Collects the session's figures on the session's thread: from each event as it passes, from the engine between turns.</summary>
internal sealed class SessionFigureReader
{
    private readonly SessionIdentity _identity;
    private readonly TradingEngine _engine;
    private readonly ILogger _log;
    private readonly IExplains?[] _explains;
    private readonly BlockTally[] _tallies;
    private readonly InstrumentFigures[] _instruments;
    private readonly long[] _newBars;
    private bool _hasNewBars;
    private long _tick;

    // A field, because the figures are passed by reference.
    public SessionFigures Session;

    public SessionFigureReader(SessionIdentity identity, TradingEngine engine, IReadOnlyList<IStrategy> strategies, ILogger log)
    {
        var count = identity.Instruments.Count;
        (_identity, _engine, _log) = (identity, engine, log);
        _instruments = new InstrumentFigures[count];
        _newBars = new long[count];
        _explains = [.. Enumerable.Range(0, count).Select(i => i < strategies.Count ? strategies[i] as IExplains : null)];
        _tallies = [.. Enumerable.Range(0, count).Select(_ => new BlockTally())];
    }

    public ReadOnlySpan<InstrumentFigures> Instruments => _instruments;

    public BlockTally Blocks(int instrument) => _tallies[instrument];

    /// <summary>Place of the newest bar of an instrument in the session; zero before the first.</summary>
    public long LastBarSequence(int instrument) => _newBars[instrument] & long.MaxValue;

    public void BeginTurn(long tick) => _tick = tick;

    public void Take(long sequence, in EngineEvent next)
    {
        Session.Sequence = sequence;
        Session.EventTime = next.Time.UnixNanos;
        if (next.Kind is EventKind.ExecutionReport or EventKind.FundingPayment or EventKind.OperatorCommand or EventKind.Timer) return;
        Session.MarketTick = _tick;
        Session.MarketLag = next.ReceiveTime - next.Time;
        ref var row = ref _instruments[next.Instrument.Index];
        switch (next.Kind)
        {
            case EventKind.Quote:
                row.Bid = next.Quote.Bid;
                row.Ask = next.Quote.Ask;
                break;
            case EventKind.Trade: row.Price = next.Trade.Price; break;
            case EventKind.FundingRate: row.FundingRate = next.FundingRate.PerEightHours; break;
            case EventKind.MarkPrice: row.Mark = next.MarkPrice.Price; break;
            case EventKind.BarClose:
                row.Price = next.Bar.Close;
                row.LastBar = next.Time;
                row.Bars++;
                // The sign marks a bar that the strategy has not been asked about.
                _newBars[next.Instrument.Index] = sequence | long.MinValue;
                _hasNewBars = true;
                break;
            default: break;
        }
    }

    /// <summary>Reads the engine, which rests between two turns.</summary>
    public void Read()
    {
        Session.Equity = _engine.Equity;
        Session.Cash = _engine.Cash;
        Session.Realised = _engine.RealisedPnl;
        Session.Fees = _engine.Fees;
        Session.Funding = _engine.Funding;
        Session.Trading = _engine.TradingState;
        Session.StateHash = _engine.StateHash;
        Session.DayStart = _engine.DayStartEquity;
        Session.Peak = _engine.PeakEquity;
        for (var i = 0; i < _instruments.Length; i++) _instruments[i].Position = _engine.Position(new InstrumentId(i));
        if (_hasNewBars) AskStrategies();
    }

    private void AskStrategies()
    {
        _hasNewBars = false;
        for (var i = 0; i < _newBars.Length; i++)
        {
            if (_newBars[i] >= 0) continue;
            _newBars[i] &= long.MaxValue;
            ref var row = ref _instruments[i];
            row.Block = row.Bars < _identity.Engine.WarmupBars ? BlockTally.WarmingUp : _explains[i]?.LastBlock;
            _tallies[i].Count(row.Block);
            if (_log.IsEnabled(LogLevel.Debug))
                SessionMessages.BarClosed(
                    _log, _identity.Instruments[i].Symbol, row.Price.ToDecimal(), CorrelationBook.TextOf(_newBars[i]), row.LastBar.ToDateTime(), row.Block ?? "");
        }
    }
}
