using LaptopAgents.Benchmarks.Yardsticks;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Benchmarks.Gate;

/// <summary>A catalog of minutes in a folder of its own, gone when disposed of.</summary>
internal sealed class StoredYears : IDisposable
{
    private const string Symbol = "BTCUSDT";
    private readonly string _folder = Directory.CreateTempSubdirectory("la-gate-").FullName;
    private readonly DataCatalog _catalog;

    public StoredYears(ReferenceMarket market)
    {
        _catalog = DataCatalog.Open(_folder);
        var bars = new BarSeries(market.OpenTime, market.Open, market.High, market.Low, market.Close, market.Volume, market.Count);
        new CatalogWriter(_catalog).Save(
            Symbol, BarInterval.OneMinute, bars,
            new SaveOptions { Source = "reference market", Updated = new Timestamp(market.OpenTime[^1]), IsSynthetic = true });
        Count = bars.Count;
    }

    public int Count { get; }

    /// <summary>Reads everything into memory.</summary>
    public long Load() => _catalog.Stream(Symbol).Sum(part => (long)part.Count);

    /// <summary>Everything, a month at a time, through the engine.</summary>
    public long StreamThroughEngine() => Backtest.Stream(_catalog.Stream(Symbol));

    /// <summary>Everything at once, with its checks, as a run loads it.</summary>
    public long LoadWhole() => _catalog.Load(Symbol).Bars.Count;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
