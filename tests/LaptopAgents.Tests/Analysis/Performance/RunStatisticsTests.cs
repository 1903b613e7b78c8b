using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis;

/// <summary>Every statistic against numbers worked by hand, and the usual ratios against a second, plain implementation.</summary>
public sealed class RunStatisticsTests
{
    // Day ends 110, 99, 108.9, 98.01 from 100: returns +10 %, −10 %, +10 %, −10 %.
    private static readonly double[] Zigzag = [110, 99, 108.9, 98.01];

    // Net results +30, −10, +20, −20, +10: wins 60, losses 30, net 30.
    private static TinyRun FiveTrades() => new TinyRun(1000, 1030)
        .Trade(30, risk: 10, hours: 1, mae: -5, mfe: 40, fees: 1, exit: OrderPurpose.TakeProfit)
        .Trade(-10, risk: 10, hours: 2, mae: -10, mfe: 5, fees: 1, exit: OrderPurpose.StopLoss)
        .Trade(20, risk: 10, side: Side.Sell, hours: 3, mae: 0, mfe: 20, fees: 1, exit: OrderPurpose.TakeProfit)
        .Trade(-20, risk: 20, side: Side.Sell, hours: 4, mae: -20, mfe: 0, fees: 1, exit: OrderPurpose.StopLoss)
        .Trade(10, hours: 5, fees: 1, exit: OrderPurpose.TimeStop);

    [Theory]
    [InlineData("total_return_pct", -1.99)]
    [InlineData("mean_day_pct", 0)]
    [InlineData("median_day_pct", 0)]
    [InlineData("best_day_pct", 10)]
    [InlineData("worst_day_pct", -10)]
    [InlineData("winning_days_pct", 50)]
    [InlineData("days_up", 2)]
    [InlineData("days_down", 2)]
    [InlineData("days_flat", 0)]
    [InlineData("mean_up_day_pct", 10)]
    [InlineData("mean_down_day_pct", -10)]
    [InlineData("annual_mean_return_pct", 0)]
    [InlineData("sharpe", 0)]
    [InlineData("sortino", 0)]
    [InlineData("omega", 1)]
    [InlineData("gain_to_pain", 0)]
    [InlineData("tail_ratio", 1)]
    [InlineData("skew", 0)]
    [InlineData("probabilistic_sharpe_pct", 50)]
    [InlineData("longest_losing_days", 1)]
    [InlineData("autocorrelation", -1)]
    [InlineData("var_95_pct", 10)]
    [InlineData("cvar_95_pct", 10)]
    [InlineData("risk_of_halving_pct", 100)]
    [InlineData("high_equity", 110)]
    [InlineData("low_equity", 98.01)]
    [InlineData("days", 4)]
    [InlineData("longest_idle_days", 4)]
    public void Statistics_of_a_zigzag_worked_by_hand(string key, double expected) =>
        Assert.Equal(expected, Of(new TinyRun(100, Zigzag)).ValueOf(key)!.Value, 9);

    [Fact]
    public void Volatility_is_the_daily_deviation_times_the_root_of_365()
    {
        // Squared deviations 4 × 0.01 over n − 1 = 3.
        var daily = Math.Sqrt(0.04 / 3);
        var run = Of(new TinyRun(100, Zigzag));
        Assert.Equal(daily * 100, run.ValueOf("daily_volatility_pct")!.Value, 9);
        Assert.Equal(daily * Math.Sqrt(365) * 100, run.ValueOf("volatility_pct")!.Value, 9);
        Assert.Equal(Math.Sqrt(0.02 / 4 * 365) * 100, run.ValueOf("downside_deviation_pct")!.Value, 9);
    }

    [Fact]
    public void Drawdown_ulcer_and_pain_of_a_zigzag_worked_by_hand()
    {
        // Below the height of 110: 0, 10 %, 1 %, 10.9 %.
        var run = Of(new TinyRun(100, Zigzag));
        Assert.Equal(10.9, run.MaxDrawdownPercent, 9);
        Assert.Equal(11.99, run.ValueOf("max_drawdown")!.Value, 9);
        Assert.Equal(10.9, run.ValueOf("current_drawdown_pct")!.Value, 9);
        Assert.Equal(75, run.ValueOf("underwater_pct")!.Value, 9);
        Assert.Equal(3, run.ValueOf("longest_drawdown_days")!.Value, 9);
        Assert.Equal(Math.Sqrt((0.01 + 0.0001 + 0.109 * 0.109) / 4) * 100, run.ValueOf("ulcer_index")!.Value, 9);
        Assert.Equal((10 + 1 + 10.9) / 4, run.ValueOf("pain_index")!.Value, 9);
        Assert.Equal(10.9, run.ValueOf("mean_drawdown_pct")!.Value, 9);
        Assert.Equal(3, run.ValueOf("mean_drawdown_days")!.Value, 9);
    }

    [Fact]
    public void A_falling_account_has_its_drawdown_from_the_start_equity()
    {
        var run = Of(new TinyRun(100, 90, 95));
        Assert.Equal(10, run.MaxDrawdownPercent, 9);
        Assert.Equal(2, run.ValueOf("longest_drawdown_days")!.Value, 9);
    }

    [Fact]
    public void Growth_per_year_compounds_over_365_days()
    {
        var run = Of(new TinyRun(100, 101));
        Assert.Equal((Math.Pow(1.01, 365) - 1) * 100, run.ValueOf("cagr_pct")!.Value, 6);
        Assert.Null(run.Calmar);
        Assert.Equal(-100, Of(new TinyRun(100, 50, 0)).ValueOf("cagr_pct"));
    }

    [Fact]
    public void Calmar_is_growth_per_year_over_the_largest_drawdown()
    {
        var run = Of(new TinyRun(100, 110, 99, 120));
        Assert.Equal((Math.Pow(1.2, 365 / 3.0) - 1) / 0.1, run.Calmar!.Value, 3);
        Assert.Equal(2, run.ValueOf("return_to_drawdown")!.Value, 9);
    }

    [Theory]
    [InlineData("trades", 5)]
    [InlineData("winners", 3)]
    [InlineData("losers", 2)]
    [InlineData("win_rate_pct", 60)]
    [InlineData("profit_factor", 2)]
    [InlineData("payoff_ratio", 20.0 / 15)]
    [InlineData("mean_trade", 6)]
    [InlineData("median_trade", 10)]
    [InlineData("mean_win", 20)]
    [InlineData("mean_loss", -15)]
    [InlineData("largest_win", 30)]
    [InlineData("largest_loss", -20)]
    [InlineData("expectancy_ratio", 0.4)]
    [InlineData("kelly_pct", 30)]
    [InlineData("expectancy_r", 0.75)]
    [InlineData("median_r", 0.5)]
    [InlineData("mean_mae_r", -0.625)]
    [InlineData("mean_mfe_r", 1.625)]
    [InlineData("edge_ratio", 2.6)]
    [InlineData("capture_pct", (31.0 + 21) / 60 * 100)]
    [InlineData("best_trade_share_pct", 50)]
    [InlineData("net_without_best", 0)]
    [InlineData("longest_wins", 1)]
    [InlineData("longest_losses", 1)]
    [InlineData("cpc_index", 2 * 0.6 * 20 / 15)]
    [InlineData("long_trades", 3)]
    [InlineData("short_trades", 2)]
    [InlineData("long_net_pnl", 30)]
    [InlineData("short_net_pnl", 0)]
    [InlineData("long_win_rate_pct", 200.0 / 3)]
    [InlineData("short_win_rate_pct", 50)]
    [InlineData("long_profit_factor", 4)]
    [InlineData("short_profit_factor", 1)]
    [InlineData("long_mean_trade", 10)]
    [InlineData("short_expectancy_r", 0.5)]
    [InlineData("long_share_pct", 60)]
    [InlineData("mean_hold_seconds", 3 * 3600)]
    [InlineData("median_hold_seconds", 3 * 3600)]
    [InlineData("mean_hold_win_seconds", 3 * 3600)]
    [InlineData("mean_hold_loss_seconds", 3 * 3600)]
    [InlineData("longest_hold_seconds", 5 * 3600)]
    [InlineData("trades_per_day", 5)]
    [InlineData("stop_exits_pct", 40)]
    [InlineData("target_exits_pct", 40)]
    [InlineData("time_exits_pct", 20)]
    [InlineData("signal_exits_pct", 0)]
    public void Statistics_of_five_trades_worked_by_hand(string key, double expected) =>
        Assert.Equal(expected, Of(FiveTrades()).ValueOf(key)!.Value, 9);

    [Fact]
    public void Quality_and_significance_of_five_trades_worked_by_hand()
    {
        // Deviations from 6: 24, −16, 14, −26, 4; squares 576+256+196+676+16 = 1720; variance 430.
        var run = Of(FiveTrades());
        var t = 6 / (Math.Sqrt(430) / Math.Sqrt(5));
        Assert.Equal(Math.Sqrt(430), run.ValueOf("trade_deviation")!.Value, 9);
        Assert.Equal(t, run.ValueOf("sqn")!.Value, 9);
        Assert.Equal(Distributions.StudentTwoSided(t, 4), run.ValueOf("p_value")!.Value, 12);

        // R: 3, −1, 2, −1; mean 0.75, squares 5.0625+3.0625+1.5625+3.0625 = 12.75, deviation √4.25.
        Assert.Equal(2 * 0.75 / Math.Sqrt(4.25), run.ValueOf("sqn_r")!.Value, 9);
    }

    [Fact]
    public void Streaks_are_counted_in_order_of_closing()
    {
        var run = Of(new TinyRun(100, 100).Trade(1).Trade(1).Trade(1).Trade(-1).Trade(-1).Trade(0).Trade(1));
        Assert.Equal(3, run.ValueOf("longest_wins"));
        Assert.Equal(2, run.ValueOf("longest_losses"));
    }

    [Theory]
    [InlineData("gross_pnl", 50)]
    [InlineData("fees", 8)]
    [InlineData("spread_cost", 3)]
    [InlineData("slippage_cost", 5)]
    [InlineData("funding", -2)]
    [InlineData("funding_received", 1)]
    [InlineData("funding_paid", -3)]
    [InlineData("net_pnl", 40)]
    [InlineData("pnl_before_costs", 58)]
    [InlineData("trading_costs", 16)]
    [InlineData("turnover", 300)]
    [InlineData("break_even_cost", 3.5)]
    [InlineData("costs_of_result_pct", 16.0 / 58 * 100)]
    [InlineData("cost_bps", 16.0 / 300 * 1e4)]
    [InlineData("fee_bps", 8.0 / 300 * 1e4)]
    [InlineData("slippage_bps", 5.0 / 300 * 1e4)]
    [InlineData("gross_bps", 58.0 / 300 * 1e4)]
    [InlineData("turnover_of_equity", 0.3)]
    [InlineData("maker_share_pct", 50)]
    [InlineData("fills", 2)]
    [InlineData("path_dependent_fills", 1)]
    [InlineData("gap_fills", 1)]
    [InlineData("entry_bar_fills", 0)]
    [InlineData("liquidations", 0)]
    public void Costs_of_two_fills_worked_by_hand(string key, double expected)
    {
        var run = new TinyRun(1000, 1040)
            .Fill(fee: 3, spread: 3, slippage: 5, price: 100, quantity: 1, hour: 1)
            .Fill(realised: 50, fee: 5, price: 200, quantity: 1, side: Side.Sell, hour: 13, role: LiquidityRole.Maker, flags: FillFlags.PathDependent | FillFlags.Gap)
            .Funding(1).Funding(-3).Trade(40);
        Assert.Equal(expected, Of(run).ValueOf(key)!.Value, 9);
    }

    [Fact]
    public void Exposure_is_the_share_of_time_between_the_fills()
    {
        // From hour 6 to hour 18 of a run of two days.
        var run = new TinyRun(1000, 1000, 1000).Fill(hour: 6).Fill(side: Side.Sell, hour: 18);
        Assert.Equal(25, Of(run).ExposurePercent, 9);
        Assert.Equal(75, Of(new TinyRun(1000, 1000).Fill(hour: 6)).ExposurePercent, 9);
    }

    [Fact]
    public void Orders_are_counted_by_how_they_ended()
    {
        var run = Of(new TinyRun(1, 1).Order(OrderStatus.Filled, filled: 1).Order(OrderStatus.Denied).Order(OrderStatus.Rejected).Order(OrderStatus.Canceled)
            .Order(OrderStatus.Expired).Order(OrderStatus.Expired, type: OrderType.Limit).Order(OrderStatus.Filled, type: OrderType.Limit, filled: 1));
        Assert.Equal([7, 1, 1, 1, 2], new[] { "orders", "denied", "rejected", "canceled", "expired" }.Select(key => (int)run.ValueOf(key)!.Value));
        Assert.Equal(50, run.ValueOf("limit_fill_ratio_pct"));
        Assert.Equal(200.0 / 7, run.ValueOf("fill_ratio_pct")!.Value, 9);
    }

    [Fact]
    public void Ratios_agree_with_a_plain_second_implementation()
    {
        var random = new SampleRandom(99);
        var ends = new double[200];
        var equity = 1000.0;
        for (var i = 0; i < ends.Length; i++) ends[i] = equity = Math.Round(equity * (1 + 0.001 + 0.02 * random.Normal()), 6);
        var run = Of(new TinyRun(1000, ends));
        var slow = new SlowRatios(1000, ends);
        Assert.Equal(slow.Sharpe, run.Sharpe!.Value, 9);
        Assert.Equal(slow.Sortino, run.Sortino!.Value, 9);
        Assert.Equal(slow.MaxDrawdown * 100, run.MaxDrawdownPercent, 9);
        Assert.Equal(slow.Calmar, run.Calmar!.Value, 9);
        Assert.Equal(slow.Omega, run.ValueOf("omega")!.Value, 9);
        Assert.Equal(slow.Ulcer * 100, run.ValueOf("ulcer_index")!.Value, 9);
        Assert.Equal(slow.ProbabilisticSharpe * 100, run.ValueOf("probabilistic_sharpe_pct")!.Value, 6);
        Assert.Equal(slow.ValueAtRisk * 100, run.ValueOf("var_95_pct")!.Value, 9);
        Assert.Equal(slow.Shortfall * 100, run.ValueOf("cvar_95_pct")!.Value, 9);
        Assert.Equal(slow.Skew, run.ValueOf("skew")!.Value, 9);
        Assert.Equal(slow.Kurtosis, run.ValueOf("kurtosis")!.Value, 9);
        Assert.Equal(slow.TailRatio, run.ValueOf("tail_ratio")!.Value, 9);
        Assert.Equal(slow.SmartSharpe, run.ValueOf("smart_sharpe")!.Value, 9);
        Assert.Equal(slow.Stability, run.ValueOf("stability")!.Value, 9);
    }

    [Fact]
    public void Days_are_cut_at_midnight_utc_and_a_close_at_midnight_ends_the_day_before()
    {
        var curve = new EquityCurve();
        var midnight = Timestamp.FromDateTime(new DateTime(2025, 2, 1, 0, 0, 0, DateTimeKind.Utc));
        curve.Add(midnight - Duration.FromMinutes(1), Money.FromDecimal(105));
        curve.Add(midnight, Money.FromDecimal(110));
        curve.Add(midnight + Duration.FromMinutes(1), Money.FromDecimal(121));
        var periods = PeriodReturns.From(curve, Money.FromDecimal(100), midnight - Duration.FromMinutes(1440));
        Assert.Equal([0.1, 0.1], periods.Daily.Select(value => Math.Round(value, 12)));
        Assert.Equal([0.1, 0.1], periods.Monthly.Select(value => Math.Round(value, 12)));
        Assert.Equal(660, periods.Months[0].Period);
    }

    [Fact]
    public void A_point_at_the_very_start_is_no_day()
    {
        var start = Timestamp.FromDateTime(new DateTime(2025, 2, 1, 0, 0, 0, DateTimeKind.Utc));
        var curve = new EquityCurve();
        for (var day = 0; day <= 2; day++) curve.Add(start + Duration.FromMinutes(1440 * day), Money.FromDecimal(100 + 10 * day));
        var periods = PeriodReturns.From(curve, Money.FromDecimal(100), start);
        Assert.Equal(2, periods.Daily.Length);
        Assert.Equal([1, 2], periods.DayEnds);
        Assert.Single(periods.Monthly);
    }

    [Fact]
    public void Hours_and_weekdays_get_the_change_of_equity_inside_them()
    {
        // 2025-02-03 was a Monday. The close at 01:00 happened in the hour from 00:00.
        var start = Timestamp.FromDateTime(new DateTime(2025, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        var curve = new EquityCurve();
        foreach (var (minute, equity) in new[] { (0, 100), (30, 105), (60, 103), (90, 110), (1500, 90) })
            curve.Add(start + Duration.FromMinutes(minute), Money.FromDecimal(equity));
        var hours = HourlyResults.From(curve, Money.FromDecimal(100), start);
        Assert.Equal(3, hours.At(0, 0));
        Assert.Equal(7, hours.At(0, 1));
        Assert.Equal(-20, hours.At(1, 0));
        Assert.False(hours.IsSeen(6, 23));
        Assert.Equal(20, hours.LargestMagnitude());
        Assert.Equal(-17, hours.OfHour(0));
        Assert.Equal(10, hours.OfWeekday(0));
    }

    [Fact]
    public void A_lost_account_ends_the_series_of_returns()
    {
        var run = Of(new TinyRun(100, 50, -10, 20));
        Assert.Equal(2, run.Periods.Daily.Length);
        Assert.Equal(-1.2, run.Periods.Daily[1], 12);
        Assert.All(run.All, statistic => Assert.True(statistic.Value is null || double.IsFinite(statistic.Value.Value), statistic.Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_is_infinite_or_undefined_for_any_odd_run(int which)
    {
        var run = Of(which switch { 0 => new TinyRun(100), 1 => new TinyRun(100, 100), 2 => new TinyRun(100, 100, 100, 100), _ => new TinyRun(0, 0, 0) });
        Assert.All(run.All, statistic => Assert.True(statistic.Value is null || double.IsFinite(statistic.Value.Value), statistic.Key));
        Assert.Null(run.Sharpe);
        Assert.Null(run.WinRate);
    }

    [Fact]
    public void There_are_more_than_a_hundred_statistics_with_names_of_their_own_and_a_formula_each()
    {
        var all = SampleRuns.ThreeHundredTrades().Statistics().All;
        Assert.True(all.Count >= 150);
        Assert.Equal(all.Count, all.Select(statistic => statistic.Key).Distinct().Count());
        Assert.All(all, statistic => Assert.True(statistic.Formula.Length > 8 && statistic.Label.Length > 1, statistic.Key));
        Assert.Equal(Enum.GetValues<StatisticGroup>(), all.Select(statistic => statistic.Group).Distinct());
        Assert.True(all.Count(statistic => statistic.Value is not null) > 140);
    }

    [Fact]
    public void The_ledger_of_a_whole_run_adds_up_to_the_last_unit()
    {
        foreach (var run in new[] { SampleRuns.ThreeHundredTrades(), SampleRuns.TwoSymbols(), SampleRuns.OneTrade(), SampleRuns.NoTrades() })
        {
            var costs = run.Statistics().Costs;
            Assert.Equal(run.Result.EndEquity - run.Result.StartEquity, costs.Net);
            Assert.Equal(costs.Net, run.Statistics().Trades.TotalNet());
        }
    }

    internal static RunStatistics Of(TinyRun run) => RunStatistics.From(run.Result, []);
}
