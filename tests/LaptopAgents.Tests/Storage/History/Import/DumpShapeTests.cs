using LaptopAgents.Domain;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Import;

/// <summary>Each shape in which public dumps come, made small.</summary>
public sealed class DumpShapeTests
{
    private const string KlineHeader = "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n";

    private const string Klines =
        "1746057600000,94230.20,94230.30,94159.70,94220.00,465.598,1746057659999,43871236.1,5120,200.1,18856000.2,0\n"
        + "1746057660000,94220.00,94334.00,94209.00,94334.00,167.275,1746057719999,15770000.0,3020,100.0,9430000.0,0\n";

    [Theory]
    [InlineData("BTCUSDT-1m-2025-05.csv", false)]
    [InlineData("BTCUSDT-1m-2025-05.csv", true)]
    [InlineData("BTCUSDT-1m-2025-05.csv.gz", true)]
    [InlineData("BTCUSDT-1m-2025-05.zip", true)]
    [InlineData("BTCUSDT-1m-2025-05.zip", false)]
    public void Klines_with_and_without_header_plain_and_packed(string name, bool hasHeader)
    {
        using var folder = new TempDirectory();
        var text = (hasHeader ? KlineHeader : "") + Klines;
        var path = name.EndsWith(".zip", StringComparison.Ordinal) ? Zip(folder[name], "BTCUSDT-1m-2025-05.csv", text) : Write(folder[name], text);
        var catalog = DataCatalog.Open(folder["data"]);

        var set = Assert.Single(ImportPath(catalog, path).Sets);
        Assert.Equal(("bars", "BTCUSDT", "1m", 2L), (set.Kind, set.Symbol, set.Interval.ToString(), set.Added));
        var bars = catalog.Load("BTCUSDT").Bars;
        Assert.Equal(Start, bars.OpenTime(0));
        Assert.Equal((94230.2m, 94230.3m, 94159.7m, 94220m, 465.598m),
            (bars[0].Open.ToDecimal(), bars[0].High.ToDecimal(), bars[0].Low.ToDecimal(), bars[0].Close.ToDecimal(), bars[0].Volume.ToDecimal()));
    }

    [Fact]
    public void Klines_in_microseconds_are_the_same_bars()
    {
        using var folder = new TempDirectory();
        var text = Klines.Replace("0000,9", "0000000,9", StringComparison.Ordinal);
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Write(folder["BTCUSDT-1m-2025-05.csv"], text));
        Assert.Equal(Start, catalog.Load("BTCUSDT").From);
    }

    [Fact]
    public void A_folder_of_months_a_pattern_and_single_files_give_the_same_catalog()
    {
        using var folder = new TempDirectory();
        for (var month = 3; month <= 5; month++)
        {
            var open = At($"2025-0{month}-01T00:00:00Z").UnixMilliseconds;
            Write(folder[$"dump/BTCUSDT/1m/2025-0{month}.csv.gz"], $"timestamp_ms,open,high,low,close,volume\n{open},1,2,1,2,3\n{open + 60_000},1,2,1,2,3\n");
        }

        ImportPath(DataCatalog.Open(folder["a"]), folder["dump"], Stated());
        ImportPath(DataCatalog.Open(folder["b"]), folder["dump/BTCUSDT/1m/2025-*.csv.gz"], Stated());
        for (var month = 5; month >= 3; month--) ImportPath(DataCatalog.Open(folder["c"]), folder[$"dump/BTCUSDT/1m/2025-0{month}.csv.gz"], Stated());
        Assert.Equal(6, DataCatalog.Open(folder["a"]).Load("BTCUSDT").Bars.Count);
        Assert.Equal(Contents(folder["a"]), Contents(folder["b"]));
        Assert.Equal(Contents(folder["a"]), Contents(folder["c"]));
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_with_any_separator()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Write(folder["export.csv"], "\uFEFFVolume;Close;Low;High;Open;Date\r\n1;2;1;4;3;2025-05-01 00:00:00\r\n1;2;1;4;3;2025-05-01 00:01:00\r\n"),
            new ImportOptions { Symbol = "btcusdt", Now = Start });
        var bar = catalog.Load("BTCUSDT").Bars[1];
        Assert.Equal((3m, 4m, 1m, 2m), (bar.Open.ToDecimal(), bar.High.ToDecimal(), bar.Low.ToDecimal(), bar.Close.ToDecimal()));
        Assert.Equal(Start + Duration.FromMinutes(1), bar.OpenTime);
    }

    [Theory]
    [InlineData("calc_time,funding_interval_hours,last_funding_rate\n1746057600003,8,0.00010000\n1746086400000,8,-0.00002500\n")]
    [InlineData("1746057600003,8,0.00010000\n1746086400000,8,-0.00002500\n")]
    [InlineData("timestamp_ms,rate\n1746057600000,0.0001\n1746086400000,-2.5e-05\n")]
    [InlineData("timestamp,rate\n2025-05-01T00:00:00Z,0.0001\n2025-05-01T08:00:00Z,-0.000025\n")]
    [InlineData("1746057600,0.0001\n1746086400,-0.000025\n")]
    public void Funding_in_each_of_its_forms(string text)
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Zip(folder["BTCUSDT-fundingRate-2025-05.zip"], "BTCUSDT-fundingRate-2025-05.csv", text));
        var funding = catalog.Funding("BTCUSDT");
        Assert.Equal([Start.UnixNanos, (Start + Duration.FromMinutes(480)).UnixNanos], funding.Times.ToArray());
        Assert.Equal([10_000, -2_500], funding.Rates.ToArray());
    }

    [Fact]
    public void Mark_price_bars_give_settlements_their_price()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        Write(folder["in/BTCUSDT/funding.csv"], "timestamp_ms,rate\n1746057600000,0.0001\n1746086400000,0.0002\n1746115200000,0.0003\n");
        Write(folder["in/BTCUSDT/mark_8h.csv.gz"], "timestamp_ms,open,high,low,close\n1746057600000,94000.5,95000,93000,94100.25\n1746086400000,94100.75,95000,93000,94300.125\n");
        ImportPath(catalog, folder["in"]);
        // The third settlement is the end of the last mark bar.
        Assert.Equal([94000.5m, 94100.75m, 94300.125m], catalog.Funding("BTCUSDT").MarkPrices.ToArray().Select(FixedPoint.ToDecimal));
    }

    [Theory]
    [InlineData("agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n1,94230.1,0.5,10,11,1746057600123,true\n2,94230.2,0.25,12,12,1746057600123,false\n")]
    [InlineData("1,94230.1,0.5,10,11,1746057600123,True\n2,94230.2,0.25,12,12,1746057600123,False\n")]
    [InlineData("1,94230.1,0.5,10,11,1746057600123000,True,True\n2,94230.2,0.25,12,12,1746057600123000,False,True\n")]
    [InlineData("id,price,qty,quote_qty,time,is_buyer_maker\n1,94230.1,0.5,47115,1746057600123,true\n2,94230.2,0.25,23557,1746057600123,false\n")]
    [InlineData("1,94230.1,0.5,47115,1746057600123,true\n2,94230.2,0.25,23557,1746057600123,false\n")]
    [InlineData("1,94230.1,0.5,47115,1746057600123,true,true\n2,94230.2,0.25,23557,1746057600123,false,true\n")]
    public void Trades_in_each_of_their_forms(string text)
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Zip(folder["BTCUSDT-aggTrades-2025-05-01.zip"], "BTCUSDT-aggTrades-2025-05-01.csv", text));
        var store = new TickStore(catalog);
        var table = store.Load(Assert.Single(store.Entries("BTCUSDT"))).Find(DataKind.Trades)!;
        Assert.Equal(2, table.Count);
        Assert.Equal([Start.UnixNanos + 123_000_000, 0, 9_423_010_000_000, 50_000_000, -1], Row(table, 0, but: TickSchema.Received));
        Assert.Equal(1, table[1, 4]);
    }

    [Fact]
    public void A_month_of_trades_is_stored_a_day_at_a_time()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        var rows = Enumerable.Range(0, 30).Select(i => $"{i},100,1,{i},{i},{Start.UnixMilliseconds + i * 3_600_000L * 3},true");
        ImportPath(catalog, Write(folder["BTCUSDT-aggTrades-2025-05.csv"], string.Join('\n', rows)));
        var entries = new TickStore(catalog).Entries();
        Assert.Equal(["20250501T000000Z", "20250502T000000Z", "20250503T000000Z", "20250504T000000Z"], entries.Select(entry => entry.Name));
        Assert.Equal(30, entries.Sum(entry => entry.Rows));
    }

    [Theory]
    [InlineData("15m", "BTCUSDT/2025.csv", 15)]
    [InlineData("1h", "BTCUSDT/all.csv", 60)]
    [InlineData("4h", "BTCUSDT-4h-2025.csv", 240)]
    public void The_interval_is_found_in_names_or_times(string interval, string name, int minutes)
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        var rows = Enumerable.Range(0, 5).Select(i => $"{Start.UnixMilliseconds + i * minutes * 60_000L},1,2,1,2,3");
        ImportPath(catalog, Write(folder[name], string.Join('\n', rows)));
        Assert.Equal(5, catalog.Load("BTCUSDT", BarInterval.Parse(interval)).Bars.Count);
    }

    [Fact]
    public void Parquet_is_imported_too_and_one_bar_is_enough()
    {
        using var folder = new TempDirectory();
        File.WriteAllBytes(folder["BTCUSDT-1m.parquet"], BarFile.Write(Minutes(1), []));
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, folder["BTCUSDT-1m.parquet"]);
        Assert.Single(List(catalog.Load("BTCUSDT").Bars));
    }

    [Fact]
    public void Files_of_several_symbols_go_to_their_own_sets()
    {
        using var folder = new TempDirectory();
        foreach (var symbol in new[] { "BTCUSDT", "ETHUSDT" }) Write(folder[$"in/{symbol}-1m-2025-05.csv"], Klines);
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, folder["in"]);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], catalog.Symbols());
    }

    [Fact]
    public void The_source_names_the_files_and_no_machine()
    {
        using var folder = new TempDirectory();
        var catalog = DataCatalog.Open(folder["data"]);
        ImportPath(catalog, Write(folder["a/b/c/BTCUSDT/1m/2025-05.csv"], Klines));
        Assert.Equal("BTCUSDT/1m/2025-05.csv", catalog.Load("BTCUSDT").Source);
    }

    private static ImportOptions Stated() => new() { Source = "dump", Now = Start };

    private static long[] Row(TickTable table, int row, int but)
    {
        var values = Enumerable.Range(0, 5).Select(column => table[row, column]).ToArray();
        values[but] = 0;
        return values;
    }
}
