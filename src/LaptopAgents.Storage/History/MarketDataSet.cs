using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Everything that a run needs of one symbol: bars, funding, rules, and how good the data are.</summary>
public sealed record MarketDataSet
{
    public required Instrument Instrument { get; init; }

    public required BarInterval Interval { get; init; }

    public required BarSeries Bars { get; init; }

    /// <summary>Settlements from the first bar's opening to the last bar's close, both included.</summary>
    public required FundingSeries Funding { get; init; }

    /// <summary>The grade of exactly these bars.</summary>
    public required DataQualityReport Quality { get; init; }

    /// <summary>The ticks that the bars were built from; null when the bars are all there is.</summary>
    public TickRecording? Recording { get; init; }

    /// <summary>How much less this is than what was asked for; null when it is all of it.</summary>
    public DataShortfall? Shortfall { get; init; }

    public IReadOnlyList<DataGap> Gaps => Quality.Gaps;

    /// <summary>The bars were made by a generator: every output must say so.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>The instrument's tick, lot or fees were not known for this symbol but assumed.</summary>
    public required bool IsInstrumentAssumed { get; init; }

    /// <summary>Where the bars came from, in words.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 over the hashes of the files read, the funding file, and the range asked for; lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The files read, relative to the catalog, with their SHA-256.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Files { get; init; }

    public Timestamp From => Bars.OpenTime(0);

    /// <summary>Close of the last bar.</summary>
    public Timestamp To => Bars.OpenTime(Bars.Count - 1) + Interval.Length;
}
