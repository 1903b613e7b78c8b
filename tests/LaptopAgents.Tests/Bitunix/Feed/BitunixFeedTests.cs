using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Bitunix.Feed;

public sealed class BitunixFeedTests
{
    [Fact]
    public async Task A_quiet_hour_gives_every_bar_once_in_order_the_past_first()
    {
        var venue = new FakeVenue();
        await using var feed = venue.Feed();
        var told = await venue.LiveAsync(feed, TimeSpan.FromMinutes(5));
        var bars = told.Where(item => item.Kind == EventKind.BarClose).ToList();
        AssertEveryMinute(bars, first: 57);
        Assert.Equal([true, true, true, false], bars.Take(4).Select(bar => bar.IsBackfilled));
        Assert.Equal(bars[4].Bar.OpenTime + Duration.FromMinutes(1), bars[4].Time);
        Assert.InRange((bars[4].ReceiveTime - bars[4].Time).TotalSeconds, 0, 2);
        Assert.Contains(told, item => item.Kind == EventKind.Quote);
        Assert.Contains(told, item => item.Kind == EventKind.MarkPrice);
        Assert.Equal([FeedNoticeKind.Connected, FeedNoticeKind.WarmedUp], venue.Notices.Select(notice => notice.Kind).Order());
    }

    [Fact]
    public async Task Subscriptions_go_out_together_and_pings_follow()
    {
        var venue = new FakeVenue();
        await using var feed = venue.Feed();
        await venue.LiveAsync(feed, TimeSpan.FromSeconds(40));
        var sent = venue.Sockets.All[0].Sent;
        Assert.Equal("""{"op":"subscribe","args":[{"symbol":"BTCUSDT","ch":"market_kline_1min"},{"symbol":"BTCUSDT","ch":"price"},{"symbol":"BTCUSDT","ch":"tickers"},{"symbol":"BTCUSDT","ch":"trade"}]}""", sent[0].Text);
        Assert.Equal(3, sent.Count(message => message.Text.Contains("\"op\":\"ping\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_broken_stream_is_opened_again_and_what_it_missed_is_fetched()
    {
        var venue = new FakeVenue();
        await using var feed = venue.Feed();
        var told = await venue.LiveAsync(feed, TimeSpan.FromSeconds(90));
        venue.Sockets.Refusals = 4;
        venue.Sockets.All[0].Break();
        told.AddRange(await venue.LiveAsync(feed, TimeSpan.FromMinutes(4)));
        AssertEveryMinute([.. told.Where(item => item.Kind == EventKind.BarClose)], first: 57);
        Assert.Equal(2, venue.Sockets.All.Count);
        Assert.True(venue.Sockets.All[0].IsDisposed);
        Assert.Contains(venue.Notices, notice => notice is { Kind: FeedNoticeKind.Disconnected } && notice.Text.Contains("broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_socket_that_only_answers_pings_is_a_zombie()
    {
        var venue = new FakeVenue();
        await using var feed = venue.Feed();
        var isMute = false;
        var told = await venue.LiveAsync(feed, TimeSpan.FromSeconds(70));
        isMute = true;
        told.AddRange(await venue.LiveAsync(feed, TimeSpan.FromSeconds(40), () => !isMute || venue.Sockets.All.Count > 1));
        told.AddRange(await venue.LiveAsync(feed, TimeSpan.FromMinutes(3)));
        Assert.Contains(venue.Notices, notice => notice.Text.Contains("market_kline_1min BTCUSDT went silent", StringComparison.Ordinal));
        AssertEveryMinute([.. told.Where(item => item.Kind == EventKind.BarClose)], first: 57);
    }

    [Fact]
    public async Task Without_a_stream_the_bars_still_come_and_open_nothing()
    {
        var venue = new FakeVenue();
        venue.Sockets.Refusals = 1_000;
        await using var feed = venue.Feed();
        var told = await venue.LiveAsync(feed, TimeSpan.FromMinutes(4));
        var bars = told.Where(item => item.Kind == EventKind.BarClose).ToList();
        AssertEveryMinute(bars, first: 57);
        Assert.All(bars, bar => Assert.True(bar.IsBackfilled));
        Assert.True(bars.Count >= 6);
    }

    [Fact]
    public async Task Reads_that_fail_are_tried_until_they_succeed()
    {
        var venue = new FakeVenue { IsRestDown = true };
        await using var feed = venue.Feed();
        Assert.Empty(await venue.LiveAsync(feed, TimeSpan.FromSeconds(30)));
        venue.IsRestDown = false;
        AssertEveryMinute([.. (await venue.LiveAsync(feed, TimeSpan.FromMinutes(3))).Where(item => item.Kind == EventKind.BarClose)], first: 57, atLeast: 4);
        Assert.Contains(venue.Notices, notice => notice.Kind == FeedNoticeKind.Problem);
    }

    [Fact]
    public async Task A_session_goes_on_from_the_bar_at_which_it_stopped()
    {
        var venue = new FakeVenue();
        var from = Timestamp.FromDateTime(FakeVenue.Start.AddMinutes(20).UtcDateTime);
        await using var feed = venue.Feed(new FeedOptions { Instruments = [AssemblerBed.Contract("BTCUSDT", 0)], ResumeFrom = from });
        AssertEveryMinute([.. (await venue.LiveAsync(feed, TimeSpan.FromSeconds(20))).Where(item => item.Kind == EventKind.BarClose)], first: 20, atLeast: 40);
    }

    [Fact]
    public async Task Disposal_ends_the_wait_and_closes_the_socket()
    {
        var venue = new FakeVenue();
        var feed = venue.Feed();
        await venue.LiveAsync(feed, TimeSpan.FromSeconds(5));
        await feed.DisposeAsync();
        var batch = new MarketBatch();
        while (await feed.WaitAsync(default)) while (feed.TryRead(batch)) { }
        Assert.True(venue.Sockets.All[0].IsDisposed);
    }

    [Fact]
    public void More_symbols_than_the_venue_takes_are_refused()
    {
        var venue = new FakeVenue();
        var error = Assert.Throws<ArgumentException>(() => venue.Feed(new FeedOptions { Instruments = [.. Enumerable.Range(0, 80).Select(i => AssemblerBed.Contract($"X{i}USDT", i))] }));
        Assert.Contains("300", error.Message, StringComparison.Ordinal);
    }

    private static void AssertEveryMinute(List<EngineEvent> bars, int first, int atLeast = 6)
    {
        Assert.True(bars.Count >= atLeast, $"{bars.Count} bars");
        for (var i = 0; i < bars.Count; i++)
        {
            var n = first + i;
            var expected = new Bar(Timestamp.FromDateTime(FakeVenue.Start.AddMinutes(n).UtcDateTime), Price.FromDecimal(100 + n), Price.FromDecimal(101 + n), Price.FromDecimal(100 + n), Price.FromDecimal(101 + n), Quantity.FromDecimal(n + 1));
            Assert.Equal(expected, bars[i].Bar);
        }
    }
}
