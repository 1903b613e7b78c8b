using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>How the simulated venue fills orders. A preset is already applied: every property is what counts.</summary>
public sealed record FillModelConfig
{
    /// <summary>The preset that was chosen, for showing only.</summary>
    public required Fidelity? Fidelity { get; init; }

    /// <summary>How much worse than the reference price a taker fill is.</summary>
    public required SlippageModel SlippageModel { get; init; }

    /// <summary>Base slippage in basis points of price.</summary>
    public required decimal SlippageBps { get; init; }

    /// <summary>How strongly an order's share of the volume adds to slippage.</summary>
    public required decimal ImpactCoefficient { get; init; }

    /// <summary>How strongly the bar's volatility adds to slippage.</summary>
    public required decimal VolatilityCoefficient { get; init; }

    /// <summary>Where the spread comes from.</summary>
    public required SpreadModel SpreadModel { get; init; }

    /// <summary>The whole spread in basis points of price.</summary>
    public required decimal SpreadBps { get; init; }

    /// <summary>Whether an order can fill in parts.</summary>
    public required PartialFills PartialFills { get; init; }

    /// <summary>Share of volume that can fill an order side, in percent.</summary>
    public required decimal ParticipationPct { get; init; }

    /// <summary>Chance that a fill is partial, 0 to 1.</summary>
    public required decimal PartialFillProbability { get; init; }

    /// <summary>Whether market orders too are held to <see cref="ParticipationPct"/>.</summary>
    public required bool VolumeCappedMarkets { get; init; }

    /// <summary>Which way the price went inside a bar.</summary>
    public required IntrabarMode IntrabarMode { get; init; }

    /// <summary>When a resting limit order fills.</summary>
    public required LimitFill LimitFill { get; init; }

    /// <summary>The price that triggers a stop.</summary>
    public required StopTrigger StopTrigger { get; init; }

    /// <summary>Distribution of latency.</summary>
    public required LatencyModel LatencyModel { get; init; }

    /// <summary>Half-width of the uniform distribution.</summary>
    public required TimeSpan LatencyJitter { get; init; }

    /// <summary>Standard deviation of the logarithm of the log-normal distribution.</summary>
    public required decimal LatencySigma { get; init; }

    /// <summary>Time for a new order to reach the venue.</summary>
    public required TimeSpan LatencySubmit { get; init; }

    /// <summary>Time for a cancel to reach the venue.</summary>
    public required TimeSpan LatencyCancel { get; init; }

    /// <summary>Time for a modification to reach the venue.</summary>
    public required TimeSpan LatencyModify { get; init; }

    /// <summary>Time for a report to come back.</summary>
    public required TimeSpan LatencyOut { get; init; }

    internal static FillModelConfig From(ConfigValues values) => new()
    {
        Fidelity = values.OptionalChoice(FillModelKeys.Fidelity),
        SlippageModel = values.Choice(FillModelKeys.SlippageModel),
        SlippageBps = values.Number(FillModelKeys.SlippageBps),
        ImpactCoefficient = values.Number(FillModelKeys.ImpactCoefficient),
        VolatilityCoefficient = values.Number(FillModelKeys.VolatilityCoefficient),
        SpreadModel = values.Choice(FillModelKeys.SpreadModel),
        SpreadBps = values.Number(FillModelKeys.SpreadBps),
        PartialFills = values.Choice(FillModelKeys.PartialFills),
        ParticipationPct = values.Number(FillModelKeys.ParticipationPct),
        PartialFillProbability = values.Number(FillModelKeys.PartialFillProbability),
        VolumeCappedMarkets = values.Bool(FillModelKeys.VolumeCappedMarkets),
        IntrabarMode = values.Choice(FillModelKeys.IntrabarMode),
        LimitFill = values.Choice(FillModelKeys.LimitFill),
        StopTrigger = values.Choice(FillModelKeys.StopTrigger),
        LatencyModel = values.Choice(LatencyKeys.Model),
        LatencyJitter = values.Milliseconds(LatencyKeys.JitterMs),
        LatencySigma = values.Number(LatencyKeys.Sigma),
        LatencySubmit = values.Milliseconds(LatencyKeys.SubmitMs),
        LatencyCancel = values.Milliseconds(LatencyKeys.CancelMs),
        LatencyModify = values.Milliseconds(LatencyKeys.ModifyMs),
        LatencyOut = values.Milliseconds(LatencyKeys.OutMs),
    };
}
