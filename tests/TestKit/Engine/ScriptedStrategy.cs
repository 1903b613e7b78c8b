using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.TestKit;

/// <summary>A strategy that wants what the test told it to want, and remembers what it was told.</summary>
internal sealed class ScriptedStrategy(Instrument instrument) : IStrategy
{
    private readonly List<OrderIntent> _next = [];

    public Instrument Instrument { get; } = instrument;

    public List<OrderUpdate> Updates { get; } = [];

    public int BarsSeen { get; private set; }

    public int QuotesSeen { get; private set; }

    public int TradesSeen { get; private set; }

    /// <summary>Declares features, when a test wants some.</summary>
    public Action<StrategySetup>? Setup { get; set; }

    /// <summary>Called on each bar, after the scripted intents.</summary>
    public Action<StrategyContext, IntentBuffer>? Bar { get; set; }

    public Action<StrategyContext, OrderUpdate, IntentBuffer>? Order { get; set; }

    public Action<StrategyContext, IntentBuffer>? Quote { get; set; }

    public Action<StrategyContext, IntentBuffer>? Trade { get; set; }

    /// <summary>Wants this on the next bar.</summary>
    public void Want(OrderIntent intent) => _next.Add(intent);

    public void Initialize(StrategySetup setup) => Setup?.Invoke(setup);

    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        BarsSeen++;
        foreach (var intent in _next) intents.Add(in intent);
        _next.Clear();
        Bar?.Invoke(context, intents);
    }

    public void OnQuote(StrategyContext context, in Quote quote, IntentBuffer intents)
    {
        QuotesSeen++;
        Quote?.Invoke(context, intents);
    }

    public void OnTrade(StrategyContext context, in MarketTrade trade, IntentBuffer intents)
    {
        TradesSeen++;
        Trade?.Invoke(context, intents);
    }

    public void OnOrder(StrategyContext context, in OrderUpdate update, IntentBuffer intents)
    {
        Updates.Add(update);
        Order?.Invoke(context, update, intents);
    }
}
