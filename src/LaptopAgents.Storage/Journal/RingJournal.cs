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
        if (next.Kind == EventKind.BarClose) entry.SetBar(sequence, in next);
        else entry.SetEvent(sequence, in next);
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
    public long Sequence { get; private set; }

    public Timestamp Time { get; private set; }

    public EventKind Kind { get; private set; }

    /// <summary><see cref="ExecutionKind"/> of a report, <see cref="OperatorCommand"/> of one, <see cref="CommandKind"/> of a command.</summary>
    public byte Detail { get; private set; }

    /// <summary>A command that followed the event of the same sequence.</summary>
    public bool IsCommand { get; private set; }

    public Side Side { get; private set; }

    public InstrumentId Instrument { get; private set; }

    public long First { get; private set; }

    public long Second { get; private set; }

    public long Third { get; private set; }

    public long Fourth { get; private set; }

    public long Fifth { get; private set; }

    public readonly override string ToString()
    {
        var what = IsCommand ? ((CommandKind)Detail).ToString()
            : Kind == EventKind.ExecutionReport ? ((ExecutionKind)Detail).ToString()
            : Kind == EventKind.OperatorCommand ? ((OperatorCommand)Detail).ToString()
            : Kind.ToString();
        var isOrder = IsCommand || Kind == EventKind.ExecutionReport;
        var first = isOrder ? First.ToString("x", System.Globalization.CultureInfo.InvariantCulture) : FixedPoint.Format(First);
        var fifth = IsCommand ? Fifth.ToString("x16", System.Globalization.CultureInfo.InvariantCulture) : FixedPoint.Format(Fifth);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Sequence} {Time} {what} #{Instrument.Index} {Side} {first} {FixedPoint.Format(Second)} {FixedPoint.Format(Third)} {FixedPoint.Format(Fourth)} {fifth}");
    }

    internal void SetBar(long sequence, in EngineEvent next)
    {
        ref readonly var bar = ref next.Bar;
        Head(sequence, next.Time, EventKind.BarClose, next.Instrument);
        First = bar.Open.Raw;
        Second = bar.High.Raw;
        Third = bar.Low.Raw;
        Fourth = bar.Close.Raw;
        Fifth = bar.Volume.Raw;
    }

    internal void SetEvent(long sequence, in EngineEvent next)
    {
        Head(sequence, next.Time, next.Kind, next.Instrument);
        switch (next.Kind)
        {
            case EventKind.ExecutionReport:
                ref readonly var report = ref next.Report;
                (Detail, Side) = ((byte)report.Kind, report.Side);
                Figures(report.OrderId.Sequence, report.LastPrice.Raw, report.LastQuantity.Raw, report.LeavesQuantity.Raw, report.Fee.Raw);
                break;
            case EventKind.Quote:
                ref readonly var quote = ref next.Quote;
                Figures(quote.Bid.Raw, quote.BidQuantity.Raw, quote.Ask.Raw, quote.AskQuantity.Raw);
                break;
            case EventKind.Trade:
                Side = next.Trade.Aggressor;
                Figures(next.Trade.Price.Raw, next.Trade.Quantity.Raw);
                break;
            case EventKind.MarkPrice: Figures(next.MarkPrice.Price.Raw, next.MarkPrice.Index.Raw); break;
            case EventKind.FundingRate: Figures(next.FundingRate.Rate.Raw, next.FundingRate.MarkPrice.Raw); break;
            case EventKind.FundingPayment:
                ref readonly var payment = ref next.FundingPayment;
                Figures(payment.Position.Raw, payment.MarkPrice.Raw, payment.Rate.Raw, payment.Amount.Raw);
                break;
            case EventKind.BookLevel:
                Side = next.BookLevel.Side;
                Figures(next.BookLevel.Price.Raw, next.BookLevel.Quantity.Raw);
                break;
            case EventKind.OperatorCommand:
                Detail = (byte)next.Command;
                Figures(0);
                break;
            default:
                Figures(0);
                break;
        }
    }

    internal void SetCommand(long sequence, Timestamp time, in EngineCommand command, ulong stateHash)
    {
        switch (command.Kind)
        {
            case CommandKind.Submit:
                ref readonly var submit = ref command.Submit.Command;
                Head(sequence, time, EventKind.None, submit.Instrument);
                Side = submit.Side;
                Figures(submit.Id.Sequence, submit.Quantity.Raw, submit.LimitPrice.Raw, submit.TriggerPrice.Raw, (long)stateHash);
                break;
            case CommandKind.Cancel:
                Head(sequence, time, EventKind.None, command.Cancel.Command.Instrument);
                Figures(command.Cancel.Command.Id.Sequence, fifth: (long)stateHash);
                break;
            default:
                ref readonly var modify = ref command.Modify.Command;
                Head(sequence, time, EventKind.None, modify.Instrument);
                Figures(modify.Id.Sequence, modify.Quantity.Raw, modify.LimitPrice.Raw, modify.TriggerPrice.Raw, (long)stateHash);
                break;
        }

        (IsCommand, Detail) = (true, (byte)command.Kind);
    }

    private void Head(long sequence, Timestamp time, EventKind kind, InstrumentId instrument)
    {
        (Sequence, Time, Kind, Instrument) = (sequence, time, kind, instrument);
        (IsCommand, Detail, Side) = (false, 0, Side.Buy);
    }

    private void Figures(long first, long second = 0, long third = 0, long fourth = 0, long fifth = 0) =>
        (First, Second, Third, Fourth, Fifth) = (first, second, third, fourth, fifth);
}
