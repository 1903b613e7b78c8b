using System.Buffers;
using System.Globalization;
using LaptopAgents.Analysis;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>The report of a session that was compared with a backtest, beside its other files.</summary>
internal static class ParityPage
{
    /// <returns>Where it was written.</returns>
    /// <exception cref="RunFileException">It cannot be written.</exception>
    public static string Write(SessionFolder folder, ReplayedSession session, ParityReport parity, string data)
    {
        var (facts, result) = (session.Header.Facts!, session.Run.Result);
        var strategy = EngineComposition.NameOf(session.Resolved.Config.Strategy);
        var symbols = string.Join(", ", facts.Instruments.Select(instrument => instrument.Symbol));
        var model = new ReportModel
        {
            Title = $"{strategy} · {symbols} · {facts.Mode}{(facts.IsSynthetic ? " · SYNTHETIC" : "")}",
            Statistics = RunStatistics.From(result, session.Run.Histories),
            Histories = session.Run.Histories,
            IsSynthetic = facts.IsSynthetic,
            ManifestHash = ResultHash.Of(result),
            Manifest =
            [
                new("Session", facts.Id), new("Created", facts.Created.ToString()), new("Strategy", strategy), new("Configuration hash", facts.ConfigHash),
                new("State hash", result.StateHash.ToString("x16", CultureInfo.InvariantCulture)), new("Program", facts.Build.Version),
                new("Events told again", session.Events.ToString(CultureInfo.InvariantCulture)), new("Compared with a backtest on", data),
            ],
            DataQuality = [$"What the session was told, from its journal: {result.Bars.ToString(CultureInfo.InvariantCulture)} bars."],
            Settings = RunReport.Differences(session.Resolved),
            Parity = parity,
            Product = $"LaptopAgents {RecordedConfig.Build().Version}",
        };
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        HtmlReport.Write(model, buffer);
        var path = Path.Combine(folder.Path, "report.html");
        AtomicFile.Write(path, buffer.WrittenMemory);
        return path;
    }
}
