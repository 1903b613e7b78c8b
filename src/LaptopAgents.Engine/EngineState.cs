using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What the parts of the engine share. It changes only inside <see cref="TradingEngine.Step"/>.</summary>
internal sealed class EngineState(EngineOptions options, int instruments)
{
    // Not zero, so that even an event of nothing but zeros leaves a mark.
    private StateHash _hash = StateHash.From(1);

    public EngineOptions Options { get; } = options;

    public InstrumentState[] Instruments { get; } = new InstrumentState[instruments];

    public Account Account { get; } = new(options.StartEquity, instruments);

    public OrderTable Orders { get; } = new();

    public LossMonitor Losses { get; } = new(options.Risk, options.StartEquity);

    public TradingState Trading { get; set; }

    /// <summary>Time of the event that is being handled.</summary>
    public Timestamp Now { get; set; }

    /// <summary>Why every position has to be closed, until a person resumes; null when positions may stay.</summary>
    public OrderPurpose? Emptying { get; set; }

    /// <summary>No position may stay open, nor one that a late fill brings.</summary>
    public bool IsEmptying => Emptying is not null || Losses.IsDailyLossHit;

    public ulong HashValue => _hash.Value;

    public void Absorb(long a, long b, long c) => _hash.Absorb(a, b, c);

    /// <summary>Takes an event: its header, and what the caller makes of its payload and of what it led to.</summary>
    public void Absorb(in EngineEvent next, long b, long c) =>
        _hash.Absorb(HashLane.Of(next.Time.UnixNanos, (next.ReceiveTime - next.Time).Nanos, HeaderOf(in next)), b, c);

    public static long HeaderOf(in EngineEvent next) => HeaderOf(next.Kind, next.IsBackfilled, next.Instrument);

    public static long HeaderOf(EventKind kind, bool isBackfilled, InstrumentId instrument) =>
        (long)kind | (isBackfilled ? 0x80L : 0L) | (long)instrument.Index << 8;
}
