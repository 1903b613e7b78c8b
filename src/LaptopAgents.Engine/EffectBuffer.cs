using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What the engine wants to be sent.</summary>
public enum CommandKind : byte
{
    Submit,
    Cancel,
    Modify,
}

/// <summary>One approved command of any kind. The three share memory; asking for a kind that it is not throws.</summary>
[StructLayout(LayoutKind.Explicit)]
public readonly struct EngineCommand
{
    private const int Payload = 8;

    [FieldOffset(0)] private readonly CommandKind _kind;
    [FieldOffset(Payload)] private readonly RiskApproved<SubmitOrder> _submit;
    [FieldOffset(Payload)] private readonly RiskApproved<CancelOrder> _cancel;
    [FieldOffset(Payload)] private readonly RiskApproved<ModifyOrder> _modify;

    internal EngineCommand(in SubmitOrder submit)
    {
        _kind = CommandKind.Submit;
        _submit = new RiskApproved<SubmitOrder>(in submit);
    }

    internal EngineCommand(in CancelOrder cancel)
    {
        _kind = CommandKind.Cancel;
        _cancel = new RiskApproved<CancelOrder>(in cancel);
    }

    internal EngineCommand(in ModifyOrder modify)
    {
        _kind = CommandKind.Modify;
        _modify = new RiskApproved<ModifyOrder>(in modify);
    }

    public CommandKind Kind => _kind;

    [UnscopedRef] public ref readonly RiskApproved<SubmitOrder> Submit { get { Require(CommandKind.Submit); return ref _submit; } }

    [UnscopedRef] public ref readonly RiskApproved<CancelOrder> Cancel { get { Require(CommandKind.Cancel); return ref _cancel; } }

    [UnscopedRef] public ref readonly RiskApproved<ModifyOrder> Modify { get { Require(CommandKind.Modify); return ref _modify; } }

    private void Require(CommandKind kind) => Invariant.That(_kind == kind);
}

/// <summary>
/// What one step of the engine brought about: commands to send, and facts to keep. The host drains it after every step; the arrays are
/// reused, so a quiet step allocates nothing.
/// </summary>
public sealed class EffectBuffer
{
    private Block<EngineCommand> _commands = new(8);
    private Block<FillRecord> _fills = new(8);
    private Block<TradeRecord> _trades = new(4);
    private Block<OrderRecord> _orders = new(8);
    private Block<FundingRecord> _funding = new(2);

    /// <summary>Nothing happened.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Commands and facts together.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<EngineCommand> Commands => _commands.Span;

    public ReadOnlySpan<FillRecord> Fills => _fills.Span;

    public ReadOnlySpan<TradeRecord> Trades => _trades.Span;

    /// <summary>Orders that ended with this step.</summary>
    public ReadOnlySpan<OrderRecord> Orders => _orders.Span;

    public ReadOnlySpan<FundingRecord> Funding => _funding.Span;

    /// <summary>
    /// The newest fill belongs to an order that had ended before: the order's record, which was given out then, says less than is true
    /// now. <see cref="OrderAmendment"/> makes it right.
    /// </summary>
    public bool HasLateFill { get; private set; }

    /// <summary>Forgets everything; call it when the step has been dealt with.</summary>
    public void Clear()
    {
        if (Count == 0) return;
        Count = 0;
        HasLateFill = false;
        _commands.Count = _fills.Count = _trades.Count = _orders.Count = _funding.Count = 0;
    }

    internal void Submit(in SubmitOrder order) => AddCommand(new EngineCommand(in order));

    internal void Cancel(in CancelOrder cancel) => AddCommand(new EngineCommand(in cancel));

    internal void Modify(in ModifyOrder modify) => AddCommand(new EngineCommand(in modify));

    internal void Add(in FillRecord fill)
    {
        _fills.Add(in fill);
        Count++;
    }

    internal void MarkLateFill() => HasLateFill = true;

    internal void Add(in TradeRecord trade)
    {
        _trades.Add(in trade);
        Count++;
    }

    internal void Add(in OrderRecord order)
    {
        _orders.Add(in order);
        Count++;
    }

    internal void Add(in FundingRecord funding)
    {
        _funding.Add(in funding);
        Count++;
    }

    private void AddCommand(in EngineCommand command)
    {
        _commands.Add(in command);
        Count++;
    }

    private struct Block<T>(int capacity)
    {
        private T[] _items = new T[capacity];
        public int Count;

        public readonly ReadOnlySpan<T> Span => _items.AsSpan(0, Count);

        public void Add(in T item)
        {
            if (Count == _items.Length) Array.Resize(ref _items, Count * 2);
            _items[Count++] = item;
        }
    }
}
