using System.Net;
using LaptopAgents.Domain;
using LaptopAgents.ExchangeSimulator;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>Who is let in, how often, and how long.</summary>
public sealed class DoorTests
{
    [Fact]
    public async Task A_stranger_a_wrong_signature_and_a_wrong_time_get_their_codes_in_that_order()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var stranger = new VenueClient(host, TradingFloor.Alice with { ApiKey = "nobody" });
        using var forger = new VenueClient(host, TradingFloor.Alice with { Secret = "guess" });
        using var late = new VenueClient(host) { ClockError = TimeSpan.FromMinutes(-5) };
        Assert.Equal(10003, await CodeAsync(stranger));
        Assert.Equal(10007, await CodeAsync(forger));
        Assert.Equal(10007, await CodeAsync(late));
        host.Admin.Change(limits => limits.TimestampWindowSeconds = 0);
        Assert.Equal(0, await CodeAsync(late));
    }

    [Fact]
    public async Task A_key_without_permission_reads_and_does_not_trade_and_a_listed_key_works_from_its_address_alone()
    {
        var reader = new AccountOptions { Name = "reader", ApiKey = "r", Secret = "s", CanTrade = false };
        var elsewhere = new AccountOptions { Name = "elsewhere", ApiKey = "e", Secret = "s", IpAddresses = ["10.0.0.1"] };
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        host.Admin.AddAccount(reader);
        host.Admin.AddAccount(elsewhere);
        using var readerClient = new VenueClient(host, reader);
        using var elsewhereClient = new VenueClient(host, elsewhere);
        Assert.Equal(0, await CodeAsync(readerClient));
        Assert.Equal(403, await readerClient.CodeAsync("trade/cancel_all_orders", "{}"));
        Assert.Equal(10004, await CodeAsync(elsewhereClient));
    }

    [Fact]
    public async Task Too_many_calls_are_refused_for_that_call_alone_and_only_for_a_second()
    {
        await using var host = await TradingFloor.StartAsync(TradingFloor.Bars(60_000m, 60_000m), change: options => options with { Limits = new ExchangeLimits() });
        using var client = new VenueClient(host);
        var codes = new List<int>();
        for (var i = 0; i < 40 && !codes.Contains(10006); i++) codes.Add(await CodeAsync(client));
        Assert.Contains(10006, codes);
        Assert.Equal(0, (await client.GetAsync("position/get_pending_positions")).GetProperty("code").GetInt32());
        host.Admin.Change(quirks => quirks.RateLimitAsHttp429 = true);
        HttpStatusCode status;
        do
        {
            using var answer = await client.SendAsync(HttpMethod.Get, "account", [("marginCoin", "USDT")], "");
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        Assert.Equal(0, await CodeAsync(client));
    }

    [Fact]
    public async Task A_login_is_good_in_seconds_and_in_milliseconds_and_a_false_one_hears_nothing_private()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var inSeconds = await VenueSocket.PrivateAsync(host);
        using var inMilliseconds = await VenueSocket.PrivateAsync(host, inMilliseconds: true);
        using var forger = await VenueSocket.ConnectAsync(host, "private/");
        await forger.SendAsync(VenueSocket.Login(TradingFloor.Alice with { Secret = "guess" }));
        Assert.False((await forger.NextAsync()).GetProperty("data").GetProperty("result").GetBoolean());
        using var client = new VenueClient(host);
        await client.DoAsync("trade/place_order", """{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""");
        Assert.Equal(5, (await inSeconds.SettleAsync()).Count);
        Assert.Equal(5, (await inMilliseconds.SettleAsync()).Count);
        Assert.Empty(await forger.SettleAsync());
    }

    [Fact]
    public async Task A_socket_that_says_too_much_or_nothing_is_cut()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var chatty = await VenueSocket.ConnectAsync(host, "public/");
        for (var i = 0; i < 6; i++) await chatty.SendAsync("""{"op":"ping","ping":1}""");
        Assert.True(await chatty.IsCutAsync());

        using var greedy = await VenueSocket.ConnectAsync(host, "public/");
        host.Admin.Change(limits => limits.Subscriptions = 2);
        await greedy.SendAsync("""{"op":"subscribe","args":[{"symbol":"BTCUSDT","ch":"trade"},{"symbol":"BTCUSDT","ch":"price"},{"symbol":"BTCUSDT","ch":"ticker"}]}""");
        Assert.True(await greedy.IsCutAsync());

        host.Admin.Change(limits => limits.IdleSeconds = 1);
        using var silent = await VenueSocket.ConnectAsync(host, "public/");
        Assert.True(await silent.IsCutAsync());
    }

    [Fact]
    public async Task A_pong_echoes_the_clients_number_and_tells_the_markets_seconds()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var socket = await VenueSocket.ConnectAsync(host, "public/");
        await socket.SendAsync("""{"op":"ping","ping":1760000000}""");
        var pong = await socket.NextAsync();
        Assert.Equal(("ping", 1_760_000_000L, host.Admin.Now.UnixNanos / 1_000_000_000),
            (pong.Text("op"), pong.GetProperty("pong").GetInt64(), pong.GetProperty("ping").GetInt64()));
    }

    [Fact]
    public async Task An_unsubscribed_channel_is_silent_and_an_unknown_one_does_no_harm()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var socket = await VenueSocket.PublicAsync(host, "trade", "no_such_channel");
        await socket.SendAsync("""{"op":"unsubscribe","args":[{"symbol":"BTCUSDT","channel":"trade"}]}""");
        Assert.Equal("unsubscribe", (await socket.NextAsync()).Text("op"));
        host.Admin.Step(Duration.FromMinutes(1));
        Assert.Empty(await socket.SettleAsync());
    }

    [Fact]
    public async Task An_unknown_path_is_not_found_and_a_taken_port_is_told()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        using var answer = await client.SendAsync(HttpMethod.Get, "trade/no_such_call", [], "");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await Assert.ThrowsAnyAsync<IOException>(() => TradingFloor.StartAsync(TradingFloor.Bars(60_000m), change: options => options with { Port = host.Uri.Port }));
    }

    private static async Task<int> CodeAsync(VenueClient client) => (await client.GetAsync("account", ("marginCoin", "USDT"))).GetProperty("code").GetInt32();
}
