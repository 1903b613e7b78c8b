using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.TestKit;
using static LaptopAgents.Tests.Analysis.HealthyRun;

namespace LaptopAgents.Tests.Analysis;

/// <summary>For each check a run that it must find something in: the healthy one with one thing made wrong.</summary>
internal static class Spoiled
{
    private static readonly SizingNote Capped = new(
        Money.FromDecimal(100), 1, Price.FromDecimal(1), Quantity.FromDecimal(2), Quantity.FromDecimal(1), OrderReason.LeverageLimit);

    public static IReadOnlyDictionary<string, Func<RunStatistics>> Runs { get; } = new SortedDictionary<string, Func<RunStatistics>>(StringComparer.Ordinal)
    {
        ["no_trades"] = () => Create().Only(0).Statistics(),
        ["no_data"] = () => new TinyRun(100).Statistics(),
        ["few_trades"] = () => Create().Only(12).Statistics(),
        ["short_run"] = () => Create(days: 20).Statistics(),
        ["not_significant"] = () => Create().Trades(trade => trade with { NetPnl = TinyRun.Amount(trade.TradeId % 2 == 0 ? 100 : -99.5) }).Statistics(),
        ["weak_sharpe_evidence"] = () => Create(day => day % 2 == 0 ? 0.0101 : -0.01, days: 60).Statistics(),
        ["too_good"] = () => Create(day => 0.01 + day % 2 * 0.001).Statistics(),
        ["win_rate_extreme"] = () => Create().Trades(trade => trade with { NetPnl = TinyRun.Amount(trade.TradeId % 20 == 0 ? -5 : 4) }).Statistics(),
        ["partial_run"] = () => With(Create(), run => run.Result.IsPartial = true).Statistics(),
        ["account_gone"] = () => Create(day => day == 50 ? -1 : 0.001).Statistics(),
        ["liquidated"] = () => Create().Fill(purpose: OrderPurpose.Liquidation, hour: 2879).Statistics(),
        ["near_liquidation"] = () => Create().Fill(quantity: 4000, price: 100, hour: 1.5).Statistics(DiagnosticianTests.Calm()),
        ["deep_drawdown"] = () => Create(day => day is > 40 and < 60 ? -0.03 : 0.004).Statistics(),
        ["long_drawdown"] = () => Create(day => day == 10 ? -0.05 : 0.0003).Statistics(),
        ["ends_in_drawdown"] = () => Create(day => day > 110 ? -0.01 : 0.002).Statistics(),
        ["drawdown_exceeds_return"] = () => Create(day => day is > 40 and < 60 ? -0.005 : 0.0012).Statistics(),
        ["leverage_high"] = () => Create().Fill(quantity: 1200, price: 100, hour: 1.5).Statistics(DiagnosticianTests.Calm()),
        ["exposure_high"] = () => Create().Fill(quantity: 5, hour: 1).Statistics(),
        ["exposure_low"] = () => With(Create(), run => run.Result.Fills.RemoveRange(4, run.Result.Fills.Count - 4)).Statistics(),
        ["fat_left_tail"] = () => Create(day => day == 33 ? -0.06 : 0.001 + day % 3 * 0.0005).Statistics(),
        ["worst_day"] = () => Create(day => day == 33 ? -0.12 : 0.002).Statistics(),
        ["losses_exceed_risk"] = () => Create().Trades(trade => trade.TradeId % 10 == 0 ? trade with { NetPnl = TinyRun.Amount(-18) } : trade).Statistics(),
        ["risk_uneven"] = () => Create().Trades(trade => trade with { InitialRisk = TinyRun.Amount(trade.TradeId % 20 == 0 ? 200 : 5) }).Statistics(),
        ["no_stops"] = () => Create().Trades(trade => trade.TradeId % 4 == 0 ? trade with { InitialRisk = default } : trade).Statistics(),
        ["overbetting"] = () => Create().Trades(trade => trade with { InitialRisk = TinyRun.Amount(5_000) }).Statistics(),
        ["costs_eat_edge"] = () => Create().Fills(fill => fill with { Fee = TinyRun.Amount(2) }).Statistics(),
        ["thin_margin"] = () => Create().Fills(fill => fill with { Fee = TinyRun.Amount(1.2) }).Statistics(),
        ["no_edge"] = () => Create().Fills(fill => fill with { RealisedPnl = TinyRun.Amount(-1) }).Statistics(),
        ["no_costs"] = () => Create().Fills(fill => fill with { Fee = default, SpreadCost = default, SlippageCost = default }).Statistics(),
        ["no_slippage"] = () => Create().Fills(fill => fill with { SlippageCost = default }).Statistics(),
        ["no_fees"] = () => Create().Fills(fill => fill with { Fee = default }).Statistics(),
        ["fees_dominate"] = () => Create().Fills(fill => fill with { SpreadCost = TinyRun.Amount(0.01), SlippageCost = TinyRun.Amount(0.01) }).Statistics(),
        ["slippage_high"] = () => Create().Fills(fill => fill with { SlippageCost = TinyRun.Amount(0.8) }).Statistics(),
        ["funding_dominates"] = () => Create().Funding(-400).Statistics(),
        ["funding_makes_profit"] = () => Create().Fills(fill => fill with { RealisedPnl = default }).Funding(500).Statistics(),
        ["funding_missing"] = () => Create().NoFunding().Trades(trade => trade with { ExitTime = trade.EntryTime + Duration.FromMinutes(600) }).Statistics(),
        ["turnover_extreme"] = () => Create().Fills(fill => fill with { Quantity = Quantity.FromDecimal(500) }).Statistics(),
        ["one_trade_profit"] = () => Create().Trades(trade => trade with { NetPnl = TinyRun.Amount(trade.TradeId == 60 ? 500 : -2) }).Statistics(),
        ["outlier_dependence"] = () => Create().Trades(trade => trade with { NetPnl = TinyRun.Amount(trade.TradeId % 10 == 0 ? 100 : -5) }).Statistics(),
        ["low_win_rate_low_payoff"] = () => Create().Trades(trade => trade with { NetPnl = TinyRun.Amount(trade.TradeId % 3 == 0 ? 8 : -10) }).Statistics(),
        ["stops_too_tight"] = () => Create().Trades(trade => trade.TradeId % 4 == 0 ? trade : trade with { ExitPurpose = OrderPurpose.StopLoss, NetPnl = TinyRun.Amount(-8) }).Statistics(),
        ["stop_inside_bar"] = () => Create().Trades(trade => trade.TradeId % 4 == 0 ? trade with { ExitPurpose = OrderPurpose.StopLoss, BarsHeld = 1 } : trade).Statistics(),
        ["targets_never_reached"] = () => Create().Trades(trade => trade with { ExitPurpose = OrderPurpose.SignalExit }).Statistics(),
        ["profit_given_back"] = () => Create().Trades(trade => trade with { MaxFavourableExcursion = TinyRun.Amount(60) }).Statistics(),
        ["losers_were_winners"] = () => Create().Trades(trade => trade with { MaxFavourableExcursion = TinyRun.Amount(15) }).Statistics(),
        ["losers_held_longer"] = () => Create().Trades(trade => trade.NetPnl.IsNegative ? trade with { ExitTime = trade.EntryTime + Duration.FromMinutes(600) } : trade).Statistics(),
        ["time_stops_dominate"] = () => Create().Trades(trade => trade.TradeId % 3 == 0 ? trade : trade with { ExitPurpose = OrderPurpose.TimeStop }).Statistics(),
        ["long_short_asymmetry"] = () => Create().Trades(trade => trade with { NetPnl = trade.NetPnl + TinyRun.Amount(trade.Side == Side.Buy ? 6 : -6) }).Statistics(),
        ["one_sided"] = () => Create().Trades(trade => trade with { Side = Side.Buy }).Statistics(),
        ["losing_streak"] = () => Create().Trades(trade => trade with { NetPnl = TinyRun.Amount(trade.TradeId is > 40 and < 80 ? -5 : 9) }).Statistics(),
        ["hour_concentration"] = () => Create().Trades(trade => trade with { EntryTime = trade.EntryTime.FloorTo(Duration.FromMinutes(1440)) + Duration.FromMinutes(600) }).Statistics(),
        ["beaten_by_holding"] = () => Create().Statistics(Ends(day => 0.004, Days, 100)),
        ["is_the_market"] = () => Create().Statistics(Ends(day => day % 4 == 0 ? 0.012 : day % 4 == 1 ? -0.008 : day % 4 == 2 ? 0.003 : -0.005, Days, 100)),
        ["denied_dominate"] = () => Create().Times(200, (run, _) => run.Order(OrderStatus.Denied, OrderReason.RewardToRisk)).Statistics(),
        ["denied_some"] = () => Create().Times(5, (run, _) => run.Order(OrderStatus.Denied, OrderReason.PositionLimit)).Statistics(),
        ["rejected"] = () => Create().Times(9, (run, _) => run.Order(OrderStatus.Rejected, OrderReason.PostOnlyWouldTake)).Statistics(),
        ["daily_loss_dominates"] = () => With(Create(), run => run.Result.DailyLossDays = Days).Statistics(),
        ["daily_loss_hit"] = () => With(Create().Order(OrderStatus.Denied, OrderReason.DailyLoss), run => run.Result.DailyLossDays = 3).Statistics(),
        ["cooldown_heavy"] = () => Create().Times(80, (run, _) => run.Order(OrderStatus.Denied, OrderReason.Cooldown)).Statistics(),
        ["drawdown_halt"] = () => Create().Order(OrderStatus.Denied, OrderReason.Drawdown).Statistics(),
        ["margin_short"] = () => Create().Order(OrderStatus.Rejected, OrderReason.InsufficientMargin).Statistics(),
        ["size_too_small"] = () => Create().Times(9, (run, _) => run.Order(OrderStatus.Denied, OrderReason.BelowMinQuantity)).Statistics(),
        ["sizes_capped"] = () => Create().Times(12, (run, _) => run.Order(OrderStatus.Filled, filled: 1, sizing: Capped)).Statistics(),
        ["path_dependent"] = () => Flagged(FillFlags.PathDependent, 10),
        ["entry_bar_fills"] = () => Flagged(FillFlags.EntryBar, 3),
        ["gap_fills"] = () => Flagged(FillFlags.Gap, 20),
        ["limit_never_filled"] = () => Create().Times(200, (run, _) => run.Order(OrderStatus.Canceled, type: OrderType.Limit)).Statistics(),
        ["limit_always_filled"] = () => Create().Times(900, (run, _) => run.Order(OrderStatus.Filled, type: OrderType.Limit, filled: 1)).Statistics(),
        ["open_at_end"] = () => With(Create(), run => run.Result.EndCash = run.Result.EndEquity - TinyRun.Amount(5)).Statistics(),
        ["closed_by_end"] = () => Create().Only(8).Trades(trade => trade.TradeId < 4 ? trade with { ExitPurpose = OrderPurpose.EndOfRun } : trade).Statistics(),
        ["assumed_spread"] = () => Flagged(FillFlags.AssumedSpread, 1),
    };

    private static RunStatistics Flagged(FillFlags flag, int every)
    {
        var run = Create();
        for (var i = 0; i < run.Result.Fills.Count; i += every) run.Result.Fills[i] = run.Result.Fills[i] with { Flags = flag };
        return run.Statistics();
    }

    private static TinyRun With(TinyRun run, Action<TinyRun> change)
    {
        change(run);
        return run;
    }
}
