using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Where a session is watched from, and by what.</summary>
public sealed record ObserverOptions
{
    /// <summary>The folder of everything that runs write, relative to the configuration's root.</summary>
    public const string WorkspaceFolder = ".workspace";

    /// <summary>Folders that get a heartbeat.json and a metrics.json: the session's own and the workspace.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>While this file exists nothing may be opened.</summary>
    public required string KillSwitchPath { get; init; }

    public WatchLimits Limits { get; init; } = new();

    /// <summary>The options that a configuration asks for.</summary>
    /// <param name="sessionFolder">The session's own folder.</param>
    public static ObserverOptions From(ResolvedConfig resolved, string sessionFolder)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        var (alerts, safety) = (resolved.Config.Alerts, resolved.Config.Safety);
        return new ObserverOptions
        {
            Folders = [sessionFolder, resolved.PathOf(WorkspaceFolder)],
            KillSwitchPath = resolved.PathOf(safety.KillSwitchPath),
            Limits = new WatchLimits
            {
                StaleAfter = alerts.StaleAfter,
                HungAfter = alerts.HungAfter,
                MaxClockOffset = alerts.MaxClockOffset,
                MinDiskBytes = alerts.MinDiskMb * 1_000_000L,
            },
        };
    }
}
