using System.Text.Json.Serialization;

namespace LaptopAgents.Runtime.Observability;

/// <summary>A session as <c>heartbeat.json</c> holds it. Times are UTC, money is quote currency, quantities are signed.</summary>
public sealed record Heartbeat
{
    /// <summary>Version of the form of the file.</summary>
    public int Version { get; init; } = 1;

    public required string Session { get; init; }

    public required string Mode { get; init; }

    public required string Strategy { get; init; }

    public bool Synthetic { get; init; }

    /// <summary>running, stopped or crashed: what the session said of itself last.</summary>
    public required string State { get; init; }

    /// <summary>Why it stopped or crashed.</summary>
    public string? Reason { get; init; }

    public required int Pid { get; init; }

    /// <summary>Start of the process: the number alone may belong to another process by now.</summary>
    public required DateTime ProcessStarted { get; init; }

    public required string Machine { get; init; }

    public required DateTime Started { get; init; }

    /// <summary>When this was written. While the process lives it is not older than a few seconds.</summary>
    public required DateTime Written { get; init; }

    /// <summary>When the session's loop last began or ended a turn.</summary>
    public required DateTime LastProgress { get; init; }

    /// <summary>starting, waiting or working.</summary>
    public required string Activity { get; init; }

    /// <summary>By the clock of the market; null before the first event.</summary>
    public DateTime? EventTime { get; init; }

    public double? DataAgeSec { get; init; }

    /// <summary>Limits that the readers judge by.</summary>
    public required double StaleAfterSec { get; init; }

    public required double HungAfterSec { get; init; }

    public required long Events { get; init; }

    public required string StateHash { get; init; }

    /// <summary>active, reducing or halted.</summary>
    public required string Trading { get; init; }

    public required bool KillSwitch { get; init; }

    public required AccountBeat Account { get; init; }

    public required OrderCounts Counts { get; init; }

    public required IReadOnlyList<InstrumentBeat> Instruments { get; init; }

    public required IReadOnlyList<OrderBeat> Orders { get; init; }

    public required IReadOnlyList<GateBeat> Gates { get; init; }

    public required IReadOnlyList<DecisionBeat> Decisions { get; init; }

    /// <summary>Alerts raised and not yet over.</summary>
    public required IReadOnlyList<string> Alerts { get; init; }

    public required TimingBeat StepMs { get; init; }

    public required TimingBeat FillLatencyMs { get; init; }

    public required long Reconnects { get; init; }

    public double? ClockOffsetMs { get; init; }

    public decimal? PositionDrift { get; init; }
}

/// <summary>The account; see <see cref="AccountView"/>.</summary>
public sealed record AccountBeat(decimal Equity, decimal Cash, decimal RealisedPnl, decimal Fees, decimal Funding, decimal Today, decimal Drawdown);

/// <summary>One instrument; null is not known.</summary>
public sealed record InstrumentBeat(
    string Symbol, decimal? Price, decimal? Bid, decimal? Ask, decimal? Mark, decimal Position, decimal? AveragePrice, decimal Unrealised, decimal Notional,
    DateTime? LastBar, long Bars, string? Block, IReadOnlyList<BlockCount> Blocks);

/// <summary>A live order.</summary>
public sealed record OrderBeat(
    string Id, string Symbol, string Side, string Type, string Purpose, string Status, decimal Qty, decimal Filled, decimal? Limit, decimal? Trigger,
    DateTime Created);

/// <summary>Something that must hold before a position is opened.</summary>
/// <param name="IsOpen">It holds at the moment.</param>
public sealed record GateBeat(string Name, bool IsOpen, string Detail);

/// <summary>One decision; see <see cref="Decision"/>.</summary>
public sealed record DecisionBeat(DateTime Time, string Kind, string Symbol, string Text, string CorrelationId);

/// <summary>A summary of times in milliseconds; null before there was any.</summary>
public sealed record TimingBeat(long Count, double? P50, double? P99, double? Max);

/// <summary>The form of the file, made at compile time so that a reader starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Heartbeat))]
internal sealed partial class HeartbeatJson : JsonSerializerContext;
