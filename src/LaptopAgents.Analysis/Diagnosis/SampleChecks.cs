using System.Globalization;
using static LaptopAgents.Analysis.Severity;

namespace LaptopAgents.Analysis;

/// <summary>Is there enough to judge by?</summary>
internal static class SampleChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("no_trades", Serious, "No trades",
            static run => run.Trades.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"The run saw {run.Result.Bars} bars and closed no trade.") : null,
            "Either the rules never met the market, or every order was refused.",
            "Look at the refusals below; then loosen one condition at a time, or run over more days."),
    ];
}
