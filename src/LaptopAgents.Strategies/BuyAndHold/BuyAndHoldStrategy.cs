using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>Buys a share of equity on the first bar and never sells: what any other strategy has to beat.</summary>
internal sealed class BuyAndHoldStrategy : IStrategy, IExplains
{
    // A purchase that was refused is asked for again an hour of minutes later: one refusal must not empty the benchmark.
    private const int RetryBars = 60;
    private readonly Rate _equityShare;
    private bool _done;
    private long _nextAskBar;

    public BuyAndHoldStrategy(StrategyParameters parameters) => _equityShare = Rate.FromPercent(BuyAndHoldParameters.EquityPct.Read(parameters));

    public string? LastBlock { get; private set; } = "nothing was asked yet";

    public void Initialize(StrategySetup setup)
    {
    }

    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        if (_done) return;
        if (context.BarCount < _nextAskBar)
        {
            LastBlock = Blocks.Refused;
            return;
        }

        var quantity = Sizing.ShareOfEquity(context, _equityShare);
        LastBlock = quantity.IsZero ? Blocks.TooSmall : null;
        if (quantity.IsZero) return;
        _done = true;
        intents.Add(OrderIntent.EnterMarket(Side.Buy, Price.Zero, Price.Zero, "Bought to hold") with { Quantity = quantity });
    }

    public void OnOrder(StrategyContext context, in OrderUpdate update, IntentBuffer intents)
    {
        if (update.Order.Purpose != OrderPurpose.Entry || update.Order.Status is not (OrderStatus.Denied or OrderStatus.Rejected)) return;
        _done = false;
        _nextAskBar = context.BarCount + RetryBars;
    }
}
