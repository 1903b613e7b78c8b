using System.Globalization;

namespace LaptopAgents.Analysis;

/// <summary>A table cell whose colour tells sign and size; the number stands in it, so colour is never the only sign.</summary>
internal static class HeatCell
{
    /// <param name="largest">Magnitude that gets the full colour.</param>
    public static void Write(HtmlWriter html, double value, double largest, string text, string title)
    {
        var strength = largest > 0 ? Math.Min(1, Math.Sqrt(Math.Abs(value) / largest)) : 0;
        var percent = ((int)Math.Round(strength * 78)).ToString(CultureInfo.InvariantCulture);
        html.Write($"<td class=\"heat {(value < 0 ? "neg" : "pos")}\" style=\"--s:{percent}%\" title=\"{title}\">{text}</td>");
    }

    public static void WriteEmpty(HtmlWriter html) => html.Raw("<td class=\"heat none\"></td>");
}
