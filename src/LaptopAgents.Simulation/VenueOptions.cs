using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>Which of the two paths inside a bar is taken to have happened.</summary>
public enum IntrabarMode : byte
{
    /// <summary>The one that leaves the account with less.</summary>
    Conservative,

    /// <summary>The one that leaves the account with more.</summary>
    Optimistic,

    /// <summary>By a draw on (seed, instrument, bar time).</summary>
    Random,
}

/// <summary>What the market must do before a resting limit order is filled.</summary>
public enum LimitFillRule : byte
{
    /// <summary>Trade beyond the limit by one tick.</summary>
    Through,

    /// <summary>Trade at the limit.</summary>
    Touch,

    /// <summary>
    /// Trade away the volume that was ahead of us at the limit, or beyond it. Bars do not know that volume: there it means <see cref="Through"/>.
    /// </summary>
    Queue,
}

public enum MarginMode : byte
{
    /// <summary>The whole account stands for every position.</summary>
    Cross,

    /// <summary>Each position stands for itself, with the initial margin it was opened with.</summary>
    Isolated,
}

/// <summary>The assumptions of a simulated venue. Every one of them is listed in the result.</summary>
public sealed record VenueOptions
{
    /// <value>Quote currency; the default is 10,000.</value>
    public Money StartCash { get; init; } = Money.FromDecimal(10_000m);

    /// <summary>Seed of every draw.</summary>
    public ulong Seed { get; init; } = 1;

    public IntrabarMode Intrabar { get; init; } = IntrabarMode.Conservative;

    public LimitFillRule LimitFill { get; init; } = LimitFillRule.Through;

    public SlippageOptions Slippage { get; init; } = new();

    public SpreadOptions Spread { get; init; } = new();

    public PartialFillOptions PartialFills { get; init; } = new();

    public LatencyOptions Latency { get; init; } = new();

    public MarginMode MarginMode { get; init; } = MarginMode.Cross;

    /// <summary>Position notional per unit of margin; a margin tier may allow less.</summary>
    /// <value>At least 1; the default is 10.</value>
    public int Leverage { get; init; } = 10;

    /// <summary>Whether funding rates in the data are settled.</summary>
    public bool SettlesFunding { get; init; } = true;

    /// <summary>Two basis points of slippage, one of spread, no latency: the quick look.</summary>
    public static VenueOptions Fast { get; } = new()
    {
        Slippage = new SlippageOptions { Model = "fixed_bps", BaseBps = 2m },
        Spread = new SpreadOptions { Model = "fixed", Bps = 1m },
    };

    /// <summary>Costs that grow with size and volatility, estimated spread, volume-bound fills, and latency both ways.</summary>
    public static VenueOptions Realistic { get; } = new()
    {
        Slippage = new SlippageOptions { Model = "volume_scaled", BaseBps = 1m },
        Spread = new SpreadOptions { Model = "historical", Bps = 1m },
        PartialFills = new PartialFillOptions { Model = "volume", ParticipationPercent = 10m },
        Latency = LatencyOptions.Typical,
    };
}

/// <param name="Model">A name of <see cref="ModelCatalog"/>.</param>
/// <param name="BaseBps">Slippage of a vanishing order, in basis points of price.</param>
/// <param name="VolumeCoefficient">How strongly size against the bar's volume adds; its unit is the model's.</param>
/// <param name="VolatilityCoefficient">How strongly the bar's volatility adds; its unit is the model's.</param>
public sealed record SlippageOptions(
    string Model = "none", decimal BaseBps = 0m, decimal VolumeCoefficient = 1m, decimal VolatilityCoefficient = 1m);

/// <param name="Model">A name of <see cref="ModelCatalog"/>.</param>
/// <param name="Bps">Whole spread, in basis points of price; also what stands in while an estimator has too few bars.</param>
public sealed record SpreadOptions(string Model = "none", decimal Bps = 0m);

/// <param name="Model">A name of <see cref="ModelCatalog"/>.</param>
/// <param name="ParticipationPercent">Largest share of a bar's (or trade's) volume that our orders of one side can be.</param>
/// <param name="FillProbability">For <c>probabilistic</c>: the chance that a reached order fills whole.</param>
/// <param name="CapsMarketOrders">Whether market orders, too, are bound by volume.</param>
public sealed record PartialFillOptions(
    string Model = "off", decimal ParticipationPercent = 10m, decimal FillProbability = 0.5m, bool CapsMarketOrders = false);
