using System.Runtime.CompilerServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>All that the engine keeps about one instrument, and the strategy's window on it.</summary>
internal sealed class InstrumentState : StrategyContext
{
    private readonly EngineState _engine;

    public InstrumentState(EngineState engine, Instrument instrument)
        : base(instrument)
    {
        _engine = engine;
        Index = instrument.Id.Index;
        Trades = new TradeBook(instrument.Id);
        Holding = engine.Account.Holding(Index);
    }

    public int Index { get; }

    public Holding Holding { get; }

    public IStrategy Strategy { get; set; } = null!;

    /// <summary>Streams of this instrument; the base bars are the first.</summary>
    public BarStream[] Streams
    {
        get;
        set
        {
            field = value;
            Bars = value[0];
        }
    } = [];

    /// <summary>The base bars.</summary>
    public BarStream Bars { get; private set; } = null!;

    /// <summary>Enough history has been seen: the strategy is asked from now on.</summary>
    public bool IsWarm { get; private set; }

    public TradeBook Trades { get; }

    public Timestamp CooldownEnd { get; set; }

    /// <summary>Of the newest market event: from its time to its receipt.</summary>
    public Duration DataAge { get; private set; }

    /// <summary>The newest market event was fetched after a gap.</summary>
    public bool IsBackfilled { get; private set; }

    /// <summary>What a trailing stop measures its distance in; null when it does not.</summary>
    public TrailingRange? TrailingRange { get; set; }

    public Rate? LastFundingRate { get; set; }

    /// <summary>The same, as if it were for eight hours: the unit of the funding gate.</summary>
    public Rate? FundingPerEightHours { get; set; }

    public Quote LastQuote { get; set; }

    /// <summary>A mark price was published: bars and trades no longer stand in for it.</summary>
    public bool HasMarkPrice { get; set; }

    /// <summary>Newest traded price.</summary>
    public Price LastPrice { get; set; }

    /// <summary>Takes how old the newest market event is.</summary>
    public void TakeAge(in EngineEvent next)
    {
        DataAge = next.ReceiveTime - next.Time;
        IsBackfilled = next.IsBackfilled;
    }

    /// <summary>The next events are of the past: they were there when they happened.</summary>
    public void TakeNoAge()
    {
        DataAge = Duration.Zero;
        IsBackfilled = false;
    }

    /// <summary>A base bar was closed: takes it into the longer timeframes and into the open trade.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AfterBase()
    {
        ref readonly var bar = ref Bars.Current;
        var streams = Streams;
        for (var i = 1; i < streams.Length; i++) streams[i].OnBaseBar(in bar);
        if (Trades.IsOpen) Trades.OnBar(in bar);
        LastPrice = bar.Close;
        if (!IsWarm) IsWarm = BarCount >= _engine.Options.WarmupBars && Array.TrueForAll(Streams, static stream => stream.IsReady);
    }

    public override Timestamp Time => _engine.Now;

    public override ref readonly Bar Bar => ref Bars.Current;

    public override long BarCount => Bars.Count;

    public override Quote Quote => LastQuote;

    public override Position Position => Holding.Position;

    public override int BarsInPosition => Trades.BarsHeld;

    public override Money Equity => _engine.Account.Equity;

    public override Money Cash => _engine.Account.Cash;

    public override Rate? FundingRate => LastFundingRate;

    public override int WorkingOrderCount
    {
        get
        {
            var count = 0;
            for (var place = 0; place < _engine.Orders.Count; place++)
                if (_engine.Orders.At(place).Terms.Instrument.Index == Index) count++;
            return count;
        }
    }

    public override OrderView WorkingOrder(int index)
    {
        for (var place = 0; place < _engine.Orders.Count; place++)
        {
            ref readonly var order = ref _engine.Orders.At(place);
            if (order.Terms.Instrument.Index == Index && index-- == 0) return order.View;
        }

        throw new ArgumentOutOfRangeException(nameof(index), "There are not that many working orders.");
    }

    public override StrategyContext Of(string symbol)
    {
        foreach (var other in _engine.Instruments)
            if (string.Equals(other.Instrument.Symbol, symbol, StringComparison.Ordinal)) return other;
        throw new ArgumentException($"The session has no symbol '{symbol}'.", nameof(symbol));
    }
}
