using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>
/// A resolved configuration: every key has its final value, typed and checked. Immutable and plain, so that it can be handed to any
/// part of the program; <see cref="ResolvedConfig"/> keeps beside it where each value came from.
/// </summary>
public sealed record LaConfig
{
    /// <summary>About the file format.</summary>
    public required MetaConfig Meta { get; init; }

    /// <summary>Backtest, paper or live. Read by the composition root only.</summary>
    public required TradingMode Mode { get; init; }

    /// <summary>The main symbol; always one of <see cref="Symbols"/>.</summary>
    public required string Symbol { get; init; }

    /// <summary>All symbols of the run, in the order given.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Length of the base bar.</summary>
    public required TimeSpan Timeframe { get; init; }

    /// <summary>Account, sizing, limits and position management.</summary>
    public required TradingConfig Trading { get; init; }

    /// <summary>Which strategy, with which parameters.</summary>
    public required StrategyConfig Strategy { get; init; }

    /// <summary>The engine's own settings.</summary>
    public required EngineConfig Engine { get; init; }

    /// <summary>Where market data comes from.</summary>
    public required DataConfig Data { get; init; }

    /// <summary>How orders are executed, or simulated.</summary>
    public required BrokerConfig Broker { get; init; }

    /// <summary>What a run writes.</summary>
    public required OutputConfig Output { get; init; }

    /// <summary>Checks that must pass before live trading.</summary>
    public required PreflightConfig Preflight { get; init; }

    /// <summary>Limits that act while trading.</summary>
    public required SafetyConfig Safety { get; init; }

    /// <summary>Logs and alerts.</summary>
    public required LoggingConfig Logging { get; init; }

    /// <summary>Figures over HTTP.</summary>
    public required MetricsConfig Metrics { get; init; }

    /// <summary>What is alerted, where to, and how often.</summary>
    public required AlertConfig Alerts { get; init; }

    internal static LaConfig From(ConfigValues values, StrategyConfig strategy) => new()
    {
        Meta = new MetaConfig { Version = values.Int(RootKeys.Version) },
        Mode = values.Choice(RootKeys.Mode),
        Symbol = values.Text(RootKeys.Symbol),
        Symbols = values.List(RootKeys.Symbols),
        Timeframe = values.Span(RootKeys.Timeframe),
        Trading = TradingConfig.From(values),
        Strategy = strategy,
        Engine = EngineConfig.From(values),
        Data = DataConfig.Bind(values),
        Broker = BrokerConfig.From(values),
        Output = OutputConfig.From(values),
        Preflight = PreflightConfig.From(values),
        Safety = SafetyConfig.From(values),
        Logging = LoggingConfig.From(values),
        Metrics = MetricsConfig.From(values),
        Alerts = AlertConfig.From(values),
    };
}

/// <summary>About the configuration's format.</summary>
public sealed record MetaConfig
{
    /// <summary>Version of the key set.</summary>
    public required int Version { get; init; }
}
