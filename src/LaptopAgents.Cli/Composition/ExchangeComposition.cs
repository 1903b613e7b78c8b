using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>The market of an exchange: what its data are, and where it begins.</summary>
/// <param name="Symbols">The pairs; empty: every pair that the catalog has.</param>
/// <param name="From">Where the market begins; null: after a day of history, or half-way through data that are shorter.</param>
/// <param name="IsTicks">Recorded trades, quotes and books in place of bars.</param>
internal sealed record ExchangeMarket(IReadOnlyList<string> Symbols, Timestamp? From, bool IsTicks = false);

/// <summary>Builds the options of an exchange from the data on disk.</summary>
internal static class ExchangeComposition
{
    /// <summary>Replays the catalog, or the shipped synthetic market where that has nothing of the pairs.</summary>
    /// <exception cref="DataException">There are no such data.</exception>
    public static ExchangeOptions Options(DataCatalog own, DataCatalog? demo, ExchangeMarket market, out bool isSynthetic)
    {
        isSynthetic = false;
        if (market.IsTicks) return Recorded(own, market);
        var catalog = Choose(own, demo, market.Symbols);
        var symbols = market.Symbols.Count > 0 ? market.Symbols : catalog.Symbols().Where(symbol => catalog.Has(symbol)).ToList();
        if (symbols.Count == 0) throw new DataException($"{catalog.Root} has no one-minute bars to trade on.", "Import some with `la data import`.");
        var sets = symbols.Select((symbol, place) => catalog.Load(symbol, id: new InstrumentId(place))).ToList();
        isSynthetic = sets.Exists(set => set.IsSynthetic);
        return new()
        {
            Instruments = [.. sets.Select(set => set.Instrument)],
            Feed = () => new HistoricalFeed([.. sets.Select(FeedInput.Of)]),
            BarInterval = sets[0].Interval.Length,
            From = Begin(sets, market.From),
        };
    }

    // A recording begins where it begins: a book cannot be entered in the middle.
    private static ExchangeOptions Recorded(DataCatalog catalog, ExchangeMarket market)
    {
        var store = new TickStore(catalog);
        var symbols = market.Symbols.Count > 0 ? market.Symbols : [.. store.Entries().Select(entry => entry.Symbol).Distinct()];
        if (symbols.Count == 0) throw new DataException($"{catalog.Root} has no recordings.", "Import one with `la data import`, or leave --ticks out.");
        var sets = symbols.Select((symbol, place) => store.LoadMarket(symbol, BarInterval.OneMinute, market.From, null, new InstrumentId(place))).ToList();
        return new()
        {
            Instruments = [.. sets.Select(set => set.Instrument)],
            Feed = () => new MergedFeed([.. sets.Select(set => new TickFeed(set.Recording!, set.Instrument.Id, BarInterval.OneMinute))]),
        };
    }

    private static DataCatalog Choose(DataCatalog own, DataCatalog? demo, IReadOnlyList<string> symbols)
    {
        var isThere = symbols.Count > 0 ? symbols.Any(symbol => own.Has(symbol)) : own.Symbols().Any(symbol => own.Has(symbol));
        return isThere || demo is null ? own : demo;
    }

    private static Timestamp Begin(List<MarketDataSet> sets, Timestamp? from)
    {
        var (first, end) = (sets.Min(set => set.From), sets.Max(set => set.To));
        if (from is { } given)
        {
            return given >= first && given < end ? given
                : throw new DataException($"The market cannot begin at {given}: its data reach from {first} to {end}.", "Choose --from inside them.");
        }

        var day = first + Duration.FromMinutes(1440);
        return day < end ? day : (first + new Duration((end - first).Nanos / 2)).FloorTo(Duration.FromMinutes(1));
    }
}
