using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine.Portfolio;

public sealed class TradeBookTests
{
    private static readonly EngineOptions _pyramiding = Options(Unlimited with { AllowPyramiding = true });

    [Fact]
    public void A_round_trip_adds_up()
    {
        var driver = new EngineDriver().On(100m, EnterMarket(Side.Buy, 2m, stop: 95m, target: 110m));
        var entry = driver.Submits[0];
        driver.Accept(in entry).Fill(in entry, 100.2m, fee: 0.12m, spread: 0.1m, slippage: 0.3m);
        driver.FundingPayment(2m, 100m, 0.0001m).Bar(100m, 108m, 97m, 106m).Bar(106m, 109m, 105m, 106m);
        driver.FillLeg(entry.TakeProfit, Side.Sell, 110m, 2m, fee: 0.04m);
        var trade = Assert.Single(driver.Trades);
        Assert.Equal((1L, Side.Buy, Q(2m)), (trade.TradeId, trade.Side, trade.Quantity));
        Assert.Equal((P(100.2m), P(110m)), (trade.EntryPrice, trade.ExitPrice));
        Assert.Equal((M(19.6m), M(0.16m), M(-0.02m), M(19.42m)), (trade.GrossPnl, trade.Fees, trade.Funding, trade.NetPnl));
        Assert.Equal((M(0.1m), M(0.3m)), (trade.SpreadCost, trade.SlippageCost));
        // |100.2 − 95| × 2
        Assert.Equal(M(10.4m), trade.InitialRisk);
        Assert.Equal(19.42 / 10.4, trade.RMultiple);
        // Low 97 → −6.4; the exit at 110 is the best there was.
        Assert.Equal((M(-6.4m), M(19.6m)), (trade.MaxAdverseExcursion, trade.MaxFavourableExcursion));
        Assert.Equal(2, trade.BarsHeld);
        Assert.Equal((OrderPurpose.TakeProfit, "test entry", null), (trade.ExitPurpose, trade.EntryReason, trade.ExitReason));
        Assert.Equal((P(95m), P(110m), entry.Id), (trade.StopPrice, trade.TargetPrice, trade.EntryOrderId));
        Assert.Equal(driver.Engine.Cash, M(10_000m) + trade.NetPnl);
    }

    [Fact]
    public void Without_a_stop_there_is_no_r_multiple()
    {
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m).On(100m, OrderIntent.Exit("out"));
        driver.Fill(driver.Submits[^1], 101m);
        Assert.Null(Assert.Single(driver.Trades).RMultiple);
    }

    [Fact]
    public void A_reversing_fill_is_split_between_two_trades_to_the_last_unit()
    {
        var driver = new EngineDriver().Open(Side.Buy, 1m, 100m).On(110m, EnterMarket(Side.Sell, 2m, reverse: true));
        var order = driver.Submits[^1];
        driver.Fill(in order, 110m, fee: 0.00000010m, spread: 0.00000020m, slippage: -0.00000010m);
        driver.On(105m, OrderIntent.Exit("out")).Fill(driver.Submits[^1], 105m);
        var (first, second) = (driver.Trades[0], driver.Trades[1]);
        // A third of each belongs to the close; what does not divide goes to the new trade.
        Assert.Equal((M(0.00000003m), M(0.00000007m)), (first.Fees, second.Fees));
        Assert.Equal((M(0.00000006m), M(0.00000014m)), (first.SpreadCost, second.SpreadCost));
        Assert.Equal((M(-0.00000003m), M(-0.00000007m)), (first.SlippageCost, second.SlippageCost));
        Assert.Equal((Side.Buy, Q(1m), M(10m)), (first.Side, first.Quantity, first.GrossPnl));
        Assert.Equal((Side.Sell, Q(2m), M(10m)), (second.Side, second.Quantity, second.GrossPnl));
        Assert.Equal((OrderPurpose.SignalExit, "test entry"), (first.ExitPurpose, first.ExitReason));
        Assert.Equal(driver.Engine.Cash, M(10_000m) + first.NetPnl + second.NetPnl);
    }

    [Fact]
    public void Excursions_are_reckoned_with_the_size_that_was_held()
    {
        // 1 @ 100 sees 120 (+20) and 95 (−5). Then 1 more at 110: two of them never see more than +10 together.
        var driver = new EngineDriver(_pyramiding).Open(Side.Buy, 1m, 100m).Bar(100m, 120m, 95m, 110m).Open(Side.Buy, 1m, 110m).Bar(110m);
        driver.On(110m, OrderIntent.Exit("out")).Fill(driver.Submits[^1], 110m);
        var trade = Assert.Single(driver.Trades);
        Assert.Equal((M(-5m), M(20m)), (trade.MaxAdverseExcursion, trade.MaxFavourableExcursion));
        Assert.Equal((Q(2m), P(105m), M(10m)), (trade.Quantity, trade.EntryPrice, trade.GrossPnl));
    }

    [Fact]
    public void Of_the_bar_that_a_fill_fell_into_only_the_close_came_after_it()
    {
        // Filled at 100 half way through a bar of 90 to 120 that closes at 104; the bar after it reaches 106 and 99.
        var driver = new EngineDriver().On(105m, EnterLimit(Side.Buy, 100m, 1m));
        var opened = driver.Now;
        driver.Now += Duration.FromSeconds(30);
        driver.Fill(driver.Submits[0], 100m);
        driver.Now = opened + Minute;
        driver.Step(BarAt(opened, 105m, 120m, 90m, 104m)).Bar(104m, 106m, 99m, 105m);
        driver.On(105m, OrderIntent.Exit("out")).Fill(driver.Submits[^1], 105m);
        var trade = Assert.Single(driver.Trades);
        Assert.Equal((M(-1m), M(6m)), (trade.MaxAdverseExcursion, trade.MaxFavourableExcursion));
    }

    [Fact]
    public void What_was_realised_on_the_way_counts_in_an_excursion()
    {
        // 2 short @ 100; 1 bought back at 90 (+10); then 105 against the other one: +10 − 5. The worst was −4 before, at 102.
        var driver = new EngineDriver().Open(Side.Sell, 2m, 100m).Bar(100m, 102m, 90m, 90m);
        driver.On(90m, OrderIntent.Exit("half") with { Quantity = Q(1m) }).Fill(driver.Submits[^1], 90m).Bar(90m, 105m, 90m, 104m);
        driver.On(104m, OrderIntent.Exit("rest")).Fill(driver.Submits[^1], 104m);
        var trade = Assert.Single(driver.Trades);
        Assert.Equal((M(-4m), M(20m)), (trade.MaxAdverseExcursion, trade.MaxFavourableExcursion));
        Assert.Equal((P(97m), M(6m)), (trade.ExitPrice, trade.GrossPnl));
    }

    [Fact]
    public void Funding_told_ahead_of_the_fill_that_it_settles_on_belongs_to_the_trade_that_the_fill_opens()
    {
        var driver = new EngineDriver().On(100m, EnterMarket(Side.Buy, 2m));
        driver.FundingPayment(2m, 100m, 0.0001m).Fill(driver.Submits[0], 100m).On(100m, OrderIntent.Exit("out")).Fill(driver.Submits[^1], 100m);
        Assert.Equal(M(-0.02m), Assert.Single(driver.Trades).Funding);
        Assert.Equal(M(-0.02m), driver.Funding[0].Payment.Amount);
    }

    [Fact]
    public void Funding_on_the_side_that_a_reversal_not_yet_told_has_opened_belongs_to_the_new_trade()
    {
        var driver = new EngineDriver().Open(Side.Buy, 1m, 100m).On(100m, EnterMarket(Side.Sell, 2m, reverse: true));
        driver.FundingPayment(-2m, 100m, 0.0001m).Fill(driver.Submits[^1], 100m);
        driver.On(100m, OrderIntent.Exit("out")).Fill(driver.Submits[^1], 100m);
        Assert.Equal([M(0m), M(0.02m)], driver.Trades.Select(trade => trade.Funding));
    }

    [Fact]
    public void A_mark_price_once_published_is_what_the_account_is_valued_at()
    {
        var driver = new EngineDriver().Open(Side.Buy, 2m, 100m).Bar(110m);
        Assert.Equal(M(10_020m), driver.Engine.Equity);
        driver.Mark(105m).Bar(120m);
        Assert.Equal(M(10_010m), driver.Engine.Equity);
    }
}
