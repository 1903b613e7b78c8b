using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>A recorded session told again.</summary>
/// <param name="Settlements">Of each instrument, as the session was told.</param>
/// <param name="Events">Events that came out as they were recorded.</param>
/// <param name="Difference">Where they did not; null when all did.</param>
internal sealed record ReplayedSession(
    JournalHeader Header, ResolvedConfig Resolved, ParityRun Run, IReadOnlyList<FundingSeries> Settlements, long Events, JournalDifference? Difference);

/// <summary>Runs a recorded session again: as it was, on bars, or under other assumptions. All end where it ended, with what was open left open.</summary>
internal static class ParityRuns
{
    /// <summary>The session itself. It is made from its journal, and so is known to the last unit even where it never wrote its tables.</summary>
    /// <exception cref="JournalFormatException">The journal cannot be read.</exception>
    public static async Task<ReplayedSession> ReplayAsync(SessionFolder folder, CancellationToken cancellation)
    {
        using var groups = new JournalGroups(JournalTail.Open(folder.OpenJournal()));
        var header = groups.Header;
        var resolved = RecordedConfig.Load(header.Facts!);
        var engine = RecordedConfig.Engine(resolved.Config, header);
        var replay = new JournalReplay(groups, () => engine.StateHash);
        JournalDifference? difference = null;
        var (run, settlements) = await RunAsync(replay, new ReplayBroker(replay), engine, header, replay, header.Facts!.Instruments, cancellation, found => difference = found);
        return new ReplayedSession(header, resolved, run, settlements, replay.Events, difference);
    }

    /// <summary>A backtest on bars with the session's configuration, account and order ids.</summary>
    /// <param name="data">A catalog to take the bars of the session's time from; null for the bars that it saw.</param>
    /// <exception cref="DataException">The catalog has not the bars, or the session saw none.</exception>
    public static async Task<ParityRun> BacktestAsync(ReplayedSession session, string? data, CancellationToken cancellation)
    {
        var (header, config) = (session.Header, session.Resolved.Config);
        if (session.Run.Result.Bars == 0) throw new DataException($"Session {header.Facts!.Id} saw no bar.", "Compare a session that ran for a bar at least.");
        using var feed = new HistoricalFeed([.. session.Run.Histories.Select((history, i) => Input(history, session.Settlements[i], header.Interval, data))]);
        var engine = RecordedConfig.Engine(config, header);
        return (await RunAsync(feed, RecordedConfig.Venue(config, header), engine, header, null, header.Facts!.Instruments, cancellation)).Run;
    }

    /// <summary>The session's market again, with a fresh engine and a fresh venue and another configuration.</summary>
    public static async Task<(ParityRun Run, int OperatorCommands)> WhatIfAsync(SessionFolder folder, LaConfig config, CancellationToken cancellation)
    {
        using var groups = new JournalGroups(JournalTail.Open(folder.OpenJournal()));
        var (header, facts) = (groups.Header, groups.Header.Facts!);
        Instrument[] instruments = [.. facts.Instruments.Select(instrument => VenueComposition.Configure(instrument, config.Broker))];
        var feed = new RecordedMarketFeed(groups);
        var start = Money.FromDecimal(config.Trading.StartingEquity);
        var engine = new TradingEngine(
            RecordedConfig.Options(config, header) with { StartEquity = start }, instruments, _ => EngineComposition.Strategy(config.Strategy));
        var venue = new SimulatedVenue(instruments, header.Interval, VenueComposition.Options(config));
        var (run, _) = await RunAsync(feed, venue, engine, header, null, instruments, cancellation);
        return (run, feed.OperatorCommands);
    }

    private static async Task<(ParityRun Run, IReadOnlyList<FundingSeries> Settlements)> RunAsync(
        IMarketDataFeed feed, IBroker broker, TradingEngine engine, JournalHeader header, IEventJournal? journal, IReadOnlyList<Instrument> instruments,
        CancellationToken cancellation, Action<JournalDifference>? onDifference = null)
    {
        var result = new RunResult { Instruments = instruments, Interval = header.Interval, StartEquity = engine.Equity, Equity = new EquityCurve() };
        var seen = new SeenMarket(feed, instruments);
        var session = new Session(seen, broker, engine, new RunRecorder(engine, result), journal, new SessionOptions(CloseAtEnd: false, CanGoOn: true));
        try
        {
            await session.RunAsync(cancellation);
        }
        catch (JournalDifferenceException error) when (onDifference is not null)
        {
            onDifference(error.Difference);
        }

        cancellation.ThrowIfCancellationRequested();
        // Orders that are alive stand behind those that have ended, as in a session's tables.
        result.Orders.AddRange(StateKeeper.LiveOrders(engine));
        return (new ParityRun(result, [.. instruments.Select(instrument => engine.MarkOf(instrument.Id))], seen.Histories), seen.Settlements);
    }

    private static FeedInput Input(InstrumentHistory history, FundingSeries settled, Duration length, string? data)
    {
        var (bars, interval) = (history.Bars, BarInterval.Of(length));
        if (data is not null && bars.Count > 0)
        {
            var set = DataCatalog.Open(data).Load(
                history.Instrument.Symbol, interval, new Timestamp(bars.OpenUnixNanos[0]), new Timestamp(bars.OpenUnixNanos[^1]) + length, history.Instrument.Id);
            return new FeedInput(history.Instrument.Id, interval, set.Bars, set.Funding.Count > 0 ? set.Funding : settled);
        }

        var own = new BarSeriesBuilder(bars.Count + 1);
        for (var i = 0; i < bars.Count; i++)
            own.Add(new Bar(
                new Timestamp(bars.OpenUnixNanos[i]), new Price(bars.RawOpen[i]), new Price(bars.RawHigh[i]), new Price(bars.RawLow[i]), new Price(bars.RawClose[i]),
                new Quantity(bars.RawVolume[i])));
        return new FeedInput(history.Instrument.Id, interval, own.ToSeries(), settled);
    }
}
