using System.CommandLine;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la data check [SYMBOL]</c>.</summary>
internal static class DataCheckCommand
{
    private const int GapsShown = 10;

    public static Command Create(Func<ConfigRequest> process)
    {
        var symbol = new Argument<string?>("SYMBOL") { Description = "Symbol; all when not given.", Arity = ArgumentArity.ZeroOrOne };
        var interval = new Option<string?>("--interval") { Description = "Length of a bar; all when not given." };
        var folder = DataCommand.Folder();
        var json = DataCommand.Json();
        var command = new Command("check", "Read every bar and grade each set from A to F.") { symbol, interval, folder, json };
        command.SetAction(arguments => DataCommand.Run(arguments, () =>
        {
            var own = DataCommand.Open(arguments, folder, process);
            var reports = Check(own, DataCommand.Demo(arguments, folder, own), arguments.GetValue(symbol), DataCommand.Interval(arguments.GetValue(interval)));
            var to = arguments.InvocationConfiguration.Output;
            if (arguments.GetValue(json))
            {
                DataJson.Write(to, writer =>
                {
                    writer.WriteStartArray();
                    foreach (var (set, report) in reports) WriteJson(writer, set, report);
                    writer.WriteEndArray();
                });
            }
            else
            {
                foreach (var (set, report) in reports) WriteText(set, report, to);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static List<(CatalogSet Set, DataQualityReport Report)> Check(DataCatalog own, DataCatalog? demo, string? symbol, BarInterval? wanted)
    {
        var reports = new List<(CatalogSet, DataQualityReport)>();
        foreach (var catalog in new[] { own, demo })
        {
            if (catalog is null) continue;
            foreach (var set in catalog.Sets())
            {
                if (symbol is not null && !set.Symbol.Equals(symbol, StringComparison.OrdinalIgnoreCase)) continue;
                if (wanted is not null && set.Interval != wanted) continue;
                reports.Add((set, new QualityStore(catalog).Assess(set)));
            }
        }

        // The catalog's own words name what there is instead.
        if (reports.Count == 0 && symbol is not null) own.Set(symbol, wanted);
        if (reports.Count == 0) throw new DataException($"{own.Root} holds no bars.", "Import some: la data import PATH --symbol BTCUSDT, or name a folder that has a catalog.");
        return reports;
    }

    private static void WriteText(CatalogSet set, DataQualityReport report, TextWriter to)
    {
        to.Write($"{set.Symbol} {set.Interval}: grade {report.Grade}{(set.IsSynthetic ? " (SYNTHETIC)" : "")}, {report.Bars} bars, {report.From} to {report.To}\n");
        foreach (var reason in report.Reasons) to.Write($"  {reason}\n");
        foreach (var gap in report.Gaps.Take(GapsShown)) to.Write($"  gap from {gap.From} to {gap.To}: {gap.MissingBars} bars\n");
        if (report.Gaps.Count > GapsShown) to.Write($"  and {report.Gaps.Count - GapsShown} more gaps; --json lists all\n");
        if (report.ZeroVolumeBars > 0) to.Write($"  {report.ZeroVolumeBars} bars without volume, at most {report.LongestZeroVolumeRun} in a row\n");
    }

    private static void WriteJson(Utf8JsonWriter json, CatalogSet set, DataQualityReport report)
    {
        json.WriteStartObject();
        json.WriteString("symbol", set.Symbol);
        json.WriteString("interval", set.Interval.ToString());
        json.WriteBoolean("synthetic", set.IsSynthetic);
        json.WriteString("grade", report.Grade.ToString());
        DataJson.Strings(json, "reasons", report.Reasons);
        json.WriteNumber("bars", report.Bars);
        json.WriteString("from", report.From.ToString());
        json.WriteString("to", report.To.ToString());
        json.WriteNumber("missing_bars", report.MissingBars);
        json.WriteNumber("duplicates", report.Duplicates);
        json.WriteNumber("out_of_order", report.OutOfOrder);
        json.WriteNumber("misaligned", report.Misaligned);
        json.WriteNumber("ohlc_violations", report.OhlcViolations);
        json.WriteNumber("zero_volume_bars", report.ZeroVolumeBars);
        json.WriteNumber("longest_zero_volume_run", report.LongestZeroVolumeRun);
        json.WriteNumber("stale_bars", report.StaleBars);
        json.WriteNumber("outliers", report.Outliers);
        json.WriteNumber("funding_settlements", report.FundingSettlements);
        json.WriteNumber("funding_holes", report.FundingHoles);
        if (report.FundingInterval is { } interval) json.WriteNumber("funding_interval_seconds", interval.TotalSeconds);
        json.WriteStartArray("gaps");
        foreach (var gap in report.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("from", gap.From.ToString());
            json.WriteString("to", gap.To.ToString());
            json.WriteNumber("missing_bars", gap.MissingBars);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
