using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// A trading idea. It is told what happened, reads a state that it cannot change, and answers with intents; sizes, limits, brackets
/// and orders are the engine's. One instance trades one instrument. It cannot tell a backtest from the market.
/// </summary>
public interface IStrategy
{
    /// <summary>Declares features and timeframes, once, before the first event.</summary>
    void Initialize(StrategySetup setup);

    /// <summary>A base bar closed and every feature is ready.</summary>
    void OnBar(StrategyContext context, IntentBuffer intents);

    /// <summary>The best bid or ask changed.</summary>
    void OnQuote(StrategyContext context, in Quote quote, IntentBuffer intents)
    {
    }

    /// <summary>Somebody traded.</summary>
    void OnTrade(StrategyContext context, in MarketTrade trade, IntentBuffer intents)
    {
    }

    /// <summary>
    /// Something happened to one of this instrument's orders, or an order that was wanted was denied by the risk gate. A denial is told
    /// when all that was wanted with it has been dealt with. It may be answered at once; what is denied of the answer is told too, and an
    /// entry in answer to that is denied unheard, because a strategy and a limit that go on answering each other would never end.
    /// </summary>
    void OnOrder(StrategyContext context, in OrderUpdate update, IntentBuffer intents)
    {
    }
}

/// <summary>News of an own order.</summary>
/// <param name="Order">The order after the news.</param>
/// <param name="Report">The news.</param>
public readonly record struct OrderUpdate(OrderView Order, ExecutionReport Report);

/// <summary>An order as a strategy sees it.</summary>
public readonly record struct OrderView(
    ClientOrderId Id, OrderStatus Status, OrderPurpose Purpose, OrderType Type, Side Side, Quantity Quantity, Quantity FilledQuantity,
    Price LimitPrice, Price TriggerPrice, Timestamp CreatedTime)
{
    /// <summary>Not yet filled.</summary>
    public Quantity Leaves => Quantity - FilledQuantity;
}
