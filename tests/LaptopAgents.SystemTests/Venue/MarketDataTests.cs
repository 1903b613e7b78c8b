using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Storage;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>What anybody hears of the market, over HTTP and a socket.</summary>
public sealed class MarketDataTests
{
    private static readonly decimal[] Walk = [60_000m, 60_030.5m, 59_990m, 60_010.1m, 60_010.1m];

    [Fact]
    public async Task Every_pushed_candle_ends_as_the_bar_that_it_was_made_of()
    {
        var bars = TradingFloor.Bars(Walk);
        await using var host = await TradingFloor.StartAsync(bars, change: options => options with { From = TradingFloor.Open });
        using var socket = await VenueSocket.PublicAsync(host, "market_kline_1min", "trade");
        host.Admin.Step(Duration.FromMinutes(10));
        var pushes = await socket.SettleAsync();

        var candles = new SortedDictionary<long, JsonElement>();
        var volumes = new SortedDictionary<long, decimal>();
        foreach (var push in pushes)
        {
            var minute = push.GetProperty("ts").GetInt64() / 60_000 * 60_000;
            var data = push.GetProperty("data");
            if (push.GetProperty("ch").GetString() == "trade")
                foreach (var trade in data.EnumerateArray()) volumes[minute] = volumes.GetValueOrDefault(minute) + Decimal(trade, "v");
            else candles[minute] = data;
        }

        Assert.Equal(bars.Count, candles.Count);
        for (var i = 0; i < bars.Count; i++)
        {
            var (bar, candle) = (bars[i], candles[bars[i].OpenTime.UnixMilliseconds]);
            Assert.Equal(
                (bar.Open.ToDecimal(), bar.High.ToDecimal(), bar.Low.ToDecimal(), bar.Close.ToDecimal(), bar.Volume.ToDecimal()),
                (Decimal(candle, "o"), Decimal(candle, "h"), Decimal(candle, "l"), Decimal(candle, "c"), Decimal(candle, "b")));
            Assert.Equal(bar.Volume.ToDecimal(), volumes[bar.OpenTime.UnixMilliseconds]);
        }
    }

    [Fact]
    public async Task Klines_hang_at_their_end_newest_first_with_swapped_volumes_and_the_forming_bar()
    {
        await using var host = await TradingFloor.StartAsync(Walk);
        using var client = new VenueClient(host);
        host.Admin.StepTo(TradingFloor.Open + Duration.FromSeconds(4 * 60 + 30));
        var all = (await client.DataAsync("market/kline", ("symbol", "BTCUSDT"), ("interval", "1m"))).EnumerateArray().ToList();
        Assert.Equal(5, all.Count);
        Assert.Equal(Enumerable.Range(0, 5).Reverse().Select(minute => TradingFloor.Open.UnixMilliseconds + minute * 60_000L), all.Select(row => Long(row, "time")));
        Assert.Equal(12.3456m, Decimal(all[1], "quoteVol"));
        Assert.InRange(Decimal(all[1], "baseVol") / 12.3456m, 59_000m, 61_000m);

        var end = (TradingFloor.Open.UnixMilliseconds + 180_000).ToString(CultureInfo.InvariantCulture);
        var page = await client.DataAsync("market/kline", ("symbol", "BTCUSDT"), ("interval", "1m"), ("endTime", end), ("limit", "2"), ("startTime", "1"));
        Assert.Equal([180_000L, 120_000L], page.EnumerateArray().Select(row => Long(row, "time") - TradingFloor.Open.UnixMilliseconds));

        host.Admin.Change(quirks => quirks.KlineWithoutForming = true);
        Assert.Equal(4, (await client.DataAsync("market/kline", ("symbol", "BTCUSDT"), ("interval", "1m"))).GetArrayLength());
        Assert.Equal(0, (await client.DataAsync("market/kline", ("symbol", "BTCUSDT"), ("interval", "7m"))).GetArrayLength());
    }

    [Fact]
    public async Task Every_public_channel_speaks_and_a_book_is_never_crossed()
    {
        string[] channels = ["market_kline_60min", "mark_kline_1min", "depth_book1", "depth_book5", "depth_book15", "depth_books", "trade", "ticker", "tickers", "price"];
        await using var host = await TradingFloor.StartAsync(Walk);
        using var socket = await VenueSocket.PublicAsync(host, channels);
        host.Admin.Step(Duration.FromMinutes(2));
        var pushes = await socket.SettleAsync();
        Assert.Equal(channels.Order(), pushes.Select(push => push.GetProperty("ch").GetString()!).Distinct().Order());
        Assert.All(pushes.Where(push => push.GetProperty("ch").GetString() == "depth_book5"), push =>
        {
            var (bids, asks) = (Levels(push, "b"), Levels(push, "a"));
            Assert.Equal(5, bids.Count);
            Assert.Equal(5, asks.Count);
            Assert.True(bids[0] < asks[0]);
            Assert.Equal(bids.OrderDescending(), bids);
            Assert.Equal(asks.Order(), asks);
        });
        var tickers = pushes.Last(push => push.GetProperty("ch").GetString() == "tickers").GetProperty("data");
        Assert.True(Decimal(tickers, "bd") < Decimal(tickers, "ak"));
    }

    [Fact]
    public async Task A_settled_rate_is_told_as_a_fraction_in_its_history_and_as_percent_now()
    {
        var at = (TradingFloor.Open + Duration.FromMinutes(2)).UnixNanos;
        var funding = new FundingSeries([at], [Rate.FromDecimal(0.000123m).Raw], [Price.FromDecimal(60_001m).Raw]);
        await using var host = await TradingFloor.StartAsync(TradingFloor.Bars(Walk), funding);
        using var client = new VenueClient(host);
        host.Admin.Step(Duration.FromMinutes(4));
        var history = await client.DataAsync("market/get_funding_rate_history", ("symbol", "BTCUSDT"));
        Assert.Equal((0.000123m, 60_001m, at / 1_000_000), (Decimal(history[0], "fundingRate"), Decimal(history[0], "markPrice"), Long(history[0], "fundingTime")));
        Assert.Equal(0.0123m, Decimal(await client.DataAsync("market/funding_rate", ("symbol", "BTCUSDT")), "fundingRate"));
    }

    [Fact]
    public async Task The_date_of_an_answer_is_the_markets()
    {
        await using var host = await TradingFloor.StartAsync(Walk);
        using var client = new VenueClient(host);
        host.Admin.StepTo(TradingFloor.Open + Duration.FromSeconds(90));
        using var answer = await client.SendAsync(HttpMethod.Get, "market/tickers", [], "");
        Assert.Equal(new DateTimeOffset(2025, 3, 3, 0, 1, 30, TimeSpan.Zero), answer.Headers.Date);
    }

    [Fact]
    public async Task A_loop_goes_on_with_later_dates_at_the_same_hour()
    {
        await using var host = await TradingFloor.StartAsync(TradingFloor.Bars(Walk), change: options => options with { Loop = true });
        using var client = new VenueClient(host);
        host.Admin.StepTo(TradingFloor.Open + Duration.FromMinutes(1440 + 3));
        var rows = (await client.DataAsync("market/kline", ("symbol", "BTCUSDT"), ("interval", "1m"))).EnumerateArray().Select(row => Long(row, "time")).ToList();
        Assert.Contains(TradingFloor.Open.UnixMilliseconds + 1440 * 60_000L, rows);
        Assert.False(host.Admin.HasEnded);
    }

    [Fact]
    public async Task A_fast_market_waits_for_a_slow_reader_and_loses_nothing()
    {
        var closes = Enumerable.Range(0, 300).Select(i => 60_000m + i % 7);
        await using var host = await TradingFloor.StartAsync(TradingFloor.Bars(closes), change: options => options with
        {
            Speed = 0,
            Limits = new ExchangeLimits { QueuedPushes = 50, HoldsRest = false },
        });
        using var socket = await VenueSocket.PublicAsync(host, "market_kline_1min");
        host.Admin.Speed = 100_000;
        var minutes = new HashSet<long>();
        while (minutes.Count < 300) minutes.Add((await socket.NextAsync()).GetProperty("ts").GetInt64() / 60_000);
        Assert.Equal(299, minutes.Max() - minutes.Min());
    }

    private static List<decimal> Levels(JsonElement push, string side) =>
        [.. push.GetProperty("data").GetProperty(side).EnumerateArray().Select(level => decimal.Parse(level[0].GetString()!, CultureInfo.InvariantCulture))];

    private static decimal Decimal(JsonElement row, string name) => decimal.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static long Long(JsonElement row, string name) => long.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
