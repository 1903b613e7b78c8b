using System.Buffers;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>A comparison as JSON. Amounts are exact decimals; an order that only one side gave is null on the other.</summary>
public static class ParityJson
{
    /// <param name="report">The comparison; null when the replay differed and nothing was compared.</param>
    public static void Write(IBufferWriter<byte> output, string session, long events, int differences, ParityReport? report)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("session", session);
        json.WriteStartObject("replay");
        json.WriteNumber("events", events);
        json.WriteNumber("differences", differences);
        json.WriteEndObject();
        if (report is not null)
        {
            json.WriteStartObject("backtest");
            WriteBody(json, report, "session", "backtest");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Writes the fields of a comparison into an object that is open.</summary>
    /// <param name="left">Name of the first side.</param>
    /// <param name="right">Name of the second.</param>
    public static void WriteBody(Utf8JsonWriter json, ParityReport report, string left, string right)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteBoolean("same", report.IsSame);
        Number(json, $"{left}_end_equity", report.SessionEnd);
        Number(json, $"{right}_end_equity", report.BacktestEnd);
        Number(json, "difference", report.Difference);
        json.WriteStartObject("causes");
        foreach (var cause in ParityCauses.All) Number(json, ParityCauses.Key(cause), report.Sums[cause]);
        json.WriteEndObject();
        json.WriteStartObject("of_which_knock_on");
        foreach (var cause in ParityCauses.All)
            if (!report.Followed[cause].IsZero) Number(json, ParityCauses.Key(cause), report.Followed[cause]);
        json.WriteEndObject();
        json.WriteNumber("revised_bars", report.RevisedBars);
        json.WriteNumber("missing_bars", report.MissingBars);
        json.WriteNumber("orders_matched", report.Matched);
        json.WriteNumber($"orders_only_{left}", report.OnlySession);
        json.WriteNumber($"orders_only_{right}", report.OnlyBacktest);
        json.WriteStartArray("lines");
        foreach (var line in report.Lines)
            if (line.Differs) WriteLine(json, line, left, right);
        json.WriteEndArray();
    }

    private static void WriteLine(Utf8JsonWriter json, ParityLine line, string left, string right)
    {
        json.WriteStartObject();
        json.WriteString("time", line.Time.ToString());
        json.WriteNumber("instrument", line.Instrument.Index);
        json.WriteString("what", line.What);
        json.WriteBoolean("knock_on", line.IsKnockOn);
        Number(json, "difference", line.Amounts.Total);
        json.WriteStartObject("causes");
        foreach (var cause in ParityCauses.All)
            if (!line.Amounts[cause].IsZero) Number(json, ParityCauses.Key(cause), line.Amounts[cause]);
        json.WriteEndObject();
        WriteOrder(json, left, line.Session);
        WriteOrder(json, right, line.Backtest);
        json.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter json, string name, ParityOrder? order)
    {
        if (order is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("side", order.Side == Side.Buy ? "buy" : "sell");
        json.WriteString("status", Words.Of(order.Status));
        if (order.Reason != OrderReason.None) json.WriteString("reason", Words.Of(order.Reason));
        json.WriteNumber("qty", Exact(order.Ordered.ToDecimal()));
        json.WriteNumber("filled_qty", Exact(order.Filled.ToDecimal()));
        if (!order.Filled.IsZero)
        {
            json.WriteNumber("avg_price", Exact(order.AveragePrice.ToDecimal()));
            json.WriteString("first_fill", order.FirstFill.ToString());
            json.WriteString("last_fill", order.LastFill.ToString());
        }

        json.WriteNumber("fees", Exact(order.Fees.ToDecimal()));
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string key, Money amount) => json.WriteNumber(key, Exact(amount.ToDecimal()));

    private static decimal Exact(decimal value) => value / 1.0000000000000000000000000000m;
}
