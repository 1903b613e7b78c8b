using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Reads the sources of an import into memory, sorted by what they are.</summary>
internal sealed class ImportReader(ImportSession session)
{
    public sealed record BarPart(string Symbol, BarInterval Interval, BarSeries Bars, string Name, MarketKind Market);

    public sealed record FundingPart(string Symbol, FundingSeries Funding);

    public sealed record TickPart(string Symbol, string Folder, TickTable Table, long? SmallestDelay, string Name);

    public List<BarPart> Bars { get; } = [];

    public List<BarPart> MarkBars { get; } = [];

    public List<FundingPart> Funding { get; } = [];

    public List<TickPart> Ticks { get; } = [];

    public void Read(SourceFile source)
    {
        if (source.IsParquet) ReadParquet(source);
        else ReadCsv(source);
    }

    private void ReadParquet(SourceFile source)
    {
        if (session.Options.Kind is not (DataKind.Auto or DataKind.Bars))
            throw new DataException($"{source.Name}: only bars can be imported from Parquet.", "Give the rest as CSV.");
        var bytes = File.ReadAllBytes(source.Name);
        session.CountRows(source.Name, BarFile.RowsOf(bytes, source.Name));
        var builder = new BarSeriesBuilder(0);
        BarFile.Append(bytes, source.Name, builder);
        var bars = builder.ToSeries();
        if (bars.Count == 0) throw new DataException($"{source.Name} has no row.", "Give a file with at least one bar.");
        Bars.Add(new(SymbolOf(source), IntervalOf(source, bars), bars, source.Name, MarketOf(source)));
    }

    private void ReadCsv(SourceFile source)
    {
        var length = source.EstimateLength();
        using var rows = new CsvRows(source.Open(), source.Name);
        var layout = CsvLayout.Find(rows, session.Options.Kind);
        var symbol = SymbolOf(source);
        switch (layout.Kind)
        {
            case DataKind.Bars:
                var bars = BarCsv.Read(rows, layout, length, session);
                Bars.Add(new(symbol, IntervalOf(source, bars), bars, source.Name, MarketOf(source)));
                break;
            case DataKind.MarkBars:
                var marks = BarCsv.Read(rows, layout, length, session);
                MarkBars.Add(new(symbol, StepOf(marks) ?? session.Options.Interval ?? BarInterval.OneMinute, marks, source.Name, MarketOf(source)));
                break;
            case DataKind.Funding:
                Funding.Add(new(symbol, FundingCsv.Read(rows, layout, length, session)));
                break;
            default:
                var table = new TickCsv(rows, layout).Read(length, session, out var smallestDelay);
                Ticks.Add(new(symbol, Path.GetDirectoryName(source.HintPath) ?? "", table, smallestDelay, source.Name));
                break;
        }

        source.Verify?.Invoke(rows.Crc32, rows.BytesRead);
    }

    private string SymbolOf(SourceFile source) => session.Options.Symbol ?? NameHints.Symbol(source.HintPath)
        ?? throw new DataException($"{source.Name}: the symbol cannot be told from its name.", "State it: --symbol BTCUSDT.");

    private MarketKind MarketOf(SourceFile source) =>
        session.Options.Market != MarketKind.Unknown ? session.Options.Market : NameHints.Market(source.HintPath);

    // What the user says, else what the names say, else the step from bar to bar; and the bars must agree with it.
    private BarInterval IntervalOf(SourceFile source, BarSeries bars)
    {
        var step = StepOf(bars);
        var said = session.Options.Interval ?? NameHints.Interval(source.HintPath);
        var interval = said ?? step ?? BarInterval.OneMinute;
        if (said is null && step is null)
            session.Warn($"{source.Name}: one bar does not tell its interval; it was taken to be {interval}.");
        if (bars.Count > 2 && step is not null && step.Value != interval)
            throw new DataException($"{source.Name}: the bars are {step} apart, not {interval}.", $"State --interval {step}, or give {interval} bars.");
        BarChecks.RequireGrid(bars, interval, source.Name);
        return interval;
    }

    private static BarInterval? StepOf(BarSeries bars)
    {
        var step = long.MaxValue;
        for (var i = 1; i < bars.Count; i++) step = Math.Min(step, bars.OpenTimes[i] - bars.OpenTimes[i - 1]);
        const long second = 1_000_000_000;
        return step % second == 0 && step <= 604_800 * second ? BarInterval.Of(new(step)) : null;
    }
}
