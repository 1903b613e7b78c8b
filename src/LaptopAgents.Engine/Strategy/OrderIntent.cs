using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What an intent asks for.</summary>
public enum IntentAction : byte
{
    /// <summary>Open or enlarge a position.</summary>
    Enter,

    /// <summary>Close the position, whole or in part, and cancel its bracket when whole.</summary>
    Exit,

    /// <summary>Take a working order back.</summary>
    Cancel,

    /// <summary>Change a working order's price or quantity.</summary>
    Modify,
}

/// <summary>A strategy's output: what it wants, before sizing, validation and risk. A quantity of zero means "size it for me".</summary>
public readonly record struct OrderIntent
{
    public required IntentAction Action { get; init; }

    public Side Side { get; init; }

    public OrderType Type { get; init; }

    public TimeInForce TimeInForce { get; init; }

    public bool PostOnly { get; init; }

    /// <summary>If a position on the other side is open, close it with the same order: one order, quantity + open quantity.</summary>
    public bool Reverse { get; init; }

    /// <summary>Magnitude. Zero: an entry is sized from risk, an exit closes everything.</summary>
    public Quantity Quantity { get; init; }

    public Price LimitPrice { get; init; }

    public Price TriggerPrice { get; init; }

    /// <summary>Protective stop of an entry; zero for none.</summary>
    public Price StopLoss { get; init; }

    /// <summary>Target of an entry; zero for none.</summary>
    public Price TakeProfit { get; init; }

    /// <summary>For good-till-date.</summary>
    public Timestamp ExpireTime { get; init; }

    /// <summary>The order that a cancel or modify means.</summary>
    public ClientOrderId OrderId { get; init; }

    /// <summary>Why, in words for the reader of the trade log.</summary>
    public string? Reason { get; init; }

    /// <summary>An entry at market.</summary>
    public static OrderIntent EnterMarket(Side side, Price stopLoss, Price takeProfit, string reason) =>
        new() { Action = IntentAction.Enter, Type = OrderType.Market, Side = side, StopLoss = stopLoss, TakeProfit = takeProfit, Reason = reason };

    /// <summary>An entry that rests at a limit.</summary>
    public static OrderIntent EnterLimit(Side side, Price limit, Price stopLoss, Price takeProfit, string reason) =>
        new()
        {
            Action = IntentAction.Enter, Type = OrderType.Limit, Side = side, LimitPrice = limit, StopLoss = stopLoss,
            TakeProfit = takeProfit, Reason = reason,
        };

    /// <summary>Closes the whole position at market.</summary>
    public static OrderIntent Exit(string reason) => new() { Action = IntentAction.Exit, Type = OrderType.Market, Reason = reason };

    public static OrderIntent CancelOrder(ClientOrderId id) => new() { Action = IntentAction.Cancel, OrderId = id };
}

/// <summary>Where a strategy puts its intents.</summary>
public sealed class IntentBuffer
{
    private OrderIntent[] _intents = new OrderIntent[4];

    public int Count { get; private set; }

    public void Add(in OrderIntent intent)
    {
        if (Count == _intents.Length) Array.Resize(ref _intents, Count * 2);
        _intents[Count++] = intent;
    }

    internal ref readonly OrderIntent this[int index] => ref _intents[index];

    internal void Clear() => Count = 0;
}
