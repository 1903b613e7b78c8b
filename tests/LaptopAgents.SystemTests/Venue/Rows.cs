using System.Globalization;
using System.Text.Json;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>Members of the exchange's answers.</summary>
internal static class Rows
{
    public static decimal Number(this JsonElement row, string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.Number } number
        ? number.GetDecimal() : decimal.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    public static string? Text(this JsonElement row, string name) => row.GetProperty(name).GetString();

    /// <summary>What a private push is: channel, event, status.</summary>
    public static string Summary(JsonElement push)
    {
        var data = push.GetProperty("data");
        var what = data.TryGetProperty("event", out var named) ? named.GetString() : "";
        var status = data.TryGetProperty("orderStatus", out var order) ? order.GetString() : data.TryGetProperty("status", out var stop) ? stop.GetString() : "";
        return $"{push.GetProperty("ch").GetString()} {what} {status}".Trim();
    }
}
