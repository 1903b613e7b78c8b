using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>What the parts of the engine share. It changes only inside <see cref="TradingEngine.Step"/>.</summary>
internal sealed class EngineState(EngineOptions options, int instruments)
{
    private StateHash _hash;

    public EngineOptions Options { get; } = options;

    public InstrumentState[] Instruments { get; } = new InstrumentState[instruments];

    public Account Account { get; } = new(options.StartEquity, instruments);

    public OrderTable Orders { get; } = new();

    public LossMonitor Losses { get; } = new(options.Risk, options.StartEquity);

    public TradingState Trading { get; set; }

    /// <summary>Time of the event that is being handled.</summary>
    public Timestamp Now { get; set; }

    /// <summary>Of the event that is being handled: from its time to its receipt.</summary>
    public Duration DataAge { get; set; }

    public bool IsBackfilled { get; set; }

    public ulong HashValue => _hash.Value;

    public void Absorb(long a, long b, long c) => _hash.Absorb(a, b, c);
}
