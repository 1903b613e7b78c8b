using System.Buffers;
using System.Globalization;
using System.Text;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>The tables and figures of a session, written when it stops: the same files that a backtest writes.</summary>
internal static class SessionOutput
{
    /// <param name="working">Orders that are alive; they are listed behind those that have ended.</param>
    /// <exception cref="RunFileException">A file cannot be written.</exception>
    public static RunStatistics? Write(string folder, ResolvedConfig resolved, RunResult result, SeenMarket seen, IReadOnlyList<OrderRecord> working)
    {
        result.Orders.AddRange(working);
        var output = resolved.Config.Output;
        AtomicFile.Write(Path.Combine(folder, "config.yaml"), Encoding.UTF8.GetBytes(resolved.ToYaml()));
        RunFiles.Write(folder, result, new RunFileOptions { Csv = output.Csv, Parquet = output.Parquet });
        if (result.Bars == 0) return null;
        var statistics = RunStatistics.From(result, seen.Histories);
        var buffer = new ArrayBufferWriter<byte>();
        var measured = new RunMeasurements(result.StateHash.ToString("x16", CultureInfo.InvariantCulture), ResultHash.Of(result), 0, 0, 0);
        StatsJson.Write(buffer, statistics, measured, ("run_dir", folder));
        AtomicFile.Write(Path.Combine(folder, "stats.json"), buffer.WrittenMemory);
        return statistics;
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
