using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine.Risk;

/// <summary>One test for every reason that the gate can give. A refusal is a record, and nothing leaves.</summary>
public sealed class DenialTests
{
    [Fact]
    public void An_entry_without_its_price_is_denied() => Denied(OrderReason.InvalidPrice, EnterLimit(Side.Buy, 0m, 1m));

    [Fact]
    public void An_entry_with_a_negative_stop_is_denied() => Denied(OrderReason.InvalidPrice, EnterMarket(Side.Buy, 1m, stop: -1m));

    [Fact]
    public void A_stop_entry_without_a_trigger_is_denied() =>
        Denied(OrderReason.InvalidPrice, EnterMarket(Side.Buy, 1m) with { Type = OrderType.StopMarket });

    [Fact]
    public void An_entry_before_any_price_is_denied()
    {
        var driver = new EngineDriver(instruments: 2).Bar(100m, instrument: 1);
        driver.Strategy.Order = (_, update, intents) =>
        {
            if (update.Report.Kind == ExecutionKind.Accepted) intents.Add(EnterMarket(Side.Buy, 1m));
        };
        driver.Report(ExecutionKind.Accepted, new ClientOrderId(9, 9));
        Expect(driver, OrderReason.NoMarketData);
    }

    [Fact]
    public void A_price_off_the_tick_is_denied() => Denied(OrderReason.OffTick, EnterLimit(Side.Buy, 99.95m, 1m));

    [Fact]
    public void A_target_off_the_tick_is_denied() => Denied(OrderReason.OffTick, EnterMarket(Side.Buy, 1m, target: 110.01m));

    [Fact]
    public void An_account_without_equity_opens_nothing()
    {
        var driver = new EngineDriver().Open(Side.Buy, 1_000m, 100m).Bar(90m);
        Assert.Equal(M(0m), driver.Engine.Equity);
        Assert.Equal(OrderPurpose.Flatten, driver.Submits[^1].Purpose);
        driver.Fill(driver.Submits[^1], 90m).Command(OperatorCommand.Resume).On(90m, EnterMarket(Side.Buy, 1m));
        Expect(driver, OrderReason.AccountBankrupt, sent: 2);
    }

    [Fact]
    public void A_size_from_risk_needs_a_stop() => Denied(OrderReason.MissingStop, EnterMarket(Side.Buy));

    [Fact]
    public void A_stop_may_be_required_unless_the_strategy_names_the_quantity()
    {
        var risk = Unlimited with { RequireStop = true };
        var sizing = new SizingOptions { Mode = SizingMode.EquityPercent, EquityPercent = 50m };
        Expect(new EngineDriver(Options(risk, sizing)).On(100m, EnterMarket(Side.Buy)), OrderReason.MissingStop);
        Sent(EnterMarket(Side.Buy, 1m), risk);
    }

    [Theory]
    [InlineData(Side.Buy, 100)]
    [InlineData(Side.Buy, 101)]
    [InlineData(Side.Sell, 99)]
    public void A_stop_on_the_wrong_side_is_denied(Side side, decimal stop) => Denied(OrderReason.StopOnWrongSide, EnterMarket(side, 1m,
        stop: stop));

    [Theory]
    [InlineData(Side.Buy, 99)]
    [InlineData(Side.Sell, 100)]
    [InlineData(Side.Sell, 101)]
    public void A_target_on_the_wrong_side_is_denied(Side side, decimal target) =>
        Denied(OrderReason.TargetOnWrongSide, EnterMarket(side, 1m, target: target));

    [Fact]
    public void A_stop_that_is_too_near_is_denied()
    {
        var risk = Unlimited with { MinStopDistance = Rate.FromDecimal(0.01m) };
        Denied(OrderReason.StopTooClose, EnterMarket(Side.Buy, 1m, stop: 99.1m), risk);
        Sent(EnterMarket(Side.Buy, 1m, stop: 99m), risk);
    }

    [Fact]
    public void Too_little_reward_for_the_risk_is_denied()
    {
        var risk = Unlimited with { MinRewardToRisk = 1.5m };
        Denied(OrderReason.RewardToRisk, EnterMarket(Side.Buy, 1m, stop: 98m, target: 102.9m), risk);
        Denied(OrderReason.RewardToRisk, EnterMarket(Side.Sell, 1m, stop: 102m, target: 97.1m), risk);
        Sent(EnterMarket(Side.Buy, 1m, stop: 98m, target: 103m), risk);
        Sent(EnterMarket(Side.Buy, 1m, stop: 98m), risk);
    }

    [Fact]
    public void Less_than_the_smallest_quantity_is_denied() => Denied(OrderReason.BelowMinQuantity, EnterMarket(Side.Buy, 0.0009m));

    [Fact]
    public void More_than_the_largest_quantity_is_denied() => Denied(OrderReason.AboveMaxQuantity, EnterMarket(Side.Buy, 1_000_000.001m));

    [Fact]
    public void A_quantity_between_two_lots_is_denied() => Denied(OrderReason.OffLot, EnterMarket(Side.Buy, 1.0005m));

    [Fact]
    public void Less_than_the_smallest_value_is_denied() => Denied(OrderReason.BelowMinNotional, EnterMarket(Side.Buy, 0.049m));

    [Fact]
    public void A_position_beyond_its_largest_quantity_is_denied() =>
        Denied(OrderReason.PositionLimit, EnterMarket(Side.Buy, 1.001m), Unlimited with { MaxPositionQuantity = Q(1m) });

    [Fact]
    public void A_position_beyond_its_largest_value_is_denied() =>
        Denied(OrderReason.NotionalLimit, EnterMarket(Side.Buy, 1.001m), Unlimited with { MaxPositionNotional = M(100m) });

    [Fact]
    public void Two_working_entries_together_may_not_pass_the_largest_position()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxPositionQuantity = Q(1.5m) }));
        driver.On(100m, EnterLimit(Side.Buy, 90m, 1m), EnterLimit(Side.Buy, 89m, 1m));
        Expect(driver, OrderReason.PositionLimit, sent: 1);
    }

    [Fact]
    public void An_open_position_is_not_enlarged_unless_allowed()
    {
        var driver = new EngineDriver().Open(Side.Buy, 1m, 100m).On(100m, EnterMarket(Side.Buy, 1m));
        Expect(driver, OrderReason.PositionLimit, sent: 1);
        driver = new EngineDriver(Options(Unlimited with { AllowPyramiding = true })).Open(Side.Buy, 1m, 100m)
            .On(100m, EnterMarket(Side.Buy, 1m));
        Assert.Equal(2, driver.Submits.Count);
    }

    [Fact]
    public void An_entry_against_a_position_must_say_that_it_reverses()
    {
        var driver = new EngineDriver().Open(Side.Buy, 1m, 100m).On(100m, EnterMarket(Side.Sell, 1m));
        Expect(driver, OrderReason.PositionLimit, sent: 1);
    }

    [Fact]
    public void More_leverage_than_allowed_is_denied()
    {
        Denied(OrderReason.LeverageLimit, EnterMarket(Side.Buy, 200.001m), Unlimited with { MaxLeverage = 2m });
        Sent(EnterMarket(Side.Buy, 200m), Unlimited with { MaxLeverage = 2m });
    }

    [Fact]
    public void A_reversal_needs_leverage_for_the_new_side_only()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxLeverage = 1m })).Open(Side.Buy, 100m, 100m)
            .On(100m, EnterMarket(Side.Sell, 100m, reverse: true));
        Assert.Equal(Q(200m), driver.Submits[^1].Quantity);
    }

    [Fact]
    public void A_reversal_on_its_way_counts_as_what_it_will_leave()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxTotalExposure = M(200m) }), instruments: 2).Bar(100m).SameBar(100m, 1);
        driver.Open(Side.Buy, 1m, 100m).On(100m, EnterMarket(Side.Sell, 1m, reverse: true));
        driver.Strategies[1].Want(EnterMarket(Side.Buy, 1m));
        driver.SameBar(100m, 1);
        Assert.Equal(new InstrumentId(1), driver.Submits[^1].Instrument);
    }

    [Fact]
    public void Exposure_over_all_symbols_is_limited_with_entries_that_still_work()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxTotalExposure = M(250m) }), instruments: 2).Bar(100m).SameBar(100m, 1);
        driver.Strategies[1].Want(EnterLimit(Side.Sell, 110m, 1m));
        driver.SameBar(100m, 1).On(100m, EnterMarket(Side.Buy, 1.401m));
        Expect(driver, OrderReason.ExposureLimit, sent: 1);
        driver.On(100m, EnterMarket(Side.Buy, 1.4m));
        Assert.Equal(2, driver.Submits.Count);
    }

    [Fact]
    public void A_stop_entry_counts_at_its_trigger()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxTotalExposure = M(250m) }), instruments: 2).Bar(100m).SameBar(100m, 1);
        driver.Strategies[1].Want(EnterMarket(Side.Buy, 1m) with { Type = OrderType.StopMarket, TriggerPrice = P(200m) });
        driver.SameBar(100m, 1).On(100m, EnterMarket(Side.Buy, 0.6m));
        Expect(driver, OrderReason.ExposureLimit, sent: 1);
    }

    [Fact]
    public void Exposure_on_one_side_is_limited_and_the_other_side_is_free()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxCorrelatedExposure = M(150m) }), instruments: 3).Bar(100m)
            .SameBar(100m, 1).SameBar(100m, 2);
        driver.Open(Side.Buy, 1m, 100m);
        driver.Strategies[1].Want(EnterMarket(Side.Buy, 0.6m));
        driver.SameBar(100m, 1);
        Expect(driver, OrderReason.CorrelatedExposure, sent: 1);
        driver.Strategies[2].Want(EnterMarket(Side.Sell, 1.5m));
        driver.SameBar(100m, 2);
        Assert.Equal(2, driver.Submits.Count);
    }

    [Fact]
    public void Only_so_many_positions_may_be_open_counting_those_on_their_way()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxOpenPositions = 1 }), instruments: 2).Bar(100m).SameBar(100m, 1);
        driver.Strategies[1].Want(EnterMarket(Side.Buy, 1m));
        driver.On(100m, EnterMarket(Side.Buy, 1m)).SameBar(100m, 1);
        Expect(driver, OrderReason.OpenPositionsLimit, sent: 1);
        driver.Fill(driver.Submits[0], 100m);
        driver.Strategies[1].Want(EnterMarket(Side.Buy, 1m));
        driver.SameBar(100m, 1);
        Expect(driver, OrderReason.OpenPositionsLimit, sent: 1);
    }

    [Fact]
    public void Only_so_many_entries_leave_in_a_minute()
    {
        var driver = new EngineDriver(Options(Unlimited with { MaxOrdersPerMinute = 2 }));
        driver.On(100m, EnterLimit(Side.Buy, 90m, 1m), EnterLimit(Side.Buy, 89m, 1m), EnterLimit(Side.Buy, 88m, 1m));
        Expect(driver, OrderReason.OrderRate, sent: 2);
        driver.On(100m, EnterLimit(Side.Buy, 88m, 1m));
        Assert.Equal(3, driver.Submits.Count);
    }

    [Fact]
    public void A_cooldown_counts_bars_of_time()
    {
        var driver = new EngineDriver(Options(positions: new PositionOptions { CooldownBars = 3 })).Open(Side.Buy, 1m, 100m)
            .On(100m, OrderIntent.Exit("out"));
        driver.Fill(driver.Submits[^1], 100m).On(100m, EnterMarket(Side.Buy, 1m));
        Expect(driver, OrderReason.Cooldown, sent: 2);
        driver.Bar(100m).On(100m, EnterMarket(Side.Buy, 1m));
        Assert.Equal(3, driver.Submits.Count);
    }

    [Fact]
    public void Missing_bars_use_a_cooldown_up_and_a_reversal_knows_none()
    {
        var driver = new EngineDriver(Options(positions: new PositionOptions { CooldownBars = 5 })).Open(Side.Buy, 1m, 100m)
            .On(100m, OrderIntent.Exit("out"));
        driver.Fill(driver.Submits[^1], 100m);
        driver.Now += Duration.FromMinutes(10);
        driver.Open(Side.Buy, 1m, 100m).On(100m, EnterMarket(Side.Sell, 1m, reverse: true));
        Assert.Equal(4, driver.Submits.Count);
    }

    [Fact]
    public void Nothing_is_asked_before_the_warm_up_has_passed()
    {
        var driver = new EngineDriver(Options() with { WarmupBars = 3 });
        var quote = new Quote(P(99.9m), Q(1m), P(100.1m), Q(1m));
        driver.Strategy.Quote = driver.Strategy.Trade = (_, intents) => intents.Add(EnterMarket(Side.Buy, 1m));
        driver.Bar(100m).Bar(100m).Step(EngineEvent.OfQuote(default, driver.Now, driver.Now, in quote));
        driver.Step(EngineEvent.OfTrade(default, driver.Now, driver.Now, new MarketTrade(P(100m), Q(1m), Side.Buy)));
        Assert.Equal((0, 0, 0), (driver.Strategy.BarsSeen, driver.Strategy.QuotesSeen, driver.Strategy.TradesSeen));
        driver.Bar(100m).Step(EngineEvent.OfQuote(default, driver.Now, driver.Now, in quote));
        Assert.Equal((1, 1), (driver.Strategy.BarsSeen, driver.Strategy.QuotesSeen));
    }

    private static void Denied(OrderReason reason, OrderIntent intent, RiskOptions? risk = null) =>
        Expect(new EngineDriver(Options(risk)).On(100m, intent), reason);

    private static void Sent(OrderIntent intent, RiskOptions risk) => Assert.Single(new EngineDriver(Options(risk)).On(100m, intent)
        .Submits);

    internal static void Expect(EngineDriver driver, OrderReason reason, int sent = 0)
    {
        Assert.Equal(reason, driver.LastDenied.Reason);
        Assert.Equal(sent, driver.Submits.Count);
    }
}
