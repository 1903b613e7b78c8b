using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>What a session saw of one symbol's market, as data of a catalog.</summary>
internal sealed record ExportedMarket(string Symbol, int Bars, int Rates);

/// <summary>Writes the bars and funding rates that a session was told of into a data catalog, so that a backtest can be run on them.</summary>
internal static class SessionExport
{
    /// <param name="target">Folder of the catalog; it is created.</param>
    /// <exception cref="DataException">The session saw no bars, or the catalog holds other ones of the same time.</exception>
    /// <exception cref="JournalFormatException">The journal cannot be read.</exception>
    public static IReadOnlyList<ExportedMarket> Write(SessionFolder folder, string target, Timestamp now)
    {
        using var groups = new JournalGroups(JournalTail.Open(folder.OpenJournal()));
        var facts = groups.Header.Facts!;
        var bars = facts.Instruments.Select(_ => new BarSeriesBuilder()).ToArray();
        var rates = facts.Instruments.Select(_ => new List<(Timestamp Time, FundingRate Rate)>()).ToArray();
        var group = new JournalGroup();
        while (groups.TryRead(group))
            foreach (var entry in group.Entries)
            {
                if (entry.Command is not null) continue;
                var next = entry.Event;
                if (next.Kind == EventKind.BarClose) bars[next.Instrument.Index].Add(next.Bar);
                else if (next.Kind == EventKind.FundingRate) rates[next.Instrument.Index].Add((next.Time, next.FundingRate));
            }

        var writer = new CatalogWriter(DataCatalog.Open(target));
        var options = new SaveOptions { Source = $"session {facts.Id}", Updated = now, IsSynthetic = facts.IsSynthetic };
        var exported = new List<ExportedMarket>();
        foreach (var instrument in facts.Instruments)
        {
            var (own, settled) = (bars[instrument.Id.Index], rates[instrument.Id.Index]);
            if (own.Count == 0) throw new DataException($"Session {facts.Id} saw no bar of {instrument.Symbol}.", "Export a session that ran for a bar at least.");
            writer.Save(instrument.Symbol, BarInterval.Of(groups.Header.Interval), own.ToSeries(), options);
            if (settled.Count > 0) writer.SaveFunding(instrument.Symbol, Series(settled), replace: false);
            exported.Add(new ExportedMarket(instrument.Symbol, own.Count, settled.Count));
        }

        return exported;
    }

    private static FundingSeries Series(List<(Timestamp Time, FundingRate Rate)> rates) => new(
        [.. rates.Select(rate => rate.Time.UnixNanos)], [.. rates.Select(rate => rate.Rate.Rate.Raw)], [.. rates.Select(rate => rate.Rate.MarkPrice.Raw)]);
}
