using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Bars of one instrument as columns, oldest first. Missing bars are missing: nothing is filled in.</summary>
public interface IBarSource
{
    int Count { get; }

    /// <summary>Opening times, nanoseconds since the Unix epoch.</summary>
    ReadOnlySpan<long> OpenUnixNanos { get; }

    /// <summary>Prices and volumes in 10⁻⁸ units.</summary>
    ReadOnlySpan<long> RawOpen { get; }

    ReadOnlySpan<long> RawHigh { get; }

    ReadOnlySpan<long> RawLow { get; }

    ReadOnlySpan<long> RawClose { get; }

    ReadOnlySpan<long> RawVolume { get; }
}

/// <summary>A funding rate that settled in the data, whether or not a position was held.</summary>
/// <param name="Rate">Fraction of notional; longs pay when positive.</param>
public readonly record struct FundingPoint(Timestamp Time, Rate Rate);

/// <summary>The market that one instrument's results are measured against.</summary>
/// <param name="Funding">In time order; empty when the data has none.</param>
public sealed record InstrumentHistory(Instrument Instrument, IBarSource Bars, IReadOnlyList<FundingPoint> Funding);
