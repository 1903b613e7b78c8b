using System.Globalization;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using Spectre.Console;

namespace LaptopAgents.Cli.Commands;

/// <summary>Two runs of one market as tables for people.</summary>
internal static class ParityTables
{
    private const int Rows = 20;

    /// <summary>Writes the way from one to the other, and the orders that differ.</summary>
    public static void Write(TextWriter output, ParityReport report, IReadOnlyList<Instrument> instruments, string left, string right)
    {
        foreach (var line in ParityWaterfall.Lines(report, right, left)) output.WriteLine(line);
        output.WriteLine(Invariant($"orders: {report.Matched} in both, {report.OnlySession} in {left} alone, {report.OnlyBacktest} in {right} alone"));
        if (report.RevisedBars + report.MissingBars > 0)
            output.WriteLine(Invariant($"bars: {report.RevisedBars} have other prices, {report.MissingBars} are in one of the two alone"));
        ParityLine[] lines = [.. report.Lines.Where(line => line.Differs)];
        if (lines.Length == 0) return;
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in new[] { "time", "symbol", "what", left, right }) table.AddColumn(column);
        table.AddColumn(new TableColumn("difference").RightAligned());
        table.AddColumn("why");
        foreach (var line in lines.Take(Rows))
            table.AddRow(
                Text(line.Time.ToDateTime().ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), Text(instruments[line.Instrument.Index].Symbol), Text(line.What),
                Text(ParityText.Order(line.Session)), Text(ParityText.Order(line.Backtest)), Text(line.Amounts.Total.ToString()), Text(ParityText.Why(line)));
        Console(output).Write(table);
        if (lines.Length > Rows) output.WriteLine(Invariant($"{lines.Length - Rows} more; --json lists them all."));
    }

    /// <summary>The figures of two runs beside each other.</summary>
    public static void WriteSideBySide(TextWriter output, IReadOnlyList<(string Name, decimal Left, decimal Right)> figures, string left, string right)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("");
        foreach (var column in new[] { left, right, "difference" }) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (name, first, second) in figures) table.AddRow(Text(name), Text(Number(first)), Text(Number(second)), Text(Number(second - first)));
        Console(output).Write(table);
    }

    private static IAnsiConsole Console(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    // What comes from a strategy or a file is no markup.
    private static Text Text(string text) => new(text);

    private static string Number(decimal value) => value.ToString("#,0.########", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
