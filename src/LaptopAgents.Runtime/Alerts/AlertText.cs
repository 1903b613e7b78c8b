using System.Text;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Alerts;

/// <summary>An alert in the words that a person gets.</summary>
internal static class AlertText
{
    // Telegram takes 4,096 characters, Discord 2,000.
    private const int Longest = 1_900;

    public static string Of(Alert alert)
    {
        var sign = alert.IsOver ? "✅" : alert.Severity == AlertSeverity.Critical ? "🛑" : "⚠️";
        var text = new StringBuilder().Append(sign).Append(' ').Append(alert.Title).Append('\n');
        if (alert.Detail.Length > 0) text.Append(alert.Detail).Append('\n');
        text.Append(alert.Session).Append(", ").Append(alert.Time);
        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest) + "…";
    }
}
