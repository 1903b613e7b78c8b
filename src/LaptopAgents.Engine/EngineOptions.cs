using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>How an entry that names no quantity is sized.</summary>
public enum SizingMode : byte
{
    /// <summary>A percentage of equity is lost when the stop is hit.</summary>
    Risk,

    /// <summary>Always the same quantity.</summary>
    FixedQuantity,

    /// <summary>A percentage of equity is bought.</summary>
    EquityPercent,
}

/// <summary>Everything that the engine is told once. Percentages are percentages (1 = one percent) and rates are fractions.</summary>
public sealed record EngineOptions
{
    /// <summary>Prefix of the session's order ids.</summary>
    public uint SessionId { get; init; } = 1;

    /// <summary>First number of the account-wide order sequence.</summary>
    public long FirstOrderSequence { get; init; } = 1;

    public required Money StartEquity { get; init; }

    /// <summary>Interval of the base bars.</summary>
    public required Duration BarInterval { get; init; }

    /// <summary>Base bars that must have closed before the first entry, whatever the strategy needs.</summary>
    public int WarmupBars { get; init; }

    /// <summary>The price that triggers stops.</summary>
    public TriggerSource StopTrigger { get; init; }

    public SizingOptions Sizing { get; init; } = new();

    public RiskOptions Risk { get; init; } = new();

    public PositionOptions Positions { get; init; } = new();
}

/// <summary>How large an entry is.</summary>
public sealed record SizingOptions
{
    public SizingMode Mode { get; init; } = SizingMode.Risk;

    /// <summary>Percent of current equity lost when the stop is hit.</summary>
    public decimal RiskPercent { get; init; } = 1m;

    /// <summary>For <see cref="SizingMode.FixedQuantity"/>, in base currency.</summary>
    public Quantity FixedQuantity { get; init; }

    /// <summary>For <see cref="SizingMode.EquityPercent"/>.</summary>
    public decimal EquityPercent { get; init; } = 100m;

    public decimal Multiplier { get; init; } = 1m;
}

/// <summary>Limits. Zero switches an optional limit off.</summary>
public sealed record RiskOptions
{
    public decimal MaxLeverage { get; init; } = 5m;

    /// <summary>Largest notional of one position, in quote currency.</summary>
    public Money MaxPositionNotional { get; init; }

    /// <summary>Largest quantity of one position.</summary>
    public Quantity MaxPositionQuantity { get; init; }

    /// <summary>Largest loss of a UTC day, in quote currency, on marks and not only on fills.</summary>
    public Money MaxDailyLoss { get; init; }

    /// <summary>Largest fall from the highest equity, in percent.</summary>
    public decimal MaxDrawdownPercent { get; init; }

    /// <summary>Smallest reward-to-risk ratio of a bracket; zero accepts any.</summary>
    public decimal MinRewardToRisk { get; init; } = 1.5m;

    /// <summary>Entries without a stop are denied, unless the strategy names the quantity itself.</summary>
    public bool RequireStop { get; init; }

    /// <summary>Smallest distance from entry to stop, as a fraction of price.</summary>
    public Rate MinStopDistance { get; init; }

    public int MaxOrdersPerMinute { get; init; }

    public int MaxOpenPositions { get; init; }

    /// <summary>Largest sum of all positions' notionals.</summary>
    public Money MaxTotalExposure { get; init; }

    /// <summary>Largest sum of the notionals of positions on the same side: in one asset class they fall together.</summary>
    public Money MaxCorrelatedExposure { get; init; }

    /// <summary>An entry in the direction of an open position is denied unless this is set.</summary>
    public bool AllowPyramiding { get; init; }

    /// <summary>Oldest bar that may open a position, counted from its close to its receipt; zero for no limit.</summary>
    public Duration MaxDataAge { get; init; }

    public FundingGateOptions Funding { get; init; } = new();
}

/// <summary>When funding forbids or halves an entry. Rates are fractions of notional per eight hours; zero switches a step off.</summary>
public sealed record FundingGateOptions
{
    public Rate NoTrade { get; init; }

    public Rate HalfSize { get; init; }

    public Rate Extreme { get; init; }

    /// <summary>Only when the new position would pay.</summary>
    public bool OnlyWhenPaying { get; init; } = true;

    /// <summary>Half size while no funding is known.</summary>
    public bool HalfSizeWhenUnknown { get; init; }
}

/// <summary>What happens to a position while it is open.</summary>
public sealed record PositionOptions
{
    public bool TrailingEnabled { get; init; }

    /// <summary>Profit, in units of initial risk, that arms the trailing stop.</summary>
    public decimal TrailArmR { get; init; } = 0.5m;

    /// <summary>Distance kept behind the best price, in units of initial risk.</summary>
    public decimal TrailDistanceR { get; init; } = 1.5m;

    /// <summary>When positive: distance in multiples of the 14-bar average true range instead.</summary>
    public decimal TrailAtrMultiple { get; init; }

    /// <summary>Base bars after which a position is closed; zero for never.</summary>
    public int MaxBarsOpen { get; init; }

    /// <summary>Base bars of time after a close in which nothing is opened.</summary>
    public int CooldownBars { get; init; }
}
