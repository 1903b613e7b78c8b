using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>Reads <c>latency_ms=200,slippage_bps=5</c> as changes of a recorded session's assumptions.</summary>
internal static class WhatIf
{
    private const string Fills = "broker.fill_model.";

    // What an answer to "what if" may depend on: how the venue fills and charges, how much is traded, and on what signals.
    private static readonly string[] Sections = [Fills, "broker.fees.", "broker.margin.", "broker.funding.", "trading.", "strategy.params."];

    private static readonly string[] Latencies = ["latency_submit_ms", "latency_cancel_ms", "latency_modify_ms", "latency_out_ms"];

    /// <returns>The changed configuration, and the changes with whole keys.</returns>
    /// <exception cref="ConfigException">A key is not known, stands for several, or has a value that cannot be used.</exception>
    public static (ResolvedConfig Resolved, IReadOnlyList<(string Key, string Value)> Changes) Apply(SessionFacts facts, string text)
    {
        var recorded = RecordedConfig.Load(facts).Entries.Where(entry => Sections.Any(section => entry.Key.StartsWith(section, StringComparison.Ordinal)))
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var changes = new OrderedDictionary<string, string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw Problem(part, "is no KEY=VALUE, such as latency_ms=200");
            changes[KeyOf(part[..equals].Trim(), recorded.Keys)] = part[(equals + 1)..].Trim();
        }

        if (changes.Count == 0) throw Problem("--what-if", "names nothing to change; give KEY=VALUE, such as latency_ms=200");
        Complete(changes, recorded);
        var resolved = RecordedConfig.Load(facts, [.. changes.Select(change => $"{change.Key}={change.Value}")]);
        return (resolved, [.. changes.Select(change => (change.Key, change.Value))]);
    }

    // A record spells out every default, also those that follow another key; and a number means nothing while its model is off.
    private static void Complete(OrderedDictionary<string, string> changes, Dictionary<string, string?> recorded)
    {
        if (changes.TryGetValue(Fills + "latency_ms", out var latency))
            foreach (var name in Latencies) changes.TryAdd(Fills + name, latency);
        if (changes.Keys.Any(key => key.StartsWith(Fills + "latency_", StringComparison.Ordinal) && key.EndsWith("_ms", StringComparison.Ordinal)))
            TurnOn("latency_model", "fixed");
        if (changes.ContainsKey(Fills + "slippage_bps")) TurnOn("slippage_model", "fixed_bps");
        if (changes.ContainsKey(Fills + "spread_bps")) TurnOn("spread_model", "fixed");

        void TurnOn(string model, string value)
        {
            if (recorded.GetValueOrDefault(Fills + model) == "none") changes.TryAdd(Fills + model, value);
        }
    }

    private static string KeyOf(string name, IEnumerable<string> known)
    {
        string[] all = [.. known];
        if (all.Contains(name, StringComparer.Ordinal)) return name;
        string[] found = [.. all.Where(key => key.EndsWith("." + name, StringComparison.Ordinal))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw Problem(name, $"is not a setting that a recorded session can be run again with; such are the keys of {string.Join(", ", Sections.Select(section => section.TrimEnd('.')))}"),
            _ => throw Problem(name, $"stands for several settings: {string.Join(", ", found)}; write more of the key"),
        };
    }

    private static ConfigException Problem(string key, string text) => new([new ConfigProblem("--what-if", key, text)]);
}
