using System.CommandLine;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la data export SYMBOL PATH</c>.</summary>
internal static class DataExportCommand
{
    private static readonly string[] s_formats = ["csv", "csv.gz", "parquet"];

    public static Command Create(Func<ConfigRequest> process)
    {
        var symbol = new Argument<string>("SYMBOL") { Description = "Symbol." };
        var path = new Argument<string>("PATH") { Description = "File to write." };
        var format = new Option<string?>("--format") { Description = "Form of the file; otherwise from its name." };
        format.AcceptOnlyFromAmong(s_formats);
        var interval = new Option<string?>("--interval") { Description = "Length of a bar (1m when not given)." };
        var from = new Option<string?>("--from") { Description = "First bar's opening, UTC." };
        var to = new Option<string?>("--to") { Description = "End: bars that open before it are written, UTC." };
        var folder = DataCommand.Folder();
        var json = DataCommand.Json();
        var command = new Command("export", "Write bars of the catalog to one file.") { symbol, path, format, interval, from, to, folder, json };
        command.SetAction(arguments => DataCommand.Run(arguments, () =>
        {
            var own = DataCommand.Open(arguments, folder, process);
            var name = arguments.GetRequiredValue(symbol);
            var length = DataCommand.Interval(arguments.GetValue(interval)) ?? BarInterval.OneMinute;
            // What is listed can be exported, the shipped demo included.
            var catalog = !own.Has(name, length) && DataCommand.Demo(arguments, folder, own) is { } demo && demo.Has(name, length) ? demo : own;
            var target = Path.Combine(process().WorkingDirectory, arguments.GetRequiredValue(path));
            var (first, end) = (DataCommand.Instant(arguments.GetValue(from), "--from"), DataCommand.Instant(arguments.GetValue(to), "--to"));
            if (end <= first) throw new UsageException($"--from {first} is not before --to {end}.");
            var rows = BarExport.Write(catalog, name, length, first, end, Format(arguments.GetValue(format), target), target);
            Tell(arguments, json, name, length, rows, target, catalog.Set(name, length).IsSynthetic);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static ExportFormat Format(string? text, string path)
    {
        var name = text ?? s_formats.FirstOrDefault(ending => path.EndsWith("." + ending, StringComparison.OrdinalIgnoreCase));
        return name switch
        {
            "csv" => ExportFormat.Csv,
            "csv.gz" => ExportFormat.CsvGz,
            "parquet" => ExportFormat.Parquet,
            _ => throw new UsageException($"The form of {path} cannot be told from its name. State --format csv, csv.gz or parquet."),
        };
    }

    private static void Tell(ParseResult arguments, Option<bool> json, string symbol, BarInterval interval, long rows, string path, bool isSynthetic)
    {
        var output = arguments.InvocationConfiguration.Output;
        if (!arguments.GetValue(json))
        {
            output.Write($"{rows} {interval} bars of {symbol}{(isSynthetic ? " (SYNTHETIC)" : "")} written to {path}\n");
            return;
        }

        DataJson.Write(output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("symbol", symbol);
            writer.WriteString("interval", interval.ToString());
            writer.WriteNumber("rows", rows);
            writer.WriteBoolean("synthetic", isSynthetic);
            writer.WriteString("path", path);
            writer.WriteEndObject();
        });
    }
}
