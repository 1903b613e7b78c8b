using System.CommandLine;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;
using Spectre.Console;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la data import PATH…</c>.</summary>
internal static class DataImportCommand
{
    private static readonly string[] s_kinds = ["auto", "bars", "trades", "quotes", "depth", "funding", "mark"];

    public static Command Create(Func<ConfigRequest> process)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files (.csv, .csv.gz, .zip, .parquet), folders, or patterns such as 'dump/BTCUSDT-1m-*.zip'.", Arity = ArgumentArity.OneOrMore };
        var symbol = new Option<string?>("--symbol") { Description = "Symbol; otherwise from the names of the files." };
        var interval = new Option<string?>("--interval") { Description = "Length of a bar, such as 1m or 1h; otherwise from names and times." };
        var kind = new Option<string>("--kind") { Description = "What the rows are.", DefaultValueFactory = _ => "auto" };
        kind.AcceptOnlyFromAmong(s_kinds);
        var market = new Option<string?>("--market") { Description = "Kind of market that bars are of, spot or perpetual; otherwise from the names of files and folders." };
        market.AcceptOnlyFromAmong("spot", "perpetual");
        var source = new Option<string?>("--source") { Description = "Where the data came from, in words." };
        var replace = new Option<bool>("--replace") { Description = "Let new rows win over stored ones that differ, and over files that are damaged or missing." };
        var sort = new Option<bool>("--sort") { Description = "Sort rows that are out of order, and drop repeated ones." };
        var maxRows = new Option<long>("--max-rows") { Description = "Rows that one import may hold.", DefaultValueFactory = _ => DataCatalog.MaxRowsInMemory };
        var folder = DataCommand.Folder();
        var json = DataCommand.Json();
        var command = new Command("import", "Put market data into the catalog: all of it, or on any problem nothing.")
        {
            paths, symbol, interval, kind, market, source, replace, sort, maxRows, folder, json,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(DataCommand.Run(arguments, () =>
        {
            var options = new ImportOptions
            {
                Symbol = arguments.GetValue(symbol),
                Interval = DataCommand.Interval(arguments.GetValue(interval)),
                Kind = Enum.Parse<DataKind>(arguments.GetRequiredValue(kind), ignoreCase: true),
                Market = Enum.TryParse<MarketKind>(arguments.GetValue(market), ignoreCase: true, out var stated) ? stated : MarketKind.Unknown,
                Source = arguments.GetValue(source),
                Replace = arguments.GetValue(replace),
                Sort = arguments.GetValue(sort),
                MaxRows = arguments.GetValue(maxRows),
                Now = Timestamp.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            };
            var catalog = DataCommand.Open(arguments, folder, process);
            var root = process().WorkingDirectory;
            var given = arguments.GetRequiredValue(paths).Select(path => Path.Combine(root, path)).ToList();
            var isJson = arguments.GetValue(json);
            var result = Import(new(catalog), given, options, isTerminal: !isJson && DataCommand.IsTerminal(arguments.InvocationConfiguration.Output), cancellation);
            Tell(result, isJson, arguments.InvocationConfiguration);
            return ExitCodes.Done;
        })));
        return command;
    }

    private static ImportResult Import(Importer importer, List<string> paths, ImportOptions options, bool isTerminal, CancellationToken cancellation)
    {
        if (!isTerminal) return importer.Import(paths, options, null, cancellation);
        return AnsiConsole.Progress().AutoClear(true).Start(screen =>
        {
            var bar = screen.AddTask("Reading");
            return importer.Import(paths, options, new Meter(bar), cancellation);
        });
    }

    private static void Tell(ImportResult result, bool isJson, InvocationConfiguration to)
    {
        if (isJson)
        {
            WriteJson(result, to.Output);
            return;
        }

        foreach (var warning in result.Warnings) to.Error.Write($"warning: {warning}\n");
        foreach (var set in result.Sets)
        {
            var what = set.Interval is { } interval ? $"{interval} bars" : set.Kind;
            to.Output.Write($"{set.Symbol} {what}: {set.Rows} rows, {set.From} to {set.To}: {set.Added} new, {set.Identical} known, {set.Replaced} replaced\n");
        }
    }

    private static void WriteJson(ImportResult result, TextWriter to) => DataJson.Write(to, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("sets");
        foreach (var set in result.Sets)
        {
            json.WriteStartObject();
            json.WriteString("kind", set.Kind);
            json.WriteString("symbol", set.Symbol);
            if (set.Interval is { } interval) json.WriteString("interval", interval.ToString());
            json.WriteString("from", set.From.ToString());
            json.WriteString("to", set.To.ToString());
            json.WriteNumber("rows", set.Rows);
            json.WriteNumber("added", set.Added);
            json.WriteNumber("identical", set.Identical);
            json.WriteNumber("replaced", set.Replaced);
            DataJson.Strings(json, "files", set.Files);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        DataJson.Strings(json, "warnings", result.Warnings);
        json.WriteEndObject();
    });

    private sealed class Meter(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            task.MaxValue = Math.Max(1, value.BytesTotal);
            task.Value = value.BytesRead;
            task.Description = Markup.Escape(Path.GetFileName(value.File));
        }
    }
}
