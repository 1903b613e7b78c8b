using System.Buffers;
using System.Globalization;
using System.Text;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>The tables and figures of a session, written when it stops: the same files that a backtest writes.</summary>
internal static class SessionOutput
{
    /// <returns>Null when no bar was told: there is nothing to reckon with.</returns>
    /// <exception cref="RunFileException">A file cannot be written.</exception>
    public static RunStatistics? Write(PaperSession session)
    {
        var (folder, result, resolved) = (session.Folder.Path, session.Result, session.Resolved);
        var output = resolved.Config.Output;
        // Orders that are alive are listed behind those that have ended.
        result.Orders.AddRange(StateKeeper.LiveOrders(session.Engine));
        AtomicFile.Write(Path.Combine(folder, "config.yaml"), Encoding.UTF8.GetBytes(resolved.ToYaml()));
        RunFiles.Write(folder, result, new RunFileOptions { Csv = output.Csv, Parquet = output.Parquet });
        var resultHash = ResultHash.Of(result);
        ManifestWriter.Write(folder, Manifest(session, resultHash));
        if (result.Bars == 0) return null;
        var statistics = RunStatistics.From(result, session.Seen.Histories);
        var buffer = new ArrayBufferWriter<byte>();
        var measured = new RunMeasurements(result.StateHash.ToString("x16", CultureInfo.InvariantCulture), resultHash, 0, 0, 0);
        StatsJson.Write(buffer, statistics, measured, ("run_dir", folder));
        AtomicFile.Write(Path.Combine(folder, "stats.json"), buffer.WrittenMemory);
        return statistics;
    }

    // What the session saw is in its journal; there is no data set that it was made from.
    private static Manifest Manifest(PaperSession session, string resultHash)
    {
        var (facts, config) = (session.Header.Facts!, session.Resolved.Config);
        return new Manifest
        {
            RunId = facts.Id,
            Created = facts.Created,
            Mode = facts.Mode,
            Strategy = EngineComposition.NameOf(config.Strategy),
            ParametersHash = RunReport.ParametersHash(config.Strategy),
            ConfigHash = session.Resolved.Hash,
            Seed = (ulong)config.Engine.Seed,
            Engine = RecordedConfig.Build(),
            DataSets = [],
            Assumptions = RunReport.Assumptions(session.Assumptions, config.Broker.FillModel),
            StateHash = session.Result.StateHash,
            ResultHash = resultHash,
            IsPartial = session.Result.IsPartial,
        };
    }

    /// <summary>Writes the account at the beginning of each UTC day.</summary>
    public static void WriteDays(string folder, IReadOnlyList<DailyEquity> days)
    {
        var text = new StringBuilder("day,time,equity,cash,realised,fees,funding,fills\n");
        foreach (var day in days)
        {
            var date = new Timestamp(day.Day * 86_400_000_000_000).ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{date},{day.Time},{day.Equity},{day.Cash},{day.Realised},{day.Fees},{day.Funding},{day.Fills}\n");
        }

        AtomicFile.Write(Path.Combine(folder, "equity_daily.csv"), Encoding.UTF8.GetBytes(text.ToString()));
    }
}
