using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Cli.Commands;

/// <summary>Why a run hardly traded: an empty table of results gives no reason.</summary>
internal static class RefusalLine
{
    /// <summary>How many orders were refused, and why most of them; null unless nothing was filled or refusals outnumber the fills.</summary>
    public static string? Of(RunResult result)
    {
        var counts = new SortedDictionary<OrderReason, int>();
        foreach (var order in result.Orders)
            if (order.Status is OrderStatus.Denied or OrderStatus.Rejected) counts[order.Reason] = counts.GetValueOrDefault(order.Reason) + 1;
        var refused = counts.Values.Sum();
        if (refused <= result.Fills.Count) return null;
        var (reason, most) = counts.MaxBy(entry => entry.Value);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{refused:N0} of {result.Orders.Count:N0} orders, most often for {Word(reason)} ({most:N0}){Remedy(reason)}; the table of orders has the reason of each");
    }

    private static string Remedy(OrderReason reason) => reason switch
    {
        OrderReason.InsufficientMargin =>
            ": the account cannot put up the margin and the fee. Raise broker.margin.leverage above trading.max_leverage, or trade smaller",
        OrderReason.MissingStop => ": the strategy gives no stop. Give it one, or set trading.require_stop=false",
        OrderReason.BelowMinQuantity or OrderReason.BelowMinNotional =>
            ": the size is below the venue's smallest order. Raise trading.risk_pct, trading.starting_equity, or the limits on size",
        OrderReason.RewardToRisk => ": the target is too near for trading.rr_min",
        OrderReason.DailyLoss => ": trading.max_daily_loss_usd was reached",
        OrderReason.Drawdown => ": trading.max_drawdown_pct was reached",
        OrderReason.FundingGate => ": the funding rate was beyond trading.no_trade_funding",
        _ => "",
    };

    private static string Word(OrderReason reason) =>
        string.Concat(reason.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
