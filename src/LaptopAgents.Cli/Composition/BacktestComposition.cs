using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>A backtest put together: history as the feed, the simulated venue as the broker.</summary>
internal sealed class BacktestComposition
{
    /// <param name="assumptions">What is assumed about the venue in place of what the configuration says; null for that.</param>
    public BacktestComposition(
        ResolvedConfig resolved, IReadOnlyList<MarketDataSet> markets, IEventJournal? journal, VenueOptions? assumptions = null)
    {
        Resolved = resolved;
        Markets = markets;
        var config = resolved.Config;
        var interval = Duration.FromTimeSpan(config.Timeframe);
        Instrument[] instruments = [.. markets.Select(set => set.Instrument)];
        var venue = assumptions ?? VenueComposition.Options(config);
        Venue = new SimulatedVenue(instruments, interval, venue);
        var engine = new TradingEngine(EngineComposition.Options(config, interval), instruments, _ => EngineComposition.Strategy(config.Strategy));
        Result = new RunResult
        {
            Instruments = instruments,
            Interval = interval,
            StartEquity = Money.FromDecimal(config.Trading.StartingEquity),
            Margin = new MarginTerms(venue.MarginMode == Simulation.MarginMode.Isolated, venue.Leverage),
            Equity = new EquityCurve(markets.Max(set => set.Bars.Count) + 1),
        };
        Session = new Session(
            Feed(markets), Venue, engine, new RunRecorder(engine, Result), journal, new SessionOptions(config.Engine.CloseAtEnd));
    }

    public ResolvedConfig Resolved { get; }

    public IReadOnlyList<MarketDataSet> Markets { get; }

    public SimulatedVenue Venue { get; }

    public RunResult Result { get; }

    public Session Session { get; }

    /// <summary>The first bar's opening, the last bar's close.</summary>
    public (Timestamp From, Timestamp To) Range => (Markets.Min(set => set.From), Markets.Max(set => set.To));

    /// <summary>The market of the past. A recording tells everything that happened, funding and its own bars included.</summary>
    public static IMarketDataFeed Feed(IReadOnlyList<MarketDataSet> markets) => markets.All(set => set.Recording is null)
        ? new HistoricalFeed([.. markets.Select(FeedInput.Of)])
        : new MergedFeed([.. markets.Select(set => new TickFeed(set.Recording!, set.Instrument.Id, set.Interval))]);
}
