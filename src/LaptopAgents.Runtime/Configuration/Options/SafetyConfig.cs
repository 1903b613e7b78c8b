using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>Checks that must pass before live trading.</summary>
public sealed record PreflightConfig
{
    /// <summary>Whether the gates are checked at the start.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The gates that must pass.</summary>
    public required IReadOnlyList<PreflightGate> RequiredGates { get; init; }

    /// <summary>Least equity that the min_equity gate accepts, in quote currency.</summary>
    public required decimal MinEquityUsd { get; init; }

    /// <summary>The approved <see cref="ResolvedConfig.Hash"/>, or null.</summary>
    public required string? ExpectedConfigHash { get; init; }

    internal static PreflightConfig From(ConfigValues values) => new()
    {
        Enabled = values.Bool(PreflightKeys.Enabled),
        RequiredGates = values.Choices(PreflightKeys.RequiredGates),
        MinEquityUsd = values.Number(PreflightKeys.MinEquityUsd),
        ExpectedConfigHash = values.OptionalText(PreflightKeys.ExpectedConfigHash),
    };
}

/// <summary>Limits that act while trading.</summary>
public sealed record SafetyConfig
{
    /// <summary>Slippage of a live fill, in basis points, from which trading stops; null for no limit.</summary>
    public required decimal? MaxSlippageBps { get; init; }

    /// <summary>Silence of the trading loop after which the watchdog shuts down.</summary>
    public required TimeSpan DeadManTimeout { get; init; }

    /// <summary>While this file exists nothing is opened.</summary>
    public required string KillSwitchPath { get; init; }

    internal static SafetyConfig From(ConfigValues values) => new()
    {
        MaxSlippageBps = values.OptionalNumber(SafetyKeys.MaxSlippageBps),
        DeadManTimeout = values.Seconds(SafetyKeys.DeadManTimeoutSec),
        KillSwitchPath = values.Text(SafetyKeys.KillSwitchPath),
    };
}

/// <summary>Logs and alerts.</summary>
public sealed record LoggingConfig
{
    /// <summary>The least important lines that are written.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>How a line is written.</summary>
    public required LogFormat Format { get; init; }

    /// <summary>Folder of the log files.</summary>
    public required string Dir { get; init; }

    /// <summary>Size from which a log goes on in another file, in MB.</summary>
    public required int MaxFileMb { get; init; }

    /// <summary>How many log files are kept.</summary>
    public required int FilesKept { get; init; }

    /// <summary>Address that alerts are posted to; null sends none.</summary>
    public required Secret? AlertWebhook { get; init; }

    internal static LoggingConfig From(ConfigValues values) => new()
    {
        Level = values.Choice(LoggingKeys.Level),
        Format = values.Choice(LoggingKeys.Format),
        Dir = values.Text(LoggingKeys.Dir),
        MaxFileMb = values.Int(LoggingKeys.MaxFileMb),
        FilesKept = values.Int(LoggingKeys.FilesKept),
        AlertWebhook = values.OptionalSecret(LoggingKeys.AlertWebhook),
    };
}
