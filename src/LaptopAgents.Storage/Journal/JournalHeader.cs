using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Which events a journal holds.</summary>
public enum JournalScope
{
    /// <summary>What happened to the account: execution reports, funding payments, operator commands, and the commands sent.</summary>
    Orders,

    /// <summary>Market events too: everything that a replay needs.</summary>
    All,
}

/// <summary>The first line of a journal: what the lines after it refer to.</summary>
/// <param name="Session">The session's prefix in order ids.</param>
/// <param name="Interval">Base bar interval.</param>
/// <param name="Symbols">By instrument index.</param>
public sealed record JournalHeader(uint Session, Duration Interval, IReadOnlyList<string> Symbols, JournalScope Scope)
{
    /// <summary>Version of the lines' form. A reader refuses any other.</summary>
    public const int FormatVersion = 1;

    /// <summary>Version of a session's lines, which carry numbers, state hashes and a chain.</summary>
    public const int SessionFormatVersion = 2;

    private const string AllWord = "all";
    private const string OrdersWord = "orders";

    public static JournalHeader For(uint session, Duration interval, IReadOnlyList<Instrument> instruments, JournalScope scope)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        var symbols = new string[instruments.Count];
        foreach (var instrument in instruments) symbols[instrument.Id.Index] = instrument.Symbol;
        return new JournalHeader(session, interval, symbols, scope);
    }

    /// <summary>All that a replay needs besides the lines; null in a journal that only tells what happened.</summary>
    public SessionFacts? Facts { get; init; }

    internal byte[] ToLine()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("journal", Facts is null ? FormatVersion : SessionFormatVersion);
            json.WriteNumber("session", Session);
            json.WriteNumber("interval_ns", Interval.Nanos);
            json.WriteString("scope", Scope == JournalScope.All ? AllWord : OrdersWord);
            json.WriteStartArray("symbols");
            foreach (var symbol in Symbols) json.WriteStringValue(symbol);
            json.WriteEndArray();
            if (Facts is { } facts) SessionFactsJson.Write(json, facts);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <exception cref="JournalFormatException">The line is not a header of this version.</exception>
    internal static JournalHeader Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var json = JsonDocument.ParseValue(ref reader);
            var root = json.RootElement;
            var version = root.GetProperty("journal").GetInt32();
            if (version is not (FormatVersion or SessionFormatVersion))
                throw new JournalFormatException(
                    1, $"The journal has format {version}; this program reads the formats {FormatVersion} and {SessionFormatVersion}.");
            var symbols = root.GetProperty("symbols").EnumerateArray().Select(symbol => symbol.GetString() ?? "").ToArray();
            var scope = root.GetProperty("scope").GetString() switch
            {
                AllWord => JournalScope.All,
                OrdersWord => JournalScope.Orders,
                _ => throw new FormatException("The scope is unknown."),
            };
            var interval = new Duration(root.GetProperty("interval_ns").GetInt64());
            return new JournalHeader(root.GetProperty("session").GetUInt32(), interval, symbols, scope)
            {
                Facts = version == SessionFormatVersion ? SessionFactsJson.Read(root) : null,
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JournalFormatException(1, "The first line is not a journal's header.", error);
        }
    }
}
