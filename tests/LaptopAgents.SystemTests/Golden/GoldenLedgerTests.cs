using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.SystemTests.Architecture;

namespace LaptopAgents.SystemTests.Golden;

/// <summary>Results that nobody meant to change do not change.</summary>
public sealed class GoldenLedgerTests(RealMarket real) : IClassFixture<RealMarket>
{
    private const int FewestTrades = 100;

    // Small risk and no daily limit: the default strategy goes on trading to the end of the data.
    private static readonly string[] Golden = ["trading.risk_pct=0.1", "trading.max_daily_loss_usd=null"];

    [Theory]
    [InlineData("demo-btc", "fast")]
    [InlineData("demo-btc-realistic", "realistic")]
    public Task The_demo_market_gives_its_ledger(string name, string fidelity) =>
        CheckAsync(name, withPrices: true, "data.demo=always", "data.days=30", $"broker.fill_model.fidelity={fidelity}");

    [Fact]
    public Task The_demo_market_gives_its_ledger_for_two_symbols_in_one_account() =>
        CheckAsync(
            "demo-two-symbols", withPrices: true, "data.demo=always", "symbols=BTCUSDT,ETHUSDT", "data.days=10", "strategy.name=sma_crossover",
            "strategy.params.stop_atr_mult=3", "strategy.params.target_atr_mult=5", "strategy.params.size_mode=risk");

    [Theory]
    [InlineData("quiet-2023-07", "2023-07-18T11:13:00Z", "2023-08-17T11:12:00Z")]
    [InlineData("crashes-2025-01", "2025-01-27T13:02:00Z", "2025-02-26T13:01:00Z")]
    [InlineData("trend-2025-05", "2025-05-04T15:33:00Z", "2025-06-24T10:32:00Z")]
    public Task A_regression_set_gives_its_ledger(string name, string from, string to) =>
        CheckAsync(name, withPrices: false, $"data.path={real.Catalog}", "data.demo=never", $"data.from={from}", $"data.to={to}");

    private static async Task CheckAsync(string name, bool withPrices, params string[] sets)
    {
        var resolved = ConfigLoader.Load(new ConfigRequest { WorkingDirectory = Repo.Root, Sets = [.. Golden, .. sets] });
        var run = new BacktestComposition(resolved, MarketSelection.Load(resolved), journal: null);
        await run.Session.RunAsync(CancellationToken.None);
        var result = run.Result;
        Assert.True(result.Trades.Count > FewestTrades, $"{name} has only {result.Trades.Count} trades.");
        Assert.Equal(result.EndEquity, result.Trades.Aggregate(result.StartEquity, (sum, trade) => sum + trade.NetPnl));
        GoldenLedger.Check(name, result, withPrices);
    }
}
