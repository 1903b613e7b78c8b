using System.CommandLine;
using System.Globalization;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;
using Spectre.Console;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la data list</c>.</summary>
internal static class DataListCommand
{
    private sealed record Line(
        string Symbol, string Interval, string Kind, string From, string To, long Rows, int Gaps, string Grade, bool IsSynthetic, string Source);

    public static Command Create(Func<ConfigRequest> process)
    {
        var folder = DataCommand.Folder();
        var json = DataCommand.Json();
        var command = new Command("list", "Show what the catalog holds.") { folder, json };
        command.SetAction(arguments => DataCommand.Run(arguments, () =>
        {
            var own = DataCommand.Open(arguments, folder, process);
            if (DataCommand.IsNamed(arguments, folder) && !Directory.Exists(own.Root))
                throw new DataException($"{own.Root} does not exist.", "Check --data-dir; `la data import` makes a catalog.");
            var lines = Lines(own).ToList();
            if (DataCommand.Demo(arguments, folder, own) is { } demo) lines.AddRange(Lines(demo));
            var to = arguments.InvocationConfiguration.Output;
            if (arguments.GetValue(json)) WriteJson(lines, to);
            else if (lines.Count == 0) to.Write($"{own.Root} holds no data. Import some: la data import PATH --symbol BTCUSDT\n");
            else if (DataCommand.IsTerminal(to)) WriteTable(lines);
            else WritePlain(lines, to);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static IEnumerable<Line> Lines(DataCatalog catalog)
    {
        var grades = new QualityStore(catalog);
        foreach (var set in catalog.Sets())
        {
            var quality = grades.Summary(set);
            yield return new(set.Symbol, set.Interval.ToString(), "bars", set.From.ToString(), set.To.ToString(), set.Rows, quality.Gaps,
                quality.Grade.ToString(), set.IsSynthetic, set.Source);
        }

        foreach (var symbol in catalog.FundingSymbols())
        {
            var funding = catalog.Funding(symbol);
            if (funding.Count > 0)
                yield return new(symbol, "", "funding", funding.Time(0).ToString(), funding.Time(funding.Count - 1).ToString(), funding.Count, 0, "",
                    catalog.Sets().Any(set => set.Symbol == symbol && set.IsSynthetic), "");
        }

        foreach (var entry in new TickStore(catalog).Entries())
            yield return new(entry.Symbol, "", entry.Kinds, entry.From.ToString(), entry.To.ToString(), entry.Rows, 0, "", false, entry.Source);
    }

    private static void WriteTable(List<Line> lines)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("Symbol", "Interval", "Kind", "From (UTC)", "To (UTC)", "Rows", "Gaps", "Grade", "Source");
        foreach (var line in lines)
        {
            table.AddRow(Markup.Escape(line.Symbol), line.Interval, line.Kind, Minute(line.From), Minute(line.To),
                line.Rows.ToString("N0", CultureInfo.InvariantCulture), line.Kind == "bars" ? line.Gaps.ToString(CultureInfo.InvariantCulture) : "",
                line.Grade, (line.IsSynthetic ? "[yellow]SYNTHETIC[/] " : "") + Markup.Escape(Short(line)));
        }

        AnsiConsole.Write(table);
    }

    private static void WritePlain(List<Line> lines, TextWriter to)
    {
        foreach (var line in lines)
        {
            string[] words = [line.Symbol, line.Interval, line.Kind, $"{line.From} to {line.To}", $"{line.Rows} rows",
                line.Kind == "bars" ? $"{line.Gaps} gaps" : "", line.Grade == "" ? "" : $"grade {line.Grade}", line.IsSynthetic ? "SYNTHETIC" : "", Short(line)];
            to.Write(string.Join("  ", words.Where(word => word.Length > 0)) + "\n");
        }
    }

    // A synthetic source begins with that word, which is shown already.
    private static string Short(Line line) => line.IsSynthetic && line.Source.StartsWith("SYNTHETIC: ", StringComparison.Ordinal) ? line.Source[11..] : line.Source;

    private static string Minute(string time) => time[..16].Replace('T', ' ');

    private static void WriteJson(List<Line> lines, TextWriter to) => DataJson.Write(to, json =>
    {
        json.WriteStartArray();
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("symbol", line.Symbol);
            if (line.Interval.Length > 0) json.WriteString("interval", line.Interval);
            json.WriteString("kind", line.Kind);
            json.WriteString("from", line.From);
            json.WriteString("to", line.To);
            json.WriteNumber("rows", line.Rows);
            if (line.Kind == "bars")
            {
                json.WriteNumber("gaps", line.Gaps);
                json.WriteString("grade", line.Grade);
            }

            json.WriteBoolean("synthetic", line.IsSynthetic);
            json.WriteString("source", line.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
