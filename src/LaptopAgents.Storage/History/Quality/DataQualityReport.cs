using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>How far a set of bars can be trusted, from best to worst. The rules are those of <see cref="DataQuality"/>.</summary>
public enum DataGrade
{
    A,
    B,
    C,
    D,
    F,
}

/// <summary>What was found in a set of bars and its funding.</summary>
public sealed record DataQualityReport
{
    public required DataGrade Grade { get; init; }

    /// <summary>Why the grade is not better, one sentence each; empty for an A.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required int Bars { get; init; }

    public required Timestamp From { get; init; }

    /// <summary>Close of the last bar.</summary>
    public required Timestamp To { get; init; }

    public required IReadOnlyList<DataGap> Gaps { get; init; }

    public required long MissingBars { get; init; }

    /// <summary>Rows whose time is that of the row before.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Rows whose time is before that of the row before.</summary>
    public required int OutOfOrder { get; init; }

    /// <summary>Bars that do not open on a multiple of the interval.</summary>
    public required int Misaligned { get; init; }

    /// <summary>Bars whose open or close is outside their range, whose high is under their low, or with a price that is not positive.</summary>
    public required int OhlcViolations { get; init; }

    public required int ZeroVolumeBars { get; init; }

    public required int LongestZeroVolumeRun { get; init; }

    /// <summary>Bars equal to the one before in all four prices and in a volume that is not zero, at least the third in a row.</summary>
    public required int StaleBars { get; init; }

    /// <summary>Bars whose return is more than <see cref="DataQuality.OutlierDistance"/> robust deviations from the usual.</summary>
    public required int Outliers { get; init; }

    public required int FundingSettlements { get; init; }

    /// <summary>Settlements that the data's own interval says are missing inside the range of the bars.</summary>
    public required int FundingHoles { get; init; }

    /// <summary>The interval between settlements that occurs most; null when there are fewer than two.</summary>
    public required Duration? FundingInterval { get; init; }

    /// <summary>The missing part of all bars that the range has room for, as a fraction.</summary>
    public double MissingShare => Bars == 0 ? 0 : MissingBars / (double)(Bars + MissingBars);
}
