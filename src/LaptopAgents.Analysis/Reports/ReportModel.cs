using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>All that a report shows. Everything is given: a report reads nothing by itself.</summary>
public sealed record ReportModel
{
    /// <summary>What was run, for example <c>sweep_invalidation · BTCUSDT</c>.</summary>
    public required string Title { get; init; }

    public required RunStatistics Statistics { get; init; }

    /// <summary>Bars and funding of each instrument; those without bars are left out of the candle charts.</summary>
    public required IReadOnlyList<InstrumentHistory> Histories { get; init; }

    /// <summary>Currency of all amounts.</summary>
    public string Quote { get; init; } = "USDT";

    /// <summary>The market was made by a generator. Said loudly.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Quality grade of the data, for example <c>A</c>; null when it was not graded.</summary>
    public string? DataGrade { get; init; }

    /// <summary>Hash over the resolved settings, data, build and strategy.</summary>
    public required string ManifestHash { get; init; }

    /// <summary>The manifest, as names and values.</summary>
    public IReadOnlyList<ReportFact> Manifest { get; init; } = [];

    /// <summary>What is known about the data: one line for each set or problem.</summary>
    public IReadOnlyList<string> DataQuality { get; init; } = [];

    /// <summary>What the simulation had to assume, and how many fills or settlements depended on it.</summary>
    public IReadOnlyList<ReportAssumption> Assumptions { get; init; } = [];

    /// <summary>The same run under other assumptions about fills, for the band around the equity curve; empty when there is none.</summary>
    public IReadOnlyList<FillVariant> FillVariants { get; init; } = [];

    /// <summary>A session beside a backtest of it; null for a run that was compared with nothing.</summary>
    public ParityReport? Parity { get; init; }

    /// <summary>Settings that differ from their defaults.</summary>
    public IReadOnlyList<SettingDifference> Settings { get; init; } = [];

    /// <summary>Program and version, for the foot of the page.</summary>
    public string Product { get; init; } = "LaptopAgents";

    internal RunResult Result => Statistics.Result;
}

/// <summary>A name and what it stands for.</summary>
public readonly record struct ReportFact(string Name, string Value);

/// <param name="Text">The assumption in plain words.</param>
/// <param name="Count">How often it was needed.</param>
public readonly record struct ReportAssumption(string Text, long Count);

/// <summary>What another reading of the same bars would have given.</summary>
/// <param name="Name">The reading in a word or two.</param>
/// <param name="Text">What it assumes.</param>
public sealed record FillVariant(string Name, string Text, RunResult Result);

/// <param name="Origin">Where the value was set, for example <c>backtest.yaml:12</c>.</param>
public readonly record struct SettingDifference(string Key, string Default, string Value, string Origin);
