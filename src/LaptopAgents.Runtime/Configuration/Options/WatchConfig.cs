using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>The figures that a session shows over HTTP.</summary>
public sealed record MetricsConfig
{
    /// <summary>Whether the endpoint is opened.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Port of the endpoint; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Whether other machines may read it.</summary>
    public required bool Public { get; init; }

    internal static MetricsConfig From(ConfigValues values) => new()
    {
        Enabled = values.Bool(MetricsKeys.Enabled),
        Port = values.Int(MetricsKeys.Port),
        Public = values.Bool(MetricsKeys.Public),
    };
}

/// <summary>What is alerted, where to, and how often.</summary>
public sealed record AlertConfig
{
    /// <summary>Token of the Telegram bot; null sends none.</summary>
    public required Secret? TelegramToken { get; init; }

    /// <summary>The chat that the bot writes to.</summary>
    public required string? TelegramChat { get; init; }

    /// <summary>Age of the newest market event from which data counts as stale.</summary>
    public required TimeSpan StaleAfter { get; init; }

    /// <summary>Time that one turn of the session may take before it counts as hung.</summary>
    public required TimeSpan HungAfter { get; init; }

    /// <summary>Difference between the clocks from which it counts as drift.</summary>
    public required TimeSpan MaxClockOffset { get; init; }

    /// <summary>Free space below which is warned, in MB.</summary>
    public required int MinDiskMb { get; init; }

    /// <summary>Time before the same alert is sent again while its cause lasts.</summary>
    public required TimeSpan Repeat { get; init; }

    /// <summary>Most alerts sent in an hour.</summary>
    public required int MaxPerHour { get; init; }

    internal static AlertConfig From(ConfigValues values) => new()
    {
        TelegramToken = values.OptionalSecret(AlertKeys.TelegramToken),
        TelegramChat = values.OptionalText(AlertKeys.TelegramChat),
        StaleAfter = values.Seconds(AlertKeys.StaleAfterSec),
        HungAfter = values.Seconds(AlertKeys.HungAfterSec),
        MaxClockOffset = TimeSpan.FromMilliseconds((double)values.Number(AlertKeys.MaxClockOffsetMs)),
        MinDiskMb = values.Int(AlertKeys.MinDiskMb),
        Repeat = TimeSpan.FromMinutes(values.Int(AlertKeys.RepeatMinutes)),
        MaxPerHour = values.Int(AlertKeys.MaxPerHour),
    };
}
