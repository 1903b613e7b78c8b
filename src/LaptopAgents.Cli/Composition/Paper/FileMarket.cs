using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>
/// The market of the data catalog, or the shipped synthetic one, told at some pace. It stands still while nobody listens: a resumed
/// session has missed nothing.
/// </summary>
internal sealed class FileMarket(ResolvedConfig resolved, double speed, TimeProvider clock) : IPaperMarket
{
    private readonly IReadOnlyList<MarketDataSet> _markets = MarketSelection.Load(resolved);

    public IReadOnlyList<Instrument> Instruments => [.. _markets.Select(set => set.Instrument)];

    public string Source => string.Join("; ", _markets.Select(set => $"{set.Instrument.Symbol} {set.From} to {set.To}, {set.Source}"));

    public bool IsSynthetic => _markets.Any(set => set.IsSynthetic);

    public IMarketDataFeed Open(Timestamp after) => new PacedFeed(BacktestComposition.Feed(_markets), speed, clock, after);
}
