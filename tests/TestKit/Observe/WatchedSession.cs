using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.Simulation;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.TestKit;

/// <summary>A strategy that a test scripts and that can say why it did nothing.</summary>
internal sealed class ExplainingStrategy : IStrategy, IExplains
{
    public string? LastBlock { get; set; } = "no signal";

    public List<OrderIntent> Next { get; } = [];

    public Action? OnBarHook { get; set; }

    public void Initialize(StrategySetup setup)
    {
    }

    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        OnBarHook?.Invoke();
        foreach (var intent in Next) intents.Add(in intent);
        Next.Clear();
    }
}

/// <summary>A real session on the real venue with its telemetry, fed by a test.</summary>
internal sealed class WatchedSession
{
    public WatchedSession(TimeProvider time, ScriptedFeed? feed = null, EngineOptions? options = null, IEventJournal? journal = null)
    {
        Feed = feed ?? new ScriptedFeed();
        Instrument[] instruments = [Contract()];
        var engineOptions = options ?? Options();
        Engine = new TradingEngine(engineOptions, instruments, _ => Strategy);
        Result = new RunResult { Instruments = instruments, Interval = Minute, StartEquity = engineOptions.StartEquity, Equity = new EquityCurve(16) };
        var venue = new SimulatedVenue(instruments, Minute, new VenueOptions { StartCash = engineOptions.StartEquity });
        var identity = new SessionIdentity { Id = "paper_test", Mode = "paper", Strategy = "scripted", Instruments = instruments, Engine = engineOptions };
        Telemetry = new SessionTelemetry(identity, Engine, Result, [Strategy], journal, Log, time);
        Session = new Session(Telemetry.Watch(Feed), venue, Engine, new RunRecorder(Engine, Result), Telemetry, new SessionOptions(CloseAtEnd: false));
    }

    public ScriptedFeed Feed { get; }

    public ExplainingStrategy Strategy { get; } = new();

    public TradingEngine Engine { get; }

    public RunResult Result { get; }

    public LogCollector Log { get; } = new();

    public SessionTelemetry Telemetry { get; }

    public Session Session { get; }

    /// <summary>One bar a minute at these prices, from the start.</summary>
    public WatchedSession Bars(params decimal[] prices)
    {
        for (var i = 0; i < prices.Length; i++)
        {
            var opened = Start + Minute * i;
            Feed.Add(opened + Minute, BarAt(opened, prices[i], prices[i], prices[i], prices[i]));
        }

        return this;
    }

    public async Task<SessionSnapshot> RunAsync()
    {
        await Session.RunAsync(CancellationToken.None);
        return Telemetry.Read();
    }
}
