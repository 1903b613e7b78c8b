using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Simulation;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History;

/// <summary>The catalog on real exchange records, where they are.</summary>
public sealed class RealDataTests
{
    [Fact]
    public void Perpetual_minutes_funding_and_mark_prices_are_whole_and_exact()
    {
        var source = Source();
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        var result = new Importer(catalog).Import(
            [Path.Combine(source, "binance-usdm/BTCUSDT/1m"), Path.Combine(source, "binance-usdm/BTCUSDT/funding.csv"), Path.Combine(source, "binance-usdm/BTCUSDT/mark_8h.csv.gz")],
            new() { Now = Start });
        Assert.Equal(159_537, result.Sets[0].Rows);

        var trend = catalog.Load("BTCUSDT", from: At("2025-05-04T15:33:00Z"), to: At("2025-06-24T10:32:00Z"));
        Assert.Equal(DataGrade.A, trend.Quality.Grade);
        Assert.Empty(trend.Gaps);
        Assert.Equal((95505.4m, 95505.5m, 95502.7m, 95502.7m, 16.536m), trend.Bars[0] is var bar
            ? (bar.Open.ToDecimal(), bar.High.ToDecimal(), bar.Low.ToDecimal(), bar.Close.ToDecimal(), bar.Volume.ToDecimal()) : default);
        Assert.Equal(153, trend.Funding.Count);
        Assert.DoesNotContain(0L, trend.Funding.MarkPrices.ToArray());

        var crashes = catalog.Load("BTCUSDT", from: At("2025-01-27T13:02:00Z"), to: At("2025-02-26T13:01:00Z"));
        Assert.Equal((17, DataGrade.A), (crashes.Quality.ZeroVolumeBars, crashes.Quality.Grade));
        Assert.Equal(2, catalog.Load("BTCUSDT").Gaps.Count);
    }

    [Fact]
    public void The_spot_halt_is_the_one_gap_of_its_years()
    {
        var source = Source();
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Path.Combine(source, "binance-spot/BTCUSDT/1m/2023-0*.csv.gz"), new() { Symbol = "BTCUSDT-SPOT", Now = Start });
        var gap = Assert.Single(catalog.Load("BTCUSDT-SPOT").Gaps);
        Assert.Equal((At("2023-03-24T12:40:00Z"), At("2023-03-24T14:00:00Z"), 80L), (gap.From, gap.To, gap.MissingBars));
    }

    [Fact]
    public void What_is_exported_is_what_the_source_says()
    {
        var source = Path.Combine(Source(), "okx-swap/BTC-USDT-SWAP/1m/2025-04.csv.gz");
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, source);
        BarExport.Write(catalog, "BTC-USDT-SWAP", BarInterval.OneMinute, null, null, ExportFormat.Csv, folder["out.csv"]);
        using var lines = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(source), System.IO.Compression.CompressionMode.Decompress));
        var expected = lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var exported = File.ReadAllLines(folder["out.csv"]);
        Assert.Equal(expected.Length, exported.Length);
        for (var i = 1; i < expected.Length; i++)
            Assert.Equal(expected[i].Split(',').Select(decimal.Parse), exported[i].Split(',').Select(decimal.Parse));
    }

    [Theory]
    [InlineData("BTCUSDT", "2023-04-04T2358", 32, 382_336)]
    [InlineData("BTCUSDT", "2024-07-18T2357", 1_525, 465_820)]
    [InlineData("ETHUSDT", "2024-07-18T2357", 1_525, 418_121)]
    public void A_recording_replays_in_order_with_a_book_that_never_crosses(string symbol, string recorded, int correctionMs, int rows)
    {
        var source = Source();
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Path.Combine(source, "binance-usdm", symbol, "l2", recorded));
        var store = new TickStore(catalog);
        var recording = store.Load(Assert.Single(store.Entries(symbol)));
        Assert.Equal((rows, correctionMs), ((int)recording.Rows, (int)Math.Round(recording.ClockCorrection!.Value.TotalMilliseconds)));

        var feed = new TickFeed(recording, default, BarInterval.OneMinute);
        var batch = new MarketBatch();
        var (bids, asks) = (new SortedSet<long>(), new SortedSet<long>());
        var (last, told, bars, funding, touched, agreed) = (Timestamp.MinValue, 0, 0, 0, 0, 0);
        while (feed.TryRead(batch))
        {
            Assert.True(batch.Time > last);
            last = batch.Time;
            foreach (ref readonly var e in batch.Events)
            {
                told++;
                Assert.True(e.ReceiveTime >= e.Time);
                if (e.Kind == EventKind.BarClose) bars++;
                if (e.Kind == EventKind.FundingRate) funding++;
                if (e.Kind == EventKind.Quote && bids.Count > 0)
                {
                    touched++;
                    if (Math.Abs(bids.Max - e.Quote.Bid.Raw) <= e.Quote.Bid.Raw / 2_000) agreed++;
                }

                if (e.Kind != EventKind.BookLevel) continue;
                var side = e.BookLevel.Side == Side.Buy ? bids : asks;
                if (e.BookLevel.Quantity.IsZero) side.Remove(e.BookLevel.Price.Raw);
                else side.Add(e.BookLevel.Price.Raw);
                if (e.BookLevel.IsLast && bids.Count > 0 && asks.Count > 0) Assert.True(bids.Max < asks.Min, $"crossed at {batch.Time}");
            }
        }

        Assert.Equal(rows - feed.SkippedBookChanges + bars + funding, told);
        Assert.InRange(bars, 6, 8);
        Assert.Equal(recorded.StartsWith("2023", StringComparison.Ordinal) ? 1 : 0, funding);
        Assert.True(agreed > touched * 0.99, $"{agreed} of {touched} quotes are near the book");
    }

    private static string Source()
    {
        var folder = CapturedMarket.Folder();
        Assert.SkipWhen(folder is null, "No real data here: set LA_TEST_DATA to its folder.");
        return folder!;
    }
}
