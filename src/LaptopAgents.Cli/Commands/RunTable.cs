using System.Globalization;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using Spectre.Console;

namespace LaptopAgents.Cli.Commands;

/// <summary>The short table of a run: where the money went, and how it was earned.</summary>
internal static class RunTable
{
    public static Table Of(RunResult result, RunStatistics statistics)
    {
        var costs = statistics.Costs;
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false };
        table.AddColumn("");
        table.AddColumn(new TableColumn("").RightAligned());
        table.AddColumn("");
        table.AddColumn(new TableColumn("").RightAligned());
        Row("start equity", Amount(result.StartEquity), "trades", Count(result.Trades.Count));
        Row("end equity", Amount(result.EndEquity), "win rate", Percent(statistics.WinRate * 100));
        Row("net result", Colour(costs.Net), "profit factor", Ratio(statistics.ProfitFactor));
        Row("gross", Amount(costs.Gross), "max drawdown", Percent(statistics.MaxDrawdownPercent));
        Row("fees", Amount(-costs.Fees), "Sharpe", Ratio(statistics.Sharpe));
        Row("funding", Amount(costs.Funding), "Sortino", Ratio(statistics.Sortino));
        Row("spread, slippage", Amount(-(costs.SpreadCost + costs.SlippageCost)), "exposure", Percent(statistics.ExposurePercent));
        // Positions that stay open at the end: without their result start and end would not fit together.
        var open = result.EndEquity - result.StartEquity - costs.Net;
        if (!open.IsZero) Row("open result", Amount(open), "", "");
        return table;

        void Row(params string[] cells) => table.AddRow(cells);
    }

    private static string Colour(Money value) => $"[{(value.IsNegative ? "red" : "green")}]{Amount(value)}[/]";

    private static string Amount(Money value) => value.ToDecimal().ToString("N2", CultureInfo.InvariantCulture);

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double? value) => value?.ToString("0.0' %'", CultureInfo.InvariantCulture) ?? "–";

    private static string Ratio(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
}
