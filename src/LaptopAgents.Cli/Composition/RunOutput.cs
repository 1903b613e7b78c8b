using System.Buffers;
using System.Globalization;
using System.Text;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>The folder of one run and everything that is written into it.</summary>
internal sealed class RunOutput : IDisposable
{
    private readonly ResolvedConfig _resolved;
    private readonly IReadOnlyList<MarketDataSet> _markets;
    private readonly double _loadSeconds;
    private readonly Timestamp _created;
    private readonly JsonlJournal? _journal;

    private RunOutput(ResolvedConfig resolved, IReadOnlyList<MarketDataSet> markets, double loadSeconds)
    {
        (_resolved, _markets, _loadSeconds) = (resolved, markets, loadSeconds);
        _created = Timestamp.FromDateTime(DateTime.UtcNow);
        Directory = RunDirectory.Create(Pattern(resolved), _created);
        RunDirectory.MarkUnfinished(Directory);
        if (resolved.Config.Output.Journal) _journal = OpenJournal();
    }

    public string Directory { get; }

    public IEventJournal? Journal => _journal;

    public string? ReportPath { get; private set; }

    /// <summary>The content of stats.json.</summary>
    public ReadOnlyMemory<byte> Stats { get; private set; }

    public static RunOutput Create(ResolvedConfig resolved, IReadOnlyList<MarketDataSet> markets, double loadSeconds) =>
        new(resolved, markets, loadSeconds);

    /// <summary>Checks, without leaving anything behind, that the run's folder can be made.</summary>
    /// <exception cref="RunFileException">It cannot.</exception>
    public static void RequireWritable(ResolvedConfig resolved) => RunDirectory.RequireWritable(Pattern(resolved));

    /// <summary>Writes all files of a run that has ended, or was stopped.</summary>
    /// <exception cref="RunFileException">A file cannot be written.</exception>
    public async Task<RunStatistics> WriteAsync(BacktestComposition run, double engineSeconds, CancellationToken cancellation)
    {
        var output = _resolved.Config.Output;
        // They run while the files are written, and only for a report.
        var readings = output.Report ? Task.Run(() => FillReadings.RunAsync(run, cancellation), CancellationToken.None) : null;
        _journal?.Dispose();
        var result = run.Result;
        var resultHash = ResultHash.Of(result);
        InstrumentHistory[] histories = [.. _markets.Select(History)];
        var statistics = RunStatistics.From(result, histories);
        AtomicFile.Write(Path.Combine(Directory, "config.yaml"), Encoding.UTF8.GetBytes(_resolved.ToYaml()));
        var manifest = Manifest(run, resultHash);
        RunFiles.Write(Directory, result, new RunFileOptions { Csv = output.Csv, Parquet = output.Parquet, EquityInterval = EquityStep(output) });
        if (readings is not null)
            WriteReport(RunReport.Model(_resolved, _markets, statistics, histories, manifest, run.Venue.Assumptions, await readings));
        WriteStats(statistics, new RunMeasurements(
            result.StateHash.ToString("x16", CultureInfo.InvariantCulture), resultHash, engineSeconds, _loadSeconds,
            engineSeconds > 0 ? result.Bars / engineSeconds : 0));
        // Last of all: whoever finds a manifest has everything that it speaks of.
        ManifestWriter.Write(Directory, manifest);
        RunDirectory.Finish(Directory);
        return statistics;
    }

    public void Dispose() => _journal?.Dispose();

    private static string Pattern(ResolvedConfig resolved) =>
        resolved.PathOf(resolved.Config.Output.DirFor(resolved.Config, RunDirectory.TimestampPlaceholder));

    // Everything is kept, market events too: a journal is what a replay is made from.
    private JsonlJournal OpenJournal()
    {
        Instrument[] instruments = [.. _markets.Select(set => set.Instrument)];
        var header = JournalHeader.For(EngineComposition.BacktestSession, _markets[0].Interval.Length, instruments, JournalScope.All);
        return new JsonlJournal(File.Create(Path.Combine(Directory, "journal.jsonl")), header);
    }

    private int EquityStep(OutputConfig output) =>
        output.EquityInterval is { } span ? Math.Max(1, (int)(span.Ticks / _resolved.Config.Timeframe.Ticks)) : 1;

    private void WriteStats(RunStatistics statistics, RunMeasurements measurements)
    {
        var buffer = new ArrayBufferWriter<byte>();
        StatsJson.Write(buffer, statistics, measurements, ("run_dir", Directory));
        Stats = buffer.WrittenMemory;
        AtomicFile.Write(Path.Combine(Directory, "stats.json"), buffer.WrittenMemory);
    }

    private void WriteReport(ReportModel model)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        HtmlReport.Write(model, buffer);
        ReportPath = Path.Combine(Directory, "report.html");
        AtomicFile.Write(ReportPath, buffer.WrittenMemory);
    }

    private Manifest Manifest(BacktestComposition run, string resultHash) => new()
    {
        RunId = Path.GetFileName(Directory),
        Created = _created,
        Mode = "backtest",
        Strategy = EngineComposition.NameOf(_resolved.Config.Strategy),
        ParametersHash = RunReport.ParametersHash(_resolved.Config.Strategy),
        ConfigHash = _resolved.Hash,
        Seed = (ulong)_resolved.Config.Engine.Seed,
        Engine = EngineBuilds.Of(
            typeof(RunOutput).Assembly, typeof(TradingEngine).Assembly, typeof(SimulatedVenue).Assembly,
            typeof(Strategies.StrategyCatalog).Assembly, typeof(Price).Assembly),
        DataSets = [.. _markets.SelectMany(DataSets)],
        Assumptions = RunReport.Assumptions(run.Venue.Assumptions, _resolved.Config.Broker.FillModel),
        StateHash = run.Result.StateHash,
        ResultHash = resultHash,
        IsPartial = run.Result.IsPartial,
    };

    private static IEnumerable<ManifestDataSet> DataSets(MarketDataSet set)
    {
        yield return new ManifestDataSet(
            set.Instrument.Symbol, "bars", set.From, set.To, set.Bars.Count, set.Sha256, set.Quality.Grade.ToString(), set.IsSynthetic, set.Source,
            set.Gaps.Count, set.Quality.MissingBars)
        { AskedFrom = set.Shortfall?.AskedFrom, AskedTo = set.Shortfall?.AskedTo, ShortRows = set.Shortfall?.MissingBars ?? 0 };
    }

    private static InstrumentHistory History(MarketDataSet set)
    {
        var funding = new FundingPoint[set.Funding.Count];
        for (var i = 0; i < funding.Length; i++) funding[i] = new FundingPoint(set.Funding.Time(i), set.Funding[i].Rate);
        return new InstrumentHistory(set.Instrument, new SeriesBars(set.Bars), funding);
    }

    private sealed class SeriesBars(BarSeries bars) : IBarSource
    {
        public int Count => bars.Count;

        public ReadOnlySpan<long> OpenUnixNanos => bars.OpenTimes;

        public ReadOnlySpan<long> RawOpen => bars.Opens;

        public ReadOnlySpan<long> RawHigh => bars.Highs;

        public ReadOnlySpan<long> RawLow => bars.Lows;

        public ReadOnlySpan<long> RawClose => bars.Closes;

        public ReadOnlySpan<long> RawVolume => bars.Volumes;
    }
}
