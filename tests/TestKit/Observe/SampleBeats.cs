using LaptopAgents.Runtime.Observability;

namespace LaptopAgents.TestKit;

/// <summary>Heartbeats to judge and to draw.</summary>
internal static class SampleBeats
{
    public static readonly DateTime Noon = new(2025, 5, 4, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>A session that has run for two hours, is long with a stop and a target, and has a short history of decisions.</summary>
    public static Heartbeat Running { get; } = new()
    {
        Session = "paper_20250504T100000Z",
        Mode = "paper",
        Strategy = "sweep_invalidation",
        State = "running",
        Pid = Environment.ProcessId,
        ProcessStarted = Noon.AddHours(-2),
        Machine = Environment.MachineName,
        Started = Noon.AddHours(-2),
        Written = Noon,
        LastProgress = Noon.AddSeconds(-0.4),
        Activity = "waiting",
        EventTime = Noon.AddSeconds(-0.5),
        DataAgeSec = 0.5,
        StaleAfterSec = 90,
        HungAfterSec = 10,
        Events = 123_456,
        StateHash = "00000000000000ff",
        Trading = "active",
        KillSwitch = false,
        Account = new AccountBeat(10_123.45m, 10_100m, 130.5m, 7.05m, -0.12m, 23.45m, 12m),
        Counts = new OrderCounts(6, 3, 1, 0, 1, 1),
        Instruments =
        [
            new("BTCUSDT", 97_000.1m, 97_000m, 97_000.2m, 97_001m, 0.05m, 96_530.5m, 23.48m, 4_850.05m, Noon.AddSeconds(-30), 120, "no sweep",
                [new("no sweep", 101), new("price is behind the VWAP", 12), new("warming up", 5), new("not shown", 1)]),
        ],
        Orders =
        [
            new("00000007-5", "BTCUSDT", "SELL", "stop_market", "stop_loss", "accepted", 0.05m, 0m, null, 96_000m, Noon.AddMinutes(-10)),
            new("00000007-6", "BTCUSDT", "SELL", "limit", "take_profit", "accepted", 0.05m, 0m, 98_000m, null, Noon.AddMinutes(-10)),
        ],
        Gates = [new("trading", true, "active"), new("kill switch", true, "off"), new("data", true, "0.5 s old"), new("daily loss", false, "50.00 of 50.00")],
        Decisions =
        [
            new(Noon.AddMinutes(-20), "denied", "BTCUSDT", "BUY 0.05 denied: reward_to_risk [1.2]", "e101"),
            new(Noon.AddMinutes(-10), "submitted", "BTCUSDT", "BUY 0.05 market sent (entry)", "e202"),
            new(Noon.AddMinutes(-10), "filled", "BTCUSDT", "BUY 0.05 filled at 96530.5 (entry)", "e202"),
        ],
        Alerts = [],
        StepMs = new TimingBeat(123_456, 0.02, 0.2, 3.1),
        FillLatencyMs = new TimingBeat(3, 50, 100, 87),
        Reconnects = 2,
        ClockOffsetMs = 12.5,
    };
}
