using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LaptopAgents.Bitunix;

/// <summary>Counts what the venue sent beyond what is known. A new field must be noticed, and must not stop anything.</summary>
public sealed class WireNotes
{
    private const int MostNames = 256;
    private static readonly Meter s_meter = new("LaptopAgents.Bitunix");
    private static readonly Counter<long> s_unknown = s_meter.CreateCounter<long>("la_bitunix_unknown_fields_total", description: "Fields that no parser knows.");
    private static readonly Counter<long> s_malformed = s_meter.CreateCounter<long>("la_bitunix_malformed_messages_total", description: "Messages that could not be understood.");
    private readonly ConcurrentDictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private long _malformed;

    /// <summary>How often each unknown field (<c>kline.newField</c>) came, by name. At most 256 names are kept; the metric counts all.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> UnknownFields => [.. _unknown.OrderBy(entry => entry.Key, StringComparer.Ordinal)];

    /// <summary>Messages that could not be understood.</summary>
    public long Malformed => Interlocked.Read(ref _malformed);

    internal void Unknown(string shape, string field)
    {
        s_unknown.Add(1, new KeyValuePair<string, object?>("message", shape));
        var name = $"{shape}.{(field.Length > 40 ? field[..40] : field)}";
        if (_unknown.ContainsKey(name) || _unknown.Count < MostNames) _unknown.AddOrUpdate(name, 1, (_, count) => count + 1);
    }

    internal void MalformedMessage(string shape)
    {
        Interlocked.Increment(ref _malformed);
        s_malformed.Add(1, new KeyValuePair<string, object?>("message", shape));
    }
}
