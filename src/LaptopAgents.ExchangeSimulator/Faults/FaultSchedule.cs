using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Trouble by seed: a number of faults of every kind, spread over a stretch of market time.</summary>
internal static class FaultSchedule
{
    private const ulong Stream = 0x4558_0300;

    // What a client must survive without help. Changes of rules are left out: they last, and are asked for by name.
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.TimeoutBefore, FaultKind.TimeoutAfter, FaultKind.Delay, FaultKind.Http, FaultKind.Code, FaultKind.Stale, FaultKind.CancelFillRace,
        FaultKind.DropPush, FaultKind.DuplicatePush, FaultKind.ReorderPush, FaultKind.Silence, FaultKind.HalfOpen, FaultKind.Disconnect,
        FaultKind.Outage, FaultKind.ClockJump,
    ];

    public static void Make(FaultEngine faults, ulong seed, int count, long now, long length)
    {
        for (var i = 0; i < count; i++)
        {
            var kind = Kinds[(int)(Draw(seed, i, 0) * Kinds.Length)];
            var from = now + (long)(Draw(seed, i, 1) * length);
            // Half a second to ten seconds for what lasts; the rest strikes once or a few times.
            var lasting = 500_000_000L + (long)(Draw(seed, i, 2) * 9.5e9);
            faults.Add(new FaultRule
            {
                Id = faults.NextId(),
                Kind = kind,
                From = from,
                To = kind is FaultKind.Silence or FaultKind.Outage ? from + lasting : long.MaxValue,
                Left = kind is FaultKind.Silence ? long.MaxValue : 1 + (long)(Draw(seed, i, 3) * 3),
                Value = Value(kind, Draw(seed, i, 4)),
            });
        }
    }

    private static long Value(FaultKind kind, double draw) => kind switch
    {
        FaultKind.TimeoutBefore or FaultKind.TimeoutAfter => 2_000 + (long)(draw * 8_000),
        FaultKind.Delay => 100 + (long)(draw * 2_000),
        FaultKind.Http => draw < 0.25 ? 403 : draw < 0.5 ? 429 : draw < 0.75 ? 502 : 503,
        FaultKind.Code => draw < 0.4 ? 1 : draw < 0.7 ? 10001 : 10006,
        FaultKind.ClockJump => (long)(draw * 4_000) - 2_000,
        _ => 0,
    };

    private static double Draw(ulong seed, int number, int question) => Prng.Uniform(seed, Stream + (ulong)question, (ulong)number);
}
