namespace LaptopAgents.Analysis;

/// <summary>Where a statistic stands in the report.</summary>
public enum StatisticGroup : byte
{
    Return,
    Risk,
    RiskAdjusted,
    Trade,
    Side,
    Time,
    Cost,
    Execution,
    Account,
}

/// <summary>What a statistic's number means.</summary>
public enum StatisticUnit : byte
{
    /// <summary>Quote currency.</summary>
    Amount,

    /// <summary>Percent: 12.5 means 12.5 %.</summary>
    Percent,
    Ratio,
    Count,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Seconds.</summary>
    Seconds,
    BasisPoints,

    /// <summary>Multiples of the risk taken at entry.</summary>
    R,
}

/// <summary>What a statistic is reckoned from, for the judgement whether there is enough of it.</summary>
public enum SampleKind : byte
{
    /// <summary>A plain fact: any amount is enough.</summary>
    Fact,
    Trades,
    Days,
    Months,
    Orders,
}

/// <summary>One number about a run, with what a reader needs to judge it.</summary>
/// <param name="Key">Stable name, as in <c>stats.json</c>.</param>
/// <param name="Value">Null where the number does not exist (no trades, a division by zero). Never NaN or infinite.</param>
/// <param name="Exact">The exact amount, where the number is one.</param>
/// <param name="Formula">How it is reckoned, in words.</param>
/// <param name="SampleNeeded">How many of <paramref name="Sample"/> it takes to mean something.</param>
/// <param name="SampleSize">How many there were.</param>
public sealed record Statistic(
    StatisticGroup Group, string Key, string Label, double? Value, decimal? Exact, StatisticUnit Unit, string Formula,
    SampleKind Sample, int SampleNeeded, int SampleSize)
{
    public bool IsSufficient => SampleSize >= SampleNeeded;
}
