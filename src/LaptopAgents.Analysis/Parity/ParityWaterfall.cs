using System.Globalization;
using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>The way from one end equity to the other as text, cause by cause, with a bar for each.</summary>
public static class ParityWaterfall
{
    private const int Width = 40;

    /// <param name="from">Name of the side to begin with (the second of the comparison).</param>
    /// <param name="to">Name of the side to end with.</param>
    public static IReadOnlyList<string> Lines(ParityReport report, string from, string to)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (low, high, at) = (0L, 0L, 0L);
        foreach (var cause in ParityCauses.All)
        {
            at += report.Sums[cause].Raw;
            (low, high) = (Math.Min(low, at), Math.Max(high, at));
        }

        var lines = new List<string> { Line(from, report.BacktestEnd.ToString(), "") };
        at = 0;
        foreach (var cause in ParityCauses.All)
        {
            var amount = report.Sums[cause];
            if (amount.IsZero) continue;
            var next = at + amount.Raw;
            lines.Add(Line(ParityCauses.Name(cause), (amount.IsNegative ? "" : "+") + amount, Bar(at - low, next - low, high - low)));
            at = next;
        }

        lines.Add(Line(to, report.SessionEnd.ToString(), ""));
        return lines;
    }

    private static string Line(string name, string amount, string bar) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-14} {amount,20}  {bar}").TrimEnd();

    private static string Bar(long from, long to, long span)
    {
        var (first, last) = (Place(Math.Min(from, to), span), Place(Math.Max(from, to), span));
        return new StringBuilder().Append(' ', first).Append(to >= from ? '█' : '░', Math.Max(1, last - first)).ToString();
    }

    private static int Place(long value, long span) => span == 0 ? 0 : (int)((Int128)value * Width / span);
}
