using System.CommandLine;
using LaptopAgents.Bitunix;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;
using Spectre.Console;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la data fetch</c>: downloads bars and funding from the venue.</summary>
internal static class DataFetchCommand
{
    public static Command Create(Func<ConfigRequest> process)
    {
        var symbols = new Option<string[]>("--symbol", "-s") { Description = "Symbol, or several separated by commas.", HelpName = "SYMBOL", DefaultValueFactory = _ => ["BTCUSDT"] };
        var days = new Option<int>("--days") { Description = "Days, counted back from --to or from now.", HelpName = "N", DefaultValueFactory = _ => 90 };
        var from = new Option<string?>("--from") { Description = "First moment, UTC; instead of --days.", HelpName = "TIME" };
        var to = new Option<string?>("--to") { Description = "End, exclusive, UTC.", HelpName = "TIME" };
        var interval = new Option<string?>("--interval") { Description = "Length of a bar. Default: 1m.", HelpName = "INTERVAL" };
        var noFunding = new Option<bool>("--no-funding") { Description = "Fetch no funding settlements." };
        var replace = new Option<bool>("--replace") { Description = "Settlements that differ from stored ones take their place." };
        var venue = new Option<string?>("--venue-url") { Description = "Another host that speaks Bitunix's protocol.", HelpName = "URL" };
        var folder = DataCommand.Folder();
        var json = DataCommand.Json();
        var command = new Command("fetch", "Download bars and funding from Bitunix into the catalog. What is there already is not fetched again.")
        {
            symbols, days, from, to, interval, noFunding, replace, venue, folder, json,
        };
        days.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 3650) given.AddError("--days must be from 1 to 3650.");
        });
        venue.Validators.Add(given =>
        {
            try
            {
                BitunixHosts.For(given.GetValueOrDefault<string?>());
            }
            catch (ArgumentException problem)
            {
                given.AddError($"--venue-url: {problem.Message}");
            }
        });
        command.SetAction((arguments, cancellation) => RunAsync(arguments, async () =>
        {
            var hosts = BitunixHosts.For(arguments.GetValue(venue));
            var end = DataCommand.Instant(arguments.GetValue(to), "--to") ?? Timestamp.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var start = DataCommand.Instant(arguments.GetValue(from), "--from") ?? end - Duration.FromMinutes(1440L * arguments.GetValue(days));
            if (start >= end) throw new DataException($"The range from {start} to {end} is empty or reversed.", "Give a start that is before the end.");
            var step = DataCommand.Interval(arguments.GetValue(interval)) ?? BarInterval.OneMinute;
            if (!VenueIntervals.IsKnown(step.Length)) throw new DataException($"Bitunix has no bars of {step}.", "Use 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h or 1d.");
            var requests = arguments.GetRequiredValue(symbols).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()
                .Select(symbol => new DownloadRequest(symbol.ToUpperInvariant(), step, start, end, !arguments.GetValue(noFunding), arguments.GetValue(replace))).ToList();
            using var exchange = new HttpClientExchange();
            var source = hosts == BitunixHosts.Live ? "Bitunix" : $"Bitunix at {hosts.Rest.Authority}";
            var download = new VenueDownload(new BitunixRest(exchange, hosts, TimeProvider.System), DataCommand.Open(arguments, folder, process), source);
            var isJson = arguments.GetValue(json);
            var results = await DownloadAsync(download, requests, !isJson && DataCommand.IsTerminal(arguments.InvocationConfiguration.Output), cancellation);
            Tell(results, isJson, arguments.InvocationConfiguration.Output);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, Func<Task<int>> work)
    {
        var errors = arguments.InvocationConfiguration.Error;
        try
        {
            return await work();
        }
        catch (DataException problem)
        {
            errors.Write($"error: {problem.Message}\n");
            return ExitCodes.DataRefused;
        }
        catch (OperationCanceledException)
        {
            errors.Write("Interrupted; what was fetched is kept, and the same command goes on from there.\n");
            return ExitCodes.Interrupted;
        }
        catch (Exception problem) when (problem is DownloadException or IOException or UnauthorizedAccessException)
        {
            errors.Write($"error: {problem.Message}\n");
            return ExitCodes.Failure;
        }
    }

    private static async Task<List<DownloadResult>> DownloadAsync(VenueDownload download, List<DownloadRequest> requests, bool isTerminal, CancellationToken cancellation)
    {
        if (!isTerminal) return await EachAsync(null);
        return await AnsiConsole.Progress().AutoClear(true).StartAsync(screen => EachAsync(new Meter(screen)));

        async Task<List<DownloadResult>> EachAsync(IProgress<DownloadProgress>? progress)
        {
            var results = new List<DownloadResult>();
            foreach (var request in requests) results.Add(await download.RunAsync(request, progress, cancellation));
            return results;
        }
    }

    private static void Tell(List<DownloadResult> results, bool isJson, TextWriter to)
    {
        if (isJson)
        {
            WriteJson(results, to);
            return;
        }

        foreach (var done in results)
        {
            to.Write($"{done.Symbol} {done.Interval} bars: {done.From} to {done.To}: {done.Added} new, {done.Known} known, {done.Missing} not at the venue\n");
            if (done.FundingAdded > 0) to.Write($"{done.Symbol} funding: {done.FundingAdded} new settlements\n");
        }
    }

    private static void WriteJson(List<DownloadResult> results, TextWriter to) => DataJson.Write(to, json =>
    {
        json.WriteStartArray();
        foreach (var done in results)
        {
            json.WriteStartObject();
            json.WriteString("symbol", done.Symbol);
            json.WriteString("interval", done.Interval.ToString());
            json.WriteString("from", done.From.ToString());
            json.WriteString("to", done.To.ToString());
            json.WriteNumber("added", done.Added);
            json.WriteNumber("known", done.Known);
            json.WriteNumber("missing", done.Missing);
            json.WriteNumber("funding_added", done.FundingAdded);
            DataJson.Strings(json, "files", done.Files);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private sealed class Meter(ProgressContext screen) : IProgress<DownloadProgress>
    {
        private readonly SortedDictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

        public void Report(DownloadProgress value)
        {
            if (!_tasks.TryGetValue(value.Symbol, out var task)) _tasks[value.Symbol] = task = screen.AddTask(Markup.Escape(value.Symbol));
            task.MaxValue = Math.Max(1, value.BarsExpected);
            task.Value = value.BarsDone;
        }
    }
}
