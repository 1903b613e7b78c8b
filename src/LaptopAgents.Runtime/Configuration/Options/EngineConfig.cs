using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>The engine's own settings.</summary>
public sealed record EngineConfig
{
    /// <summary>Bars that must have been seen before the first decision.</summary>
    public required int MinHistoryBars { get; init; }

    /// <summary>Bars fed to the features before the first that counts towards history.</summary>
    public required int WarmupCandles { get; init; }

    /// <summary>Seed of every random model, not negative.</summary>
    public required long Seed { get; init; }

    /// <summary>Whether positions open at the end of the data are closed at the last price.</summary>
    public required bool CloseAtEnd { get; init; }

    /// <summary>Threads for independent work; 0 means one per processor.</summary>
    public required int Workers { get; init; }

    internal static EngineConfig From(ConfigValues values) => new()
    {
        MinHistoryBars = values.Int(EngineKeys.MinHistoryBars),
        WarmupCandles = values.Int(EngineKeys.WarmupCandles),
        Seed = values.Long(EngineKeys.Seed),
        CloseAtEnd = values.Bool(EngineKeys.CloseAtEnd),
        Workers = values.Int(EngineKeys.Workers),
    };
}
