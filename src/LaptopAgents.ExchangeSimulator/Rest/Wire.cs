using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Values as the exchange writes them: decimals, ids and times are text.</summary>
internal static class Wire
{
    public static void Amount(this Utf8JsonWriter json, string name, long raw) => json.WriteString(name, FixedPoint.Format(raw));

    public static void Amount(this Utf8JsonWriter json, string name, Money amount) => json.Amount(name, amount.Raw);

    public static void Amount(this Utf8JsonWriter json, string name, decimal value) => json.WriteString(name, Plain(value));

    /// <summary>A price or quantity as an element of an array.</summary>
    public static void Element(this Utf8JsonWriter json, long raw, bool asNumber)
    {
        if (asNumber) json.WriteRawValue(FixedPoint.Format(raw));
        else json.WriteStringValue(FixedPoint.Format(raw));
    }

    public static void Value(this Utf8JsonWriter json, string name, string text, bool asNumber)
    {
        json.WritePropertyName(name);
        if (asNumber) json.WriteRawValue(text);
        else json.WriteStringValue(text);
    }

    /// <summary>Milliseconds since the epoch.</summary>
    public static void Ms(this Utf8JsonWriter json, string name, long nanos, Quirks quirks) =>
        json.Value(name, (nanos / 1_000_000).ToString(CultureInfo.InvariantCulture), quirks.NumericTimes);

    public static void Id(this Utf8JsonWriter json, string name, long id) => json.WriteString(name, id.ToString(CultureInfo.InvariantCulture));

    public static void TextOrNull(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is null) json.WriteNull(name);
        else json.WriteString(name, text);
    }

    public static void AmountOrNull(this Utf8JsonWriter json, string name, long raw)
    {
        if (raw == 0) json.WriteNull(name);
        else json.Amount(name, raw);
    }

    /// <summary>Whole seconds as ISO 8601: how public pushes tell times.</summary>
    public static string Iso(long nanos) =>
        new Timestamp(nanos).ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Nanoseconds as ISO 8601: how private pushes tell times.</summary>
    public static string IsoNanos(long nanos) =>
        new Timestamp(nanos).ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        + string.Create(CultureInfo.InvariantCulture, $".{nanos % 1_000_000_000:000000000}Z");

    /// <summary>A decimal without an exponent and without trailing zeros.</summary>
    public static string Plain(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
