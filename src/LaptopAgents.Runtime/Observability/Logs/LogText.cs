using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Writes log lines: as JSON for programs, as text for people.</summary>
internal sealed class LogText(string sessionId, SecretScrubber scrubber)
{
    private const string OriginalFormat = "{OriginalFormat}";

    // A line is for files and terminals, never for a page: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>One JSON object: <c>ts</c>, <c>level</c>, <c>event</c>, the event's own fields in snake case, <c>session_id</c>, <c>msg</c>.</summary>
    public string Json(LogLine line)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("ts", TimeOf(line.Time.UtcDateTime));
            json.WriteString("level", LevelOf(line.Level));
            json.WriteString("event", line.Event);
            foreach (var (name, value) in line.Fields)
                if (value is not null && name != OriginalFormat && name != "SessionId") WriteField(json, Words.Snake(name), value);
            json.WriteString("session_id", sessionId);
            json.WriteString("msg", scrubber.Scrub(line.Message));
            if (line.Error is { } error)
            {
                json.WriteString("error", error.GetType().Name);
                json.WriteString("detail", scrubber.Scrub(error.ToString()));
            }

            json.WriteEndObject();
        }

        return scrubber.Scrub(Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    /// <summary>One line to read: time of day, level, words.</summary>
    public string Text(LogLine line)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{line.Time.UtcDateTime:HH:mm:ss} {LevelOf(line.Level),-7} {line.Message}");
        return scrubber.Scrub((line.Error is { } error ? $"{text}: {error.GetType().Name}: {error.Message}" : text).ReplaceLineEndings(" "));
    }

    private void WriteField(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case decimal number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case int number: json.WriteNumber(name, number); break;
            // JSON has no word for what is not a number.
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case DateTime time: json.WriteString(name, TimeOf(time)); break;
            // Scrubbed before it is escaped, because a value may be JSON itself.
            default: json.WriteString(name, scrubber.Scrub(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")); break;
        }
    }

    private static string TimeOf(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Critical => "CRITICAL",
        _ => "ERROR",
    };
}
