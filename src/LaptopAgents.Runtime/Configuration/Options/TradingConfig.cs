using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>Account, sizing, limits and position management. Null limits are off. Amounts are in quote currency.</summary>
public sealed record TradingConfig
{
    /// <summary>Equity at the start of a simulated account.</summary>
    public required decimal StartingEquity { get; init; }

    /// <summary>How the size of an entry is found.</summary>
    public required SizingMode Sizing { get; init; }

    /// <summary>Loss at the stop in percent of current equity: 1.0 is one percent.</summary>
    public required decimal RiskPct { get; init; }

    /// <summary>Size of each entry in base currency, when <see cref="Sizing"/> is fixed.</summary>
    public required decimal? FixedQty { get; init; }

    /// <summary>Worth of each position in percent of equity, when <see cref="Sizing"/> is by equity.</summary>
    public required decimal? EquityPct { get; init; }

    /// <summary>Multiplies the size before lots and limits.</summary>
    public required decimal SizeMult { get; init; }

    /// <summary>Largest worth of positions and working entries, in times equity.</summary>
    public required decimal MaxLeverage { get; init; }

    /// <summary>Largest worth of one position.</summary>
    public required decimal? MaxPositionUsd { get; init; }

    /// <summary>Largest size of one position in base currency.</summary>
    public required decimal? MaxPositionQty { get; init; }

    /// <summary>Whether an open position may be raised.</summary>
    public required bool AllowPyramiding { get; init; }

    /// <summary>Largest worth of all positions, long and short added.</summary>
    public required decimal? MaxTotalExposureUsd { get; init; }

    /// <summary>Largest worth of all positions on the same side.</summary>
    public required decimal? MaxCorrelatedExposureUsd { get; init; }

    /// <summary>Most symbols with a position at one time.</summary>
    public required int? MaxOpenPositions { get; init; }

    /// <summary>Loss in one UTC day that stops trading until the next.</summary>
    public required decimal? MaxDailyLossUsd { get; init; }

    /// <summary>Fall of equity from its highest point, in percent, that stops trading.</summary>
    public required decimal? MaxDrawdownPct { get; init; }

    /// <summary>Most orders submitted in any 60 seconds of event time.</summary>
    public required int? MaxOrdersPerMinute { get; init; }

    /// <summary>Least reward-to-risk of an entry that has a stop and a target.</summary>
    public required decimal RrMin { get; init; }

    /// <summary>Whether an entry without a stop is denied.</summary>
    public required bool RequireStop { get; init; }

    /// <summary>Least distance from entry to stop in basis points of price.</summary>
    public required decimal MinStopDistanceBps { get; init; }

    /// <summary>Oldest data on which a position may be opened.</summary>
    public required TimeSpan MaxDataAge { get; init; }

    /// <summary>Bars after which a position is closed; 0 means never.</summary>
    public required int MaxBarsOpen { get; init; }

    /// <summary>Bars of time between a close and the next entry in that symbol.</summary>
    public required int CooldownBars { get; init; }

    /// <summary>Whether stops trail.</summary>
    public required bool TrailEnabled { get; init; }

    /// <summary>Profit in R at which trailing begins.</summary>
    public required decimal TrailArmR { get; init; }

    /// <summary>Distance of the trailing stop in R.</summary>
    public required decimal TrailDistanceR { get; init; }

    /// <summary>Distance of the trailing stop in ATRs; takes the place of <see cref="TrailDistanceR"/>.</summary>
    public required decimal? TrailAtrMult { get; init; }

    /// <summary>When the funding gate looks at the rate.</summary>
    public required FundingGateSide FundingGateSide { get; init; }

    /// <summary>Rate, as a fraction per 8 hours, from which entries have half size.</summary>
    public required decimal HalfSizeFunding { get; init; }

    /// <summary>Rate, as a fraction per 8 hours, from which no position is opened.</summary>
    public required decimal NoTradeFunding { get; init; }

    /// <summary>Rate, as a fraction per 8 hours, from which an alert is raised too.</summary>
    public required decimal ExtremeFunding { get; init; }

    /// <summary>What the gate does while no rate is known.</summary>
    public required UnknownFunding UnknownFunding { get; init; }

    internal static TradingConfig From(ConfigValues values) => new()
    {
        StartingEquity = values.Number(TradingKeys.StartingEquity),
        Sizing = values.Choice(TradingKeys.Sizing),
        RiskPct = values.Number(TradingKeys.RiskPct),
        FixedQty = values.OptionalNumber(TradingKeys.FixedQty),
        EquityPct = values.OptionalNumber(TradingKeys.EquityPct),
        SizeMult = values.Number(TradingKeys.SizeMult),
        MaxLeverage = values.Number(TradingKeys.MaxLeverage),
        MaxPositionUsd = values.OptionalNumber(TradingKeys.MaxPositionUsd),
        MaxPositionQty = values.OptionalNumber(TradingKeys.MaxPositionQty),
        AllowPyramiding = values.Bool(TradingKeys.AllowPyramiding),
        MaxTotalExposureUsd = values.OptionalNumber(TradingKeys.MaxTotalExposureUsd),
        MaxCorrelatedExposureUsd = values.OptionalNumber(TradingKeys.MaxCorrelatedExposureUsd),
        MaxOpenPositions = values.OptionalInt(TradingKeys.MaxOpenPositions),
        MaxDailyLossUsd = values.OptionalNumber(TradingKeys.MaxDailyLossUsd),
        MaxDrawdownPct = values.OptionalNumber(TradingKeys.MaxDrawdownPct),
        MaxOrdersPerMinute = values.OptionalInt(TradingKeys.MaxOrdersPerMinute),
        RrMin = values.Number(TradingKeys.RrMin),
        RequireStop = values.Bool(TradingKeys.RequireStop),
        MinStopDistanceBps = values.Number(TradingKeys.MinStopDistanceBps),
        MaxDataAge = values.Seconds(TradingKeys.MaxDataAgeSec),
        MaxBarsOpen = values.Int(PositionKeys.MaxBarsOpen),
        CooldownBars = values.Int(PositionKeys.CooldownBars),
        TrailEnabled = values.Bool(PositionKeys.TrailEnabled),
        TrailArmR = values.Number(PositionKeys.TrailArmR),
        TrailDistanceR = values.Number(PositionKeys.TrailDistanceR),
        TrailAtrMult = values.OptionalNumber(PositionKeys.TrailAtrMult),
        FundingGateSide = values.Choice(PositionKeys.FundingGate),
        HalfSizeFunding = values.Number(PositionKeys.HalfSizeFunding),
        NoTradeFunding = values.Number(PositionKeys.NoTradeFunding),
        ExtremeFunding = values.Number(PositionKeys.ExtremeFunding),
        UnknownFunding = values.Choice(PositionKeys.UnknownFunding),
    };
}
