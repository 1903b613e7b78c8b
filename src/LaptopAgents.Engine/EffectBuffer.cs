using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What the engine wants to be sent.</summary>
public enum CommandKind : byte
{
    Submit,
    Cancel,
    Modify,
}

/// <summary>One approved command of any kind.</summary>
public readonly struct EngineCommand
{
    internal EngineCommand(CommandKind kind, in SubmitOrder submit, in CancelOrder cancel, in ModifyOrder modify)
    {
        Kind = kind;
        Submit = kind == CommandKind.Submit ? new RiskApproved<SubmitOrder>(in submit) : default;
        Cancel = kind == CommandKind.Cancel ? new RiskApproved<CancelOrder>(in cancel) : default;
        Modify = kind == CommandKind.Modify ? new RiskApproved<ModifyOrder>(in modify) : default;
    }

    public readonly CommandKind Kind;
    public readonly RiskApproved<SubmitOrder> Submit;
    public readonly RiskApproved<CancelOrder> Cancel;
    public readonly RiskApproved<ModifyOrder> Modify;
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

    /// <summary>Forgets everything; call it when the step has been dealt with.</summary>
    public void Clear()
    {
        if (Count == 0) return;
        Count = 0;
        _commands.Count = _fills.Count = _trades.Count = _orders.Count = _funding.Count = 0;
    }

    internal void Submit(in SubmitOrder order) => AddCommand(new EngineCommand(CommandKind.Submit, in order, default, default));

    internal void Cancel(in CancelOrder cancel) => AddCommand(new EngineCommand(CommandKind.Cancel, default, in cancel, default));

    internal void Modify(in ModifyOrder modify) => AddCommand(new EngineCommand(CommandKind.Modify, default, default, in modify));

    internal void Add(in FillRecord fill)
    {
        _fills.Add(in fill);
        Count++;
    }

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
