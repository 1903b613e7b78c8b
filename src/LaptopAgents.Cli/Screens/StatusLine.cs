using System.Text;
using System.Text.Json;
using LaptopAgents.Runtime.Observability;

namespace LaptopAgents.Cli.Screens;

/// <summary>A session in one line of JSON, in the form of the log's lines.</summary>
internal static class StatusLine
{
    public static void Write(Heartbeat beat, SessionVerdict verdict, TextWriter to)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("ts", beat.Written.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("level", verdict.IsWell ? "INFO" : "WARNING");
            json.WriteString("event", "session_status");
            json.WriteString("condition", verdict.Condition.ToString().ToLowerInvariant());
            json.WriteNumber("equity", beat.Account.Equity);
            json.WriteNumber("today", beat.Account.Today);
            if (beat.DataAgeSec is { } age) json.WriteNumber("data_age_sec", Math.Round(age, 3));
            json.WriteString("trading", beat.Trading);
            json.WriteNumber("events", beat.Events);
            json.WriteNumber("live_orders", beat.Orders.Count);
            json.WriteStartObject("positions");
            foreach (var view in beat.Instruments) json.WriteNumber(view.Symbol, view.Position);
            json.WriteEndObject();
            json.WriteStartObject("prices");
            foreach (var view in beat.Instruments)
                if (view.Price is { } price) json.WriteNumber(view.Symbol, price);
            json.WriteEndObject();
            json.WriteStartObject("blocks");
            foreach (var view in beat.Instruments)
                if (view.Block is { } block) json.WriteString(view.Symbol, block);
            json.WriteEndObject();
            json.WriteString("session_id", beat.Session);
            json.WriteString("msg", verdict.Words);
            json.WriteEndObject();
        }

        to.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
