using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text;
using LaptopAgents.Analysis;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la parity SESSION</c>: a session against its own replay, and against a backtest.</summary>
internal static class ParityCommand
{
    public static Command Create(Func<ConfigRequest> process)
    {
        var session = SessionArguments.Session();
        var data = new Option<string?>("--data")
        {
            Description = "Catalog whose bars the backtest runs on, such as one fetched afterwards; otherwise the bars that the session saw.", HelpName = "DIR",
        };
        var json = new Option<bool>("--json") { Description = "Print the comparison as JSON on standard output." };
        var noReport = new Option<bool>("--no-report") { Description = "Write no report.html." };
        var command = new Command("parity", "Compare a session with its own replay, which must be the same, and with a backtest, order by order.") { session, data, json, noReport };
        command.SetAction((arguments, cancellation) => SessionArguments.RunAsync(arguments, () =>
        {
            var working = process().WorkingDirectory;
            var folder = SessionFolder.Find(arguments.GetRequiredValue(session), working);
            var catalog = arguments.GetValue(data) is { } given ? Path.GetFullPath(given, working) : null;
            return RunAsync(folder, catalog, arguments, arguments.GetValue(json), !arguments.GetValue(noReport), cancellation);
        }));
        return command;
    }

    private static async Task<int> RunAsync(
        SessionFolder folder, string? data, ParseResult arguments, bool isJson, bool hasReport, CancellationToken cancellation)
    {
        var (output, errors) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var replayed = await ParityRuns.ReplayAsync(folder, cancellation);
        if (replayed.Difference is { } difference)
        {
            errors.WriteLine(SessionErrors.TextOf(difference));
            if (isJson) WriteJson(output, folder, replayed, null);
            else output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"replay    1 differences in {replayed.Events} events; there is nothing to compare before it has none"));
            return ExitCodes.Differs;
        }

        var backtest = await ParityRuns.BacktestAsync(replayed, data, cancellation);
        var report = ParityAttribution.Compare(replayed.Run, backtest);
        if (isJson) WriteJson(output, folder, replayed, report);
        else
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"replay    0 differences in {replayed.Events} events"));
            var verdict = report.IsSame ? "no difference" : $"difference {report.Difference}, unexplained {report.Sums[ParityCause.Unexplained]}";
            output.WriteLine($"backtest  on {data ?? "the bars that the session saw"}: {verdict}");
            ParityTables.Write(output, report, replayed.Run.Result.Instruments, "session", "backtest");
        }

        if (!hasReport) return ExitCodes.Done;
        var page = ParityPage.Write(folder, replayed, report, data ?? "the bars that the session saw");
        if (!isJson) output.WriteLine($"report    {page}");
        return ExitCodes.Done;
    }

    private static void WriteJson(TextWriter output, SessionFolder folder, ReplayedSession replayed, ParityReport? report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ParityJson.Write(buffer, folder.Id, replayed.Events, replayed.Difference is null ? 0 : 1, report);
        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
