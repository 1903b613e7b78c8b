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

    public BuyAndHoldStrategy(StrategyParameters parameters) =>
        _equityShare = Rate.FromPercent(BuyAndHoldParameters.EquityPct.Read(parameters));

    public string? LastBlock { get; private set; }

    public void Initialize(StrategySetup setup)
    {
    }

    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        if (_done) return;
        var quantity = Sizing.ShareOfEquity(context, _equityShare);
        LastBlock = WorkingOrders.IsChangePending(context) ? Blocks.EntryWorking
            : context.BarCount < _nextAskBar ? Blocks.Refused
            : quantity.IsZero ? Blocks.TooSmall
            : null;
        if (LastBlock is not null) return;
        _nextAskBar = context.BarCount + RetryBars;
        intents.Add(OrderIntent.EnterMarket(Side.Buy, Price.Zero, Price.Zero, "Bought to hold") with { Quantity = quantity });
    }

    public void OnOrder(StrategyContext context, in OrderUpdate update, IntentBuffer intents)
    {
        if (update.Report.Kind != ExecutionKind.Filled) return;
        _done = true;
        LastBlock = "the position is held to the end";
    }
}
