using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Strategies;
using SizingMode = LaptopAgents.Engine.SizingMode;

namespace LaptopAgents.Cli.Composition;

/// <summary>Turns the configuration into what the engine is told. The same for every mode.</summary>
internal static class EngineComposition
{
    private const string Composite = "composite";

    /// <summary>Prefix of a backtest's order ids: always the same, because nothing outside ever sees them.</summary>
    public const uint BacktestSession = 1;

    public static EngineOptions Options(LaConfig config, Duration barInterval) => new()
    {
        SessionId = BacktestSession,
        StartEquity = Money.FromDecimal(config.Trading.StartingEquity),
        BarInterval = barInterval,
        WarmupBars = Math.Max(config.Engine.MinHistoryBars, config.Engine.WarmupCandles),
        StopTrigger = config.Broker.FillModel.StopTrigger == StopTrigger.Mark ? TriggerSource.MarkPrice : TriggerSource.LastPrice,
        Sizing = Sizing(config.Trading),
        Risk = Risk(config.Trading, config.Broker.Funding.Enabled),
        Positions = new PositionOptions
        {
            TrailingEnabled = config.Trading.TrailEnabled,
            TrailArmR = config.Trading.TrailArmR,
            TrailDistanceR = config.Trading.TrailDistanceR,
            TrailAtrMultiple = config.Trading.TrailAtrMult ?? 0m,
            MaxBarsOpen = config.Trading.MaxBarsOpen,
            CooldownBars = config.Trading.CooldownBars,
        },
    };

    /// <summary>Makes the strategy of one instrument.</summary>
    /// <exception cref="StrategyParameterException">The strategy, or one of its settings, does not exist or cannot be used.</exception>
    public static IStrategy Strategy(StrategyConfig strategy) => StrategyCatalog.Create(strategy.Name, strategy.Setups, Parameters(strategy));

    /// <summary>The strategy that runs: several setups run as one composite.</summary>
    public static string NameOf(StrategyConfig strategy) => strategy.Setups.Count > 1 ? Composite : strategy.Name;

    private static StrategyParameters Parameters(StrategyConfig strategy) =>
        new(strategy.Params.Select(param => (param.Key, param.Text, param.Origin.Place)));

    private static SizingOptions Sizing(TradingConfig trading) => new()
    {
        Mode = trading.Sizing switch
        {
            Runtime.Configuration.SizingMode.FixedQty => SizingMode.FixedQuantity,
            Runtime.Configuration.SizingMode.EquityPct => SizingMode.EquityPercent,
            _ => SizingMode.Risk,
        },
        RiskPercent = trading.RiskPct,
        FixedQuantity = Quantity.FromDecimal(trading.FixedQty ?? 0m),
        EquityPercent = trading.EquityPct ?? 100m,
        Multiplier = trading.SizeMult,
    };

    private static RiskOptions Risk(TradingConfig trading, bool hasFunding) => new()
    {
        MaxLeverage = trading.MaxLeverage,
        MaxPositionNotional = Amount(trading.MaxPositionUsd),
        MaxPositionQuantity = Quantity.FromDecimal(trading.MaxPositionQty ?? 0m),
        MaxDailyLoss = Amount(trading.MaxDailyLossUsd),
        MaxDrawdownPercent = trading.MaxDrawdownPct ?? 0m,
        MinRewardToRisk = trading.RrMin,
        RequireStop = trading.RequireStop,
        MinStopDistance = Rate.FromBps(trading.MinStopDistanceBps),
        MaxOrdersPerMinute = trading.MaxOrdersPerMinute ?? 0,
        MaxOpenPositions = trading.MaxOpenPositions ?? 0,
        MaxTotalExposure = Amount(trading.MaxTotalExposureUsd),
        MaxCorrelatedExposure = Amount(trading.MaxCorrelatedExposureUsd),
        AllowPyramiding = trading.AllowPyramiding,
        MaxDataAge = Duration.FromTimeSpan(trading.MaxDataAge),
        // Where no funding is paid there is no rate to wait for.
        Funding = !hasFunding ? new FundingGateOptions() : new FundingGateOptions
        {
            NoTrade = Gate(trading, trading.NoTradeFunding),
            HalfSize = Gate(trading, trading.HalfSizeFunding),
            Extreme = Gate(trading, trading.ExtremeFunding),
            OnlyWhenPaying = trading.FundingGateSide != FundingGateSide.Both,
            HalfSizeWhenUnknown = trading.FundingGateSide != FundingGateSide.Off && trading.UnknownFunding == UnknownFunding.HalfSize,
        },
    };

    private static Rate Gate(TradingConfig trading, decimal rate) =>
        trading.FundingGateSide == FundingGateSide.Off ? Rate.Zero : Rate.FromDecimal(rate);

    private static Money Amount(decimal? limit) => Money.FromDecimal(limit ?? 0m);
}
