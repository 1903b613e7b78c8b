using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Feeds;

public sealed class TickFeedTests
{
    private const long Ms = 1746057600000;

    private const string Trades = "timestamp_ms,price,qty,is_buyer_maker,trade_id,event_ms,local_ns,order_type\n";
    private const string Quotes = "timestamp_ms,event_ms,local_ns,update_id,bid_price,bid_qty,ask_price,ask_qty\n";
    private const string Depth = "timestamp_ms,event_ms,local_ns,first_update_id,final_update_id,prev_final_update_id,side,price,qty\n";
    private const string Snapshot = "local_ns,timestamp_ms,last_update_id,side,price,qty\n";
    private const string Mark = "event_ms,local_ns,mark_price,index_price,funding_rate,next_funding_ms\n";

    [Fact]
    public void Everything_of_one_instant_is_one_batch_in_the_order_of_kinds()
    {
        using var folder = new TempDirectory();
        var recording = Recording(folder,
            ("trades.csv", Trades + $"{Ms + 5},100.1,2,false,1,{Ms + 5},{Ms + 6}000000,MARKET\n{Ms + 5},100,3,true,2,{Ms + 5},{Ms + 6}000000,MARKET\n"),
            ("book_ticker.csv", Quotes + $"{Ms + 5},{Ms + 5},{Ms + 6}000000,1,100,1,100.1,2\n"),
            ("depth.csv", Depth + $"{Ms + 5},{Ms + 5},{Ms + 6}000000,11,12,10,b,99.9,4\n{Ms + 5},{Ms + 5},{Ms + 6}000000,11,12,10,a,100.2,0.000\n"),
            ("snapshot.csv", Snapshot + $"{Ms + 1}000000,{Ms},10,b,100,1\n{Ms + 1}000000,{Ms},10,a,100.1,2\n"),
            ("mark_price.csv", Mark + $"{Ms + 5},{Ms + 6}000000,100.05,100.04,0.0001,{Ms + 480 * 60_000}\n"));
        var batches = Read(new TickFeed(recording, new(1)));

        Assert.Equal([$"{Ms} BookLevel BookLevel", $"{Ms + 5} MarkPrice BookLevel BookLevel Quote Trade Trade"],
            batches.Select(batch => $"{batch[0].Time.UnixMilliseconds} {string.Join(' ', batch.Select(e => e.Kind))}"));
        Assert.Equal([(true, false), (false, true)], batches[0].Select(e => (e.BookLevel.IsSnapshot, e.BookLevel.IsLast)));
        Assert.Equal([(Side.Buy, 4m, false), (Side.Sell, 0m, true)], batches[1].Where(e => e.Kind == EventKind.BookLevel).Select(e => (e.BookLevel.Side, e.BookLevel.Quantity.ToDecimal(), e.BookLevel.IsLast)));
        Assert.Equal([(Side.Buy, 100.1m, 2m), (Side.Sell, 100m, 3m)], batches[1].Where(e => e.Kind == EventKind.Trade).Select(e => (e.Trade.Aggressor, e.Trade.Price.ToDecimal(), e.Trade.Quantity.ToDecimal())));
        Assert.Equal(100.05m, batches[1][0].MarkPrice.Price.ToDecimal());
        Assert.Equal((100m, 1m, 100.1m, 2m), batches[1][3].Quote is var q ? (q.Bid.ToDecimal(), q.BidQuantity.ToDecimal(), q.Ask.ToDecimal(), q.AskQuantity.ToDecimal()) : default);
        Assert.All(batches.SelectMany(batch => batch), e => Assert.Equal(new InstrumentId(1), e.Instrument));
    }

    [Fact]
    public void The_book_starts_from_the_snapshot_and_leaves_out_what_that_holds_already()
    {
        using var folder = new TempDirectory();
        var recording = Recording(folder,
            ("snapshot.csv", Snapshot + $"{Ms + 10}000000,{Ms + 10},20,b,100,1\n"),
            ("depth.csv", Depth + $"{Ms},{Ms},{Ms}000000,11,20,10,b,99,1\n{Ms + 8},{Ms + 8},{Ms + 9}000000,21,22,20,b,98,1\n{Ms + 20},{Ms + 20},{Ms + 21}000000,23,24,22,b,97,1\n"));
        var feed = new TickFeed(recording, default);
        var told = Read(feed).SelectMany(batch => batch).ToList();
        // The second change is newer than the snapshot by its number, though its stamp is older: it comes with the snapshot, after it.
        Assert.Equal([(Ms + 10, 100m), (Ms + 10, 98m), (Ms + 20, 97m)], told.Select(e => (e.Time.UnixMilliseconds, e.BookLevel.Price.ToDecimal())));
        Assert.Equal(1, feed.SkippedBookChanges);
    }

    [Fact]
    public void A_recorder_that_runs_behind_is_put_right_and_said_so()
    {
        using var folder = new TempDirectory();
        var rows = Enumerable.Range(0, 5).Select(i => $"{Ms + i},100,1,false,{i},{Ms + i},{Ms + i - 1500 + i}000000,MARKET");
        var result = Put(folder, ("trades.csv", Trades + string.Join('\n', rows)));
        Assert.Contains("behind the venue's by at least 1500 ms", Assert.Single(result.Warnings), StringComparison.Ordinal);
        var store = new TickStore(DataCatalog.Open(folder["data"]));
        var recording = store.Load(Assert.Single(store.Entries()));
        Assert.Equal(1501, recording.ClockCorrection!.Value.TotalMilliseconds);
        var told = Read(new TickFeed(recording, default)).SelectMany(batch => batch).ToList();
        Assert.Equal([1, 2, 3, 4, 5], told.Select(e => (int)(e.ReceiveTime - e.Time).TotalMilliseconds));
    }

    [Fact]
    public void A_recorder_that_is_only_far_away_is_left_alone()
    {
        using var folder = new TempDirectory();
        var result = Put(folder, ("trades.csv", Trades + $"{Ms},100,1,false,1,{Ms},{Ms + 80}000000,MARKET\n"));
        Assert.Empty(result.Warnings);
        var store = new TickStore(DataCatalog.Open(folder["data"]));
        Assert.Equal(Duration.Zero, store.Load(store.Entries()[0]).ClockCorrection);
    }

    [Fact]
    public void A_settlement_is_told_with_the_last_rate_before_it()
    {
        using var folder = new TempDirectory();
        var next = Ms + 1_500;
        var recording = Recording(folder, ("mark_price.csv", Mark
            + $"{Ms},{Ms + 1}000000,100,100,0.0001,{next}\n{Ms + 1_000},{Ms + 1_001}000000,101,100,0.0002,{next}\n{Ms + 2_000},{Ms + 2_001}000000,102,100,0.0003,{next}\n{Ms + 3_000},{Ms + 3_001}000000,103,100,0.0004,{next + 28_800_000}\n"));
        var told = Read(new TickFeed(recording, default)).SelectMany(batch => batch).ToList();
        // The row after the settlement still names it, and it is told once all the same.
        Assert.Equal(["MarkPrice", "MarkPrice", "FundingRate", "MarkPrice", "MarkPrice"], told.Select(e => e.Kind.ToString()));
        Assert.Equal((next, 0.0002m, 101m), (told[2].Time.UnixMilliseconds, told[2].FundingRate.Rate.ToDecimal(), told[2].FundingRate.MarkPrice.ToDecimal()));
    }

    [Fact]
    public void Bars_are_built_from_whole_minutes_of_trades_only()
    {
        using var folder = new TempDirectory();
        (long Ms, string Price, int Quantity)[] trades =
            [(30_000, "100", 1), (59_999, "105", 1), (60_000, "110", 2), (90_000, "90", 3), (119_999, "95", 4), (180_000, "96", 1), (200_000, "97", 1)];
        var recording = Recording(folder, ("trades.csv", Trades + string.Join('\n', trades.Select((t, i) => $"{Ms + t.Ms},{t.Price},{t.Quantity},false,{i},{Ms + t.Ms},{Ms + t.Ms + 1}000000,MARKET"))));
        var bars = Read(new TickFeed(recording, default, BarInterval.OneMinute)).SelectMany(batch => batch).Where(e => e.Kind == EventKind.BarClose).ToList();
        // The first minute was half over and the last was not over; the third had no trade and stays missing.
        var bar = Assert.Single(bars);
        Assert.Equal(Ms + 120_000, bar.Time.UnixMilliseconds);
        Assert.Equal(new Bar(Start + Duration.FromMinutes(1), Price.FromDecimal(110), Price.FromDecimal(110), Price.FromDecimal(90), Price.FromDecimal(95), Quantity.FromDecimal(9)), bar.Bar);
    }

    [Fact]
    public void A_gap_in_the_books_messages_is_told()
    {
        using var folder = new TempDirectory();
        var result = Put(folder, ("depth.csv", Depth + $"{Ms},{Ms},{Ms + 1}000000,11,12,10,b,99,1\n{Ms + 100},{Ms + 100},{Ms + 101}000000,15,16,14,b,98,1\n"));
        Assert.Contains("gap at 2025-05-01T00:00:00.100Z", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Feeds_merge_by_time_kind_and_instrument()
    {
        using var folder = new TempDirectory();
        var recording = Recording(folder, ("trades.csv", Trades + $"{Ms + 60_000},100,1,false,1,{Ms + 60_000},{Ms + 60_001}000000,MARKET\n{Ms + 90_000},101,1,false,2,{Ms + 90_000},{Ms + 90_001}000000,MARKET\n"));
        var merged = new MergedFeed(
            new HistoricalFeed(new FeedInput(new(1), BarInterval.OneMinute, Minutes(2)), new FeedInput(new(0), BarInterval.OneMinute, Minutes(2))),
            new TickFeed(recording, new(0)));
        Assert.Equal(["01:00 Trade 0", "01:00 BarClose 0", "01:00 BarClose 1", "01:30 Trade 0", "02:00 BarClose 0", "02:00 BarClose 1"],
            Read(merged).SelectMany(batch => batch).Select(e => $"{e.Time.ToDateTime():mm:ss} {e.Kind} {e.Instrument.Index}"));
    }

    [Theory]
    [InlineData("book_ticker.csv", Quotes + "1746057600000,1746057600000,1746057600001000000,1,100.2,1,100.1,2\n", "above the ask")]
    [InlineData("depth.csv", Depth + "1746057600000,1746057600000,1746057600001000000,1,2,0,x,100,1\n", "neither b (bid) nor a (ask)")]
    [InlineData("trades.csv", Trades + "1746057600000,100,1,maybe,1,1746057600000,1746057600001000000,MARKET\n", "neither true nor false")]
    [InlineData("trades.csv", Trades + "1746057600001,100,1,true,1,1746057600001,1746057600002000000,MARKET\n1746057600000,100,1,true,2,1746057600000,1746057600002000000,MARKET\n", "comes after")]
    public void Impossible_ticks_are_refused(string name, string text, string expected)
    {
        using var folder = new TempDirectory();
        Assert.Contains(expected, Assert.Throws<DataException>(() => Put(folder, (name, text))).Message, StringComparison.Ordinal);
        Assert.Equal("", Contents(folder["data"]));
    }

    private static ImportResult Put(TempDirectory folder, params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files) Write(folder[$"BTCUSDT/l2/{name}"], text);
        return ImportPath(DataCatalog.Open(folder["data"]), folder["BTCUSDT/l2"]);
    }

    private static TickRecording Recording(TempDirectory folder, params (string Name, string Text)[] files)
    {
        Put(folder, files);
        var store = new TickStore(DataCatalog.Open(folder["data"]));
        return store.Load(Assert.Single(store.Entries("BTCUSDT")));
    }

    private static List<EngineEvent[]> Read(IMarketDataFeed feed)
    {
        var batches = new List<EngineEvent[]>();
        var batch = new MarketBatch();
        while (feed.TryRead(batch)) batches.Add(batch.Events.ToArray());
        return batches;
    }
}
