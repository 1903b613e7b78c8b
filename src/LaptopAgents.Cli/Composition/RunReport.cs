using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;
using LaptopAgents.Strategies;

namespace LaptopAgents.Cli.Composition;

/// <summary>Gathers what a report says about the making of a run.</summary>
internal static class RunReport
{
    public static ReportModel Model(
        ResolvedConfig resolved, IReadOnlyList<MarketDataSet> markets, RunStatistics statistics, IReadOnlyList<InstrumentHistory> histories,
        Manifest manifest, VenueAssumptions assumptions, IReadOnlyList<FillVariant> variants)
    {
        var isSynthetic = markets.Any(set => set.IsSynthetic);
        var symbols = string.Join(", ", markets.Select(set => set.Instrument.Symbol));
        return new ReportModel
        {
            Title = $"{manifest.Strategy} · {symbols}{(isSynthetic ? " · SYNTHETIC" : "")}",
            Statistics = statistics,
            Histories = histories,
            IsSynthetic = isSynthetic,
            DataGrade = markets.Max(set => set.Quality.Grade).ToString(),
            ManifestHash = InputsHash(manifest),
            Manifest = Facts(manifest),
            DataQuality = [.. markets.SelectMany(Quality)],
            Assumptions = [.. assumptions.Sentences.Select(sentence => new ReportAssumption(sentence, assumptions.Fills)), .. Counted(assumptions)],
            FillVariants = variants,
            Settings = Differences(resolved),
            Product = $"LaptopAgents {manifest.Engine.Version}",
        };
    }

    /// <summary>The fill model's choices with the number of fills that rested on each.</summary>
    public static IReadOnlyList<ManifestAssumption> Assumptions(VenueAssumptions counts, FillModelConfig fills) =>
    [
        new("intrabar_path", Word(fills.IntrabarMode), counts.PathDependent),
        new("entry_bar", "acts_after_activation", counts.EntryBar),
        new("gap", "first_tradable_price", counts.Gap),
        new("limit_fill", Word(fills.LimitFill), 0),
        new("slippage_model", Word(fills.SlippageModel), counts.Fills),
        new("spread_model", Word(fills.SpreadModel), counts.AssumedSpread),
        new("partial_fills", Word(fills.PartialFills), 0),
        new("latency_model", Word(fills.LatencyModel), 0),
        new("mark_price", "last_price_where_unknown", counts.AssumedMark + counts.FundingAtAssumedMark),
    ];

    public static string ParametersHash(StrategyConfig strategy)
    {
        var text = string.Join('\n', strategy.Params.OrderBy(param => param.Key, StringComparer.Ordinal).Select(param => $"{param.Key}={param.Text}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // What went in, and nothing of when or where it ran: two reports with the same hash show the same experiment.
    private static string InputsHash(Manifest manifest)
    {
        var text = new StringBuilder();
        text.Append(manifest.ConfigHash).Append('\n').Append(manifest.Strategy).Append('\n').Append(manifest.ParametersHash).Append('\n');
        foreach (var set in manifest.DataSets) text.Append(set.Symbol).Append(' ').Append(set.Sha256).Append('\n');
        foreach (var (name, id) in manifest.Engine.Modules) text.Append(name).Append(' ').Append(id).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<ReportAssumption> Counted(VenueAssumptions counts)
    {
        yield return new("Fills that the bar's other path would have made otherwise", counts.PathDependent);
        yield return new("Fills of resting orders in the bar in which they became active", counts.EntryBar);
        yield return new("Fills beyond a trigger or limit that the market jumped over", counts.Gap);
        yield return new("Fills that paid a constant or estimated spread", counts.AssumedSpread);
        yield return new("Fills and settlements reckoned at the last price because no mark price was known", counts.AssumedMark + counts.FundingAtAssumedMark);
    }

    private static List<ReportFact> Facts(Manifest manifest)
    {
        var facts = new List<ReportFact>
        {
            new("Run", manifest.RunId),
            new("Created", manifest.Created.ToString()),
            new("Strategy", manifest.Strategy),
            new("Configuration hash", manifest.ConfigHash),
            new("Parameters hash", manifest.ParametersHash),
            new("Result hash", manifest.ResultHash),
            new("State hash", manifest.StateHash.ToString("x16", CultureInfo.InvariantCulture)),
            new("Seed", manifest.Seed.ToString(CultureInfo.InvariantCulture)),
            new("Program", manifest.Engine.Version),
        };
        facts.AddRange(manifest.DataSets.Select(set => new ReportFact($"Data {set.Symbol}", $"{set.From} to {set.To}, sha256 {set.Sha256}")));
        return facts;
    }

    private static IEnumerable<string> Quality(MarketDataSet set)
    {
        var quality = set.Quality;
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{set.Instrument.Symbol}: grade {quality.Grade}, {quality.Bars:N0} bars of {set.Interval}, {quality.Gaps.Count} gaps ({quality.MissingBars:N0} bars missing), {quality.FundingSettlements} funding settlements. Source: {set.Source}.");
        if (set.Shortfall is { } shortfall) yield return $"{set.Instrument.Symbol}: {shortfall.Describe(set)}.";
        foreach (var reason in quality.Reasons) yield return $"{set.Instrument.Symbol}: {reason}";
        if (set.IsInstrumentAssumed) yield return $"{set.Instrument.Symbol}: tick, lot and fees are assumed, not the venue's own.";
    }

    /// <summary>Settings other than their defaults.</summary>
    public static IReadOnlyList<SettingDifference> Differences(ResolvedConfig resolved)
    {
        var defaults = ConfigLoader.Defaults(resolved.Root).Entries.ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach (var parameter in StrategyCatalog.Find(resolved.Config.Strategy.Name).Parameters)
            defaults[$"strategy.params.{parameter.Key}"] = parameter.Default;
        return
        [
            .. resolved.Entries
                .Where(entry => !defaults.TryGetValue(entry.Key, out var value) || value != entry.Value)
                .Select(entry => new SettingDifference(entry.Key, defaults.GetValueOrDefault(entry.Key) ?? "", entry.Value ?? "off", entry.Origin.Place)),
        ];
    }

    private static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
