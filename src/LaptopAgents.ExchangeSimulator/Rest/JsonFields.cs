using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Members of a request's body. Text and numbers stand for each other, as clients send either.</summary>
internal static class JsonFields
{
    /// <summary>A member as text; null when it is absent, null or empty.</summary>
    public static string? Text(this JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value)) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public static bool Flag(this JsonElement body, string name) =>
        string.Equals(body.Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A plain decimal of at most eight places that is not negative; false for anything else.</summary>
    public static bool TryRaw(string text, out long raw)
    {
        const System.Globalization.NumberStyles plain = System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign;
        raw = 0;
        if (!decimal.TryParse(text, plain, System.Globalization.CultureInfo.InvariantCulture, out var value)) return false;
        if (Math.Abs(value) > 90_000_000_000m || decimal.Round(value, 8) != value) return false;
        raw = FixedPoint.FromDecimalExact(value);
        return true;
    }
}
