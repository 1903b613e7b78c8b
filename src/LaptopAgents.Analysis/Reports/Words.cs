using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Names of the domain in the words of a reader.</summary>
internal static class Words
{
    public static string Of(OrderPurpose purpose) => purpose switch
    {
        OrderPurpose.Entry => "Entry",
        OrderPurpose.SignalExit => "Signal",
        OrderPurpose.StopLoss => "Stop loss",
        OrderPurpose.TakeProfit => "Target",
        OrderPurpose.TrailingStop => "Trailing stop",
        OrderPurpose.TimeStop => "Time stop",
        OrderPurpose.Liquidation => "Liquidation",
        OrderPurpose.Flatten => "Flattened",
        _ => "End of run",
    };

    /// <summary>A reason code as words: <c>DailyLoss</c> becomes <c>daily loss</c>.</summary>
    public static string Of(OrderReason reason) => Lower(reason.ToString());

    /// <summary>A status as words: <c>PartiallyFilled</c> becomes <c>partially filled</c>.</summary>
    public static string Of(OrderStatus status) => Lower(status.ToString());

    public static string Of(StatisticGroup group) => group switch
    {
        StatisticGroup.Return => "Return",
        StatisticGroup.Risk => "Risk",
        StatisticGroup.RiskAdjusted => "Return for risk",
        StatisticGroup.Trade => "Trades",
        StatisticGroup.Side => "Long and short",
        StatisticGroup.Time => "Time",
        StatisticGroup.Cost => "Costs",
        StatisticGroup.Execution => "Execution",
        _ => "Account",
    };

    public static string Of(SampleKind sample) => sample switch
    {
        SampleKind.Trades => "trades",
        SampleKind.Days => "days",
        SampleKind.Months => "months",
        SampleKind.Orders => "orders",
        _ => "",
    };

    private static string Lower(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0) text.Append(' ');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
