using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// Keeps the newest events and commands in memory, for the moment after something broke. An entry is a few stores into an array that
/// is never left, so it may always be on.
/// </summary>
public sealed class RingJournal : IEventJournal
{
    public const int DefaultCapacity = 256;

    private readonly RingEntry[] _entries;
    private readonly int _mask;
    private long _written;
    private Timestamp _now;

    /// <param name="capacity">Entries kept; rounded up to a power of two.</param>
    public RingJournal(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _entries = new RingEntry[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _entries.Length - 1;
    }

    public int Capacity => _entries.Length;

    /// <summary>Entries ever written.</summary>
    public long Written => _written;

    public void OnEvent(long sequence, in EngineEvent next)
    {
        _now = next.Time;
        ref var entry = ref _entries[(int)_written++ & _mask];
        if (next.Kind == EventKind.BarClose) entry.SetBar(sequence, next.Time, next.Instrument, in next.Bar);
        else entry.SetEvent(sequence, in next);
    }

    public void OnBars(long firstSequence, in BarRun run, int count)
    {
        if (count == 0) return;
        _now = run.CloseTime(count - 1);
        for (var i = 0; i < count; i++)
        {
            var bar = run.At(i);
            _entries[(int)_written++ & _mask].SetBar(firstSequence + i, bar.OpenTime + run.Interval, run.Instrument, in bar);
        }
    }

    public void OnCommand(long sequence, in EngineCommand command, ulong stateHash) =>
        _entries[(int)_written++ & _mask].SetCommand(sequence, _now, in command, stateHash);

    /// <summary>The entries that are still there, oldest first.</summary>
    public RingEntry[] Snapshot()
    {
        var count = (int)Math.Min(_written, _entries.Length);
        var snapshot = new RingEntry[count];
        for (var i = 0; i < count; i++) snapshot[i] = _entries[(int)(_written - count + i) & _mask];
        return snapshot;
    }
}

/// <summary>
/// An event or a command in one cache line. The five figures are, in order, for a bar: open, high, low, close, volume; a quote: bid and
/// its quantity, ask and its quantity; a trade or a book level: price, quantity; a mark price: price, index; a funding rate: rate, mark
/// price; a funding payment: position, mark price, rate, amount; an execution report: order, price, quantity, left to fill, fee; a
/// command: order, quantity, limit price, trigger price, state hash. All but orders and hashes are 10⁻⁸ units.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct RingEntry
{
    // The head is put together in a register: bytes stored one by one and read back as a word would stall every bar.
    private const int DetailShift = 8;
    private const int CommandShift = 16;
    private const int SideShift = 24;
    private const int InstrumentShift = 32;

    private long _sequence;
    private Timestamp _time;
    private long _head;
    private long _first;
    private long _second;
    private long _third;
    private long _fourth;
    private long _fifth;

    public readonly long Sequence => _sequence;

    public readonly Timestamp Time => _time;

    /// <summary>None for a command.</summary>
    public readonly EventKind Kind => (EventKind)(byte)_head;

    /// <summary>
    /// <see cref="ExecutionKind"/> of a report, <see cref="OperatorCommand"/> of one, <see cref="CommandKind"/> of a command.
    /// </summary>
    public readonly byte Detail => (byte)(_head >> DetailShift);

    /// <summary>A command that followed the event of the same sequence.</summary>
    public readonly bool IsCommand => (byte)(_head >> CommandShift) != 0;

    public readonly Side Side => (Side)(byte)(_head >> SideShift);

    public readonly InstrumentId Instrument => new((int)(_head >> InstrumentShift));

    public readonly long First => _first;

    public readonly long Second => _second;

    public readonly long Third => _third;

    public readonly long Fourth => _fourth;

    public readonly long Fifth => _fifth;

    public readonly override string ToString()
    {
        var what = IsCommand ? ((CommandKind)Detail).ToString()
            : Kind == EventKind.ExecutionReport ? ((ExecutionKind)Detail).ToString()
            : Kind == EventKind.OperatorCommand ? ((OperatorCommand)Detail).ToString()
            : Kind.ToString();
        var isOrder = IsCommand || Kind == EventKind.ExecutionReport;
        var first = isOrder ? First.ToString("x", CultureInfo.InvariantCulture) : FixedPoint.Format(First);
        var fifth = IsCommand ? Fifth.ToString("x16", CultureInfo.InvariantCulture) : FixedPoint.Format(Fifth);
        return string.Join(
            ' ', Sequence.ToString(CultureInfo.InvariantCulture), Time, what,
            "#" + Instrument.Index.ToString(CultureInfo.InvariantCulture), Side, first, FixedPoint.Format(Second),
            FixedPoint.Format(Third), FixedPoint.Format(Fourth), fifth);
    }

    internal void SetBar(long sequence, Timestamp closeTime, InstrumentId instrument, in Bar bar)
    {
        _sequence = sequence;
        _time = closeTime;
        _head = (long)EventKind.BarClose | (long)instrument.Index << InstrumentShift;
        _first = bar.Open.Raw;
        _second = bar.High.Raw;
        _third = bar.Low.Raw;
        _fourth = bar.Close.Raw;
        _fifth = bar.Volume.Raw;
    }

    internal void SetEvent(long sequence, in EngineEvent next)
    {
        (_sequence, _time) = (sequence, next.Time);
        var (detail, side) = ((byte)0, Side.Buy);
        switch (next.Kind)
        {
            case EventKind.ExecutionReport:
                ref readonly var report = ref next.Report;
                (detail, side) = ((byte)report.Kind, report.Side);
                SetFigures(
                    report.OrderId.Sequence, report.LastPrice.Raw, report.LastQuantity.Raw, report.LeavesQuantity.Raw, report.Fee.Raw);
                break;
            case EventKind.Quote:
                ref readonly var quote = ref next.Quote;
                SetFigures(quote.Bid.Raw, quote.BidQuantity.Raw, quote.Ask.Raw, quote.AskQuantity.Raw);
                break;
            case EventKind.Trade:
                side = next.Trade.Aggressor;
                SetFigures(next.Trade.Price.Raw, next.Trade.Quantity.Raw);
                break;
            case EventKind.MarkPrice: SetFigures(next.MarkPrice.Price.Raw, next.MarkPrice.Index.Raw); break;
            case EventKind.FundingRate: SetFigures(next.FundingRate.Rate.Raw, next.FundingRate.MarkPrice.Raw, fifth: next.FundingRate.Interval.Nanos); break;
            case EventKind.FundingPayment:
                ref readonly var payment = ref next.FundingPayment;
                SetFigures(payment.Position.Raw, payment.MarkPrice.Raw, payment.Rate.Raw, payment.Amount.Raw);
                break;
            case EventKind.BookLevel:
                side = next.BookLevel.Side;
                SetFigures(next.BookLevel.Price.Raw, next.BookLevel.Quantity.Raw);
                break;
            case EventKind.OperatorCommand:
                detail = (byte)next.Command;
                SetFigures(0);
                break;
            default:
                SetFigures(0);
                break;
        }

        _head = HeadOf(next.Kind, detail, side, next.Instrument);
    }

    internal void SetCommand(long sequence, Timestamp time, in EngineCommand command, ulong stateHash)
    {
        (_sequence, _time) = (sequence, time);
        switch (command.Kind)
        {
            case CommandKind.Submit:
                ref readonly var submit = ref command.Submit.Command;
                _head = HeadOf(EventKind.None, (byte)CommandKind.Submit, submit.Side, submit.Instrument) | 1L << CommandShift;
                SetFigures(submit.Id.Sequence, submit.Quantity.Raw, submit.LimitPrice.Raw, submit.TriggerPrice.Raw, (long)stateHash);
                break;
            case CommandKind.Cancel:
                ref readonly var cancel = ref command.Cancel.Command;
                _head = HeadOf(EventKind.None, (byte)CommandKind.Cancel, Side.Buy, cancel.Instrument) | 1L << CommandShift;
                SetFigures(cancel.Id.Sequence, fifth: (long)stateHash);
                break;
            default:
                ref readonly var modify = ref command.Modify.Command;
                _head = HeadOf(EventKind.None, (byte)CommandKind.Modify, Side.Buy, modify.Instrument) | 1L << CommandShift;
                SetFigures(modify.Id.Sequence, modify.Quantity.Raw, modify.LimitPrice.Raw, modify.TriggerPrice.Raw, (long)stateHash);
                break;
        }
    }

    private void SetFigures(long first, long second = 0, long third = 0, long fourth = 0, long fifth = 0) =>
        (_first, _second, _third, _fourth, _fifth) = (first, second, third, fourth, fifth);

    private static long HeadOf(EventKind kind, byte detail, Side side, InstrumentId instrument) =>
        (long)kind | (long)detail << DetailShift | (long)side << SideShift | (long)instrument.Index << InstrumentShift;
}
