using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>
/// Several setups on one instrument: each is asked in turn until one wants something. All see every quote, trade and order, so that each
/// knows what the others did. A session's position and working entry are shared; the setups themselves leave both alone while one exists.
/// </summary>
internal sealed class CompositeStrategy : IStrategy, IExplains
{
    private readonly IStrategy[] _setups;

    public CompositeStrategy(StrategyParameters parameters)
    {
        var names = CompositeParameters.Setups.Read(parameters);
        _setups = [.. names.Select(name => StrategyCatalog.Find(name).Factory(parameters.Section(name)))];
    }

    /// <summary>The setups, asked in this order.</summary>
    internal CompositeStrategy(params IStrategy[] setups) => _setups = setups;

    public string? LastBlock { get; private set; }

    public void Initialize(StrategySetup setup)
    {
        foreach (var strategy in _setups) strategy.Initialize(setup);
    }

    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        var before = intents.Count;
        string? firstBlock = null;
        foreach (var strategy in _setups)
        {
            strategy.OnBar(context, intents);
            firstBlock ??= (strategy as IExplains)?.LastBlock;
            if (intents.Count > before) break;
        }

        LastBlock = intents.Count > before ? null : firstBlock;
    }

    public void OnQuote(StrategyContext context, in Quote quote, IntentBuffer intents)
    {
        foreach (var strategy in _setups) strategy.OnQuote(context, in quote, intents);
    }

    public void OnTrade(StrategyContext context, in MarketTrade trade, IntentBuffer intents)
    {
        foreach (var strategy in _setups) strategy.OnTrade(context, in trade, intents);
    }

    public void OnOrder(StrategyContext context, in OrderUpdate update, IntentBuffer intents)
    {
        foreach (var strategy in _setups) strategy.OnOrder(context, in update, intents);
    }
}
