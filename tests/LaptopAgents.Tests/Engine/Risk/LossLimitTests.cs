using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine.Risk;

public sealed class LossLimitTests
{
    private static readonly RiskOptions _daily = Unlimited with { MaxDailyLoss = M(100m) };
    private static readonly RiskOptions _drawdown = Unlimited with { MaxDrawdownPercent = 10m };

    [Fact]
    public void The_days_loss_is_watched_on_marks_and_flattens()
    {
        var driver = new EngineDriver(Options(_daily)).Open(Side.Buy, 10m, 100m, stop: 50m).Bar(90.1m);
        Assert.Single(driver.Submits);
        driver.Bar(90m);
        var close = driver.Submits[^1];
        Assert.Equal((OrderPurpose.Flatten, Q(10m), true), (close.Purpose, close.Quantity, close.ReduceOnly));
        driver.Fill(in close, 90m).On(90m, EnterMarket(Side.Buy, 1m));
        Assert.Equal(OrderReason.DailyLoss, driver.LastDenied.Reason);
        Assert.Equal(TradingState.Active, driver.Engine.TradingState);
    }

    [Fact]
    public void The_days_that_the_limit_ended_are_counted_once_each()
    {
        var driver = new EngineDriver(Options(_daily)).Open(Side.Buy, 10m, 100m).Bar(90m).Bar(80m);
        driver.Fill(driver.Submits[^1], 80m).Bar(80m);
        Assert.Equal(1, driver.Engine.DailyLossDays);
        driver.Now = Start + Duration.FromMinutes(1440);
        driver.Bar(80m).Open(Side.Buy, 10m, 80m).Bar(70m);
        Assert.Equal(2, driver.Engine.DailyLossDays);
    }

    [Fact]
    public void A_mark_price_is_a_mark()
    {
        var driver = new EngineDriver(Options(_daily)).Open(Side.Sell, 10m, 100m).Mark(110m);
        Assert.Equal(OrderPurpose.Flatten, driver.Submits[^1].Purpose);
    }

    [Fact]
    public void A_fill_that_breaks_the_limit_is_seen_before_the_strategy_answers_it()
    {
        var driver = new EngineDriver(Options(_daily)).Open(Side.Buy, 10m, 100m).On(100m, OrderIntent.Exit("out"));
        driver.Strategy.Order = (_, update, intents) =>
        {
            if (update.Report.Kind == ExecutionKind.Filled) intents.Add(EnterMarket(Side.Buy, 1m));
        };
        driver.Fill(driver.Submits[^1], 90m);
        Assert.Equal(OrderReason.DailyLoss, driver.LastDenied.Reason);
    }

    [Fact]
    public void The_next_utc_day_begins_anew_from_its_first_mark()
    {
        var driver = new EngineDriver(Options(_daily)).Open(Side.Buy, 10m, 100m).Bar(90m);
        driver.Fill(driver.Submits[^1], 90m);
        driver.Now = Start + Duration.FromMinutes(1440 - 2);
        driver.On(90m, EnterMarket(Side.Buy, 1m));
        Assert.Equal(OrderReason.DailyLoss, driver.LastDenied.Reason);
        driver.Open(Side.Buy, 10m, 90m).Bar(80.1m);
        Assert.Equal(3, driver.Submits.Count);
        driver.Bar(80m);
        Assert.Equal(OrderPurpose.Flatten, driver.Submits[^1].Purpose);
    }

    [Fact]
    public void A_resume_does_not_lift_the_days_limit()
    {
        var driver = new EngineDriver(Options(_daily)).Open(Side.Buy, 10m, 100m).Bar(90m);
        driver.Fill(driver.Submits[^1], 90m).Command(OperatorCommand.Resume).On(90m, EnterMarket(Side.Buy, 1m));
        Assert.Equal(OrderReason.DailyLoss, driver.LastDenied.Reason);
    }

    [Fact]
    public void An_entry_that_fills_after_the_limit_was_hit_is_closed()
    {
        var driver = new EngineDriver(Options(_daily), instruments: 2).Bar(100m).SameBar(100m, 1);
        driver.Strategies[1].Want(EnterMarket(Side.Buy, 1m));
        driver.Open(Side.Buy, 10m, 100m).SameBar(100m, 1);
        var late = driver.Submits[^1];
        driver.Bar(90m);
        Assert.Equal(late.Id, Assert.Single(driver.Cancels).Id);
        driver.Fill(in late, 100m);
        var close = driver.Submits[^1];
        Assert.Equal((new InstrumentId(1), Q(1m), OrderPurpose.Flatten), (close.Instrument, close.Quantity, close.Purpose));
    }

    [Fact]
    public void A_drawdown_halts_until_a_person_resumes_and_is_then_measured_from_there()
    {
        var driver = new EngineDriver(Options(_drawdown)).Open(Side.Buy, 100m, 100m).Bar(110m).Bar(99.1m);
        Assert.Equal(TradingState.Active, driver.Engine.TradingState);
        // Peak 11,000; floor 9,900.
        driver.Bar(99m);
        Assert.Equal(TradingState.Halted, driver.Engine.TradingState);
        driver.Fill(driver.Submits[^1], 99m).On(99m, EnterMarket(Side.Buy, 1m));
        Assert.Equal(OrderReason.Drawdown, driver.LastDenied.Reason);

        driver.Command(OperatorCommand.Resume).Open(Side.Buy, 100m, 100m);
        Assert.Equal(TradingState.Active, driver.Engine.TradingState);
        // Peak 9,900 now; floor 8,910: 990 below.
        driver.Bar(90.2m);
        Assert.Equal(TradingState.Active, driver.Engine.TradingState);
        driver.Bar(90.1m);
        Assert.Equal(TradingState.Halted, driver.Engine.TradingState);
    }

    [Fact]
    public void A_halt_by_a_person_after_a_resume_is_not_called_a_drawdown()
    {
        var driver = new EngineDriver(Options(_drawdown)).Open(Side.Buy, 100m, 100m).Bar(89m);
        driver.Fill(driver.Submits[^1], 89m).Command(OperatorCommand.Resume).Command(OperatorCommand.Halt).On(90m, EnterMarket(Side.Buy, 1m));
        Assert.Equal(OrderReason.Halted, driver.LastDenied.Reason);
    }

    [Fact]
    public void Equity_of_zero_ends_trading_without_any_limit_set()
    {
        var driver = new EngineDriver().Open(Side.Buy, 1000m, 100m).Bar(90m);
        Assert.Equal(TradingState.Halted, driver.Engine.TradingState);
        Assert.Equal(OrderPurpose.Flatten, driver.Submits[^1].Purpose);
    }

    [Fact]
    public void A_close_that_was_refused_is_tried_again_on_the_next_bar()
    {
        var driver = new EngineDriver(Options(_daily)).Open(Side.Buy, 10m, 100m).Bar(90m);
        driver.Report(ExecutionKind.Rejected, driver.Submits[^1].Id, OrderReason.NoMarketData).Bar(90m);
        Assert.Equal(3, driver.Submits.Count);
        Assert.Equal(OrderPurpose.Flatten, driver.Submits[^1].Purpose);
    }
}
