using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace LaptopAgents.Domain;

/// <summary>
/// Everything that can happen to the engine, as one value: a header and the payload of its kind. The payloads share memory, because
/// a bar must cost a few stores and no object.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
public struct EngineEvent
{
    private const int Payload = 24;

    [FieldOffset(0)] private EventKind _kind;
    [FieldOffset(1)] private bool _isBackfilled;
    [FieldOffset(4)] private InstrumentId _instrument;
    [FieldOffset(8)] private Timestamp _time;
    [FieldOffset(16)] private Timestamp _receiveTime;
    [FieldOffset(Payload)] private Bar _bar;
    [FieldOffset(Payload)] private readonly Quote _quote;
    [FieldOffset(Payload)] private readonly MarketTrade _trade;
    [FieldOffset(Payload)] private readonly MarkPrice _mark;
    [FieldOffset(Payload)] private readonly FundingRate _fundingRate;
    [FieldOffset(Payload)] private readonly FundingPayment _fundingPayment;
    [FieldOffset(Payload)] private readonly BookLevelChange _bookLevel;
    [FieldOffset(Payload)] private readonly ExecutionReport _report;
    [FieldOffset(Payload)] private readonly OperatorCommand _command;

    private EngineEvent(EventKind kind, InstrumentId instrument, Timestamp time, Timestamp receiveTime, bool isBackfilled = false)
    {
        _kind = kind;
        _instrument = instrument;
        _time = time;
        _receiveTime = receiveTime;
        _isBackfilled = isBackfilled;
    }

    private EngineEvent(InstrumentId instrument, Timestamp closeTime, Timestamp receiveTime, in Bar bar, bool isBackfilled)
        : this(EventKind.BarClose, instrument, closeTime, receiveTime, isBackfilled) => _bar = bar;

    private EngineEvent(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in Quote quote)
        : this(EventKind.Quote, instrument, time, receiveTime) => _quote = quote;

    private EngineEvent(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in MarketTrade trade)
        : this(EventKind.Trade, instrument, time, receiveTime) => _trade = trade;

    private EngineEvent(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in MarkPrice mark)
        : this(EventKind.MarkPrice, instrument, time, receiveTime) => _mark = mark;

    private EngineEvent(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in FundingRate rate)
        : this(EventKind.FundingRate, instrument, time, receiveTime) => _fundingRate = rate;

    private EngineEvent(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in FundingPayment payment)
        : this(EventKind.FundingPayment, instrument, time, receiveTime) => _fundingPayment = payment;

    private EngineEvent(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in BookLevelChange level)
        : this(EventKind.BookLevel, instrument, time, receiveTime) => _bookLevel = level;

    private EngineEvent(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in ExecutionReport report)
        : this(EventKind.ExecutionReport, instrument, time, receiveTime) => _report = report;

    private EngineEvent(Timestamp time, OperatorCommand command)
        : this(EventKind.OperatorCommand, default, time, time) => _command = command;

    public readonly EventKind Kind => _kind;

    /// <summary>The bar was fetched after a gap: it feeds features and exits, and opens nothing.</summary>
    public readonly bool IsBackfilled => _isBackfilled;

    public readonly InstrumentId Instrument => _instrument;

    /// <summary>The instant that orders events: a bar's close, a fill's report, a settlement.</summary>
    public readonly Timestamp Time => _time;

    /// <summary>When it reached us. In a backtest equal to <see cref="Time"/>.</summary>
    public readonly Timestamp ReceiveTime => _receiveTime;

    [UnscopedRef] public readonly ref readonly Bar Bar { get { Require(EventKind.BarClose); return ref _bar; } }

    [UnscopedRef] public readonly ref readonly Quote Quote { get { Require(EventKind.Quote); return ref _quote; } }

    [UnscopedRef] public readonly ref readonly MarketTrade Trade { get { Require(EventKind.Trade); return ref _trade; } }

    [UnscopedRef] public readonly ref readonly MarkPrice MarkPrice { get { Require(EventKind.MarkPrice); return ref _mark; } }

    [UnscopedRef] public readonly ref readonly FundingRate FundingRate { get { Require(EventKind.FundingRate); return ref _fundingRate; } }

    [UnscopedRef] public readonly ref readonly FundingPayment FundingPayment { get { Require(EventKind.FundingPayment); return ref _fundingPayment; } }

    [UnscopedRef] public readonly ref readonly BookLevelChange BookLevel { get { Require(EventKind.BookLevel); return ref _bookLevel; } }

    [UnscopedRef] public readonly ref readonly ExecutionReport Report { get { Require(EventKind.ExecutionReport); return ref _report; } }

    public readonly OperatorCommand Command { get { Require(EventKind.OperatorCommand); return _command; } }

    /// <param name="closeTime">The instant at which the bar became final.</param>
    public static EngineEvent OfBar(InstrumentId instrument, Timestamp closeTime, in Bar bar) =>
        new(instrument, closeTime, closeTime, in bar, isBackfilled: false);

    /// <summary>
    /// Writes a bar event in place, touching nothing but what a bar needs: the quickest way from columns to an event, and what keeps a
    /// quiet bar cheap. Anything else is made by the other factories and never changes.
    /// </summary>
    public static void SetBar(
        ref EngineEvent target, InstrumentId instrument, Timestamp openTime, Timestamp closeTime, long open, long high, long low, long close,
        long volume)
    {
        target._kind = EventKind.BarClose;
        target._isBackfilled = false;
        target._instrument = instrument;
        target._time = closeTime;
        target._receiveTime = closeTime;
        target._bar = new Bar(openTime, new Price(open), new Price(high), new Price(low), new Price(close), new Quantity(volume));
    }

    public static EngineEvent OfBar(InstrumentId instrument, Timestamp closeTime, Timestamp receiveTime, in Bar bar, bool isBackfilled) =>
        new(instrument, closeTime, receiveTime, in bar, isBackfilled);

    public static EngineEvent OfQuote(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in Quote quote) =>
        new(instrument, time, receiveTime, in quote);

    public static EngineEvent OfTrade(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in MarketTrade trade) =>
        new(instrument, time, receiveTime, in trade);

    public static EngineEvent OfMarkPrice(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in MarkPrice mark) =>
        new(instrument, time, receiveTime, in mark);

    public static EngineEvent OfFundingRate(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in FundingRate rate) =>
        new(instrument, time, receiveTime, in rate);

    public static EngineEvent OfFundingPayment(InstrumentId instrument, Timestamp time, in FundingPayment payment) =>
        new(instrument, time, time, in payment);

    public static EngineEvent OfBookLevel(InstrumentId instrument, Timestamp time, Timestamp receiveTime, in BookLevelChange level) =>
        new(instrument, time, receiveTime, in level);

    public static EngineEvent OfReport(InstrumentId instrument, Timestamp time, in ExecutionReport report) =>
        new(instrument, time, time, in report);

    public static EngineEvent OfCommand(Timestamp time, OperatorCommand command) => new(time, command);

    private readonly void Require(EventKind kind) => Invariant.That(_kind == kind);
}
