using System.Net;
using System.Net.WebSockets;
using LaptopAgents.Domain;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>What goes wrong on request.</summary>
public sealed class FaultTests
{
    private const string Place = "trade/place_order";
    private const string Order = """{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"LIMIT","price":"59000","clientId":"f-1"}""";

    [Fact]
    public async Task An_order_that_times_out_after_it_was_taken_is_there_and_one_before_is_not()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        host.Admin.AddFault("""{"kind":"timeout_before","match":"place_order","count":1,"value":10}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(Place, Order));
        Assert.Equal(20007, (await client.GetAsync("trade/get_order_detail", ("clientId", "f-1"))).GetProperty("code").GetInt32());
        host.Admin.AddFault("""{"kind":"timeout_after","match":"place_order","count":1,"value":10}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(Place, Order));
        Assert.Equal("NEW", (await client.DataAsync("trade/get_order_detail", ("clientId", "f-1"))).Text("status"));
        Assert.Equal(30042, await client.CodeAsync(Place, Order));
    }

    [Fact]
    public async Task Edges_errors_and_delays_come_as_told_and_as_often_as_told()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        host.Admin.AddFault("""{"kind":"http","value":403,"text":"Forbidden","match":"tickers","count":1}""");
        using (var wall = await client.SendAsync(HttpMethod.Get, "market/tickers", [], ""))
        {
            Assert.Equal(HttpStatusCode.Forbidden, wall.StatusCode);
            Assert.Equal("text/html", wall.Content.Headers.ContentType?.MediaType);
        }

        host.Admin.AddFault("""{"kind":"code","value":1,"match":"trading_pairs","count":1}""");
        var error = await client.GetAsync("market/trading_pairs");
        Assert.Equal((1, "Network Error"), (error.GetProperty("code").GetInt32(), error.Text("msg")));
        Assert.Equal(0, (await client.GetAsync("market/trading_pairs")).GetProperty("code").GetInt32());
        var started = TimeProvider.System.GetTimestamp();
        host.Admin.AddFault("""{"kind":"delay","value":300,"count":1}""");
        await client.DataAsync("market/tickers");
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_stale_read_tells_what_an_earlier_one_told()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        host.Admin.AddFault("""{"kind":"stale","match":"get_pending_orders","afterMs":1000,"count":1}""");
        Assert.Equal(0m, (await client.DataAsync("trade/get_pending_orders")).Number("total"));
        await client.DoAsync(Place, Order);
        host.Admin.Step(Duration.FromSeconds(2));
        Assert.Equal(0m, (await client.DataAsync("trade/get_pending_orders")).Number("total"));
        Assert.Equal(1m, (await client.DataAsync("trade/get_pending_orders")).Number("total"));
    }

    [Fact]
    public async Task A_cancel_that_races_a_fill_loses_and_says_so()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        using var socket = await VenueSocket.PrivateAsync(host);
        await client.DoAsync(Place, Order);
        host.Admin.AddFault("""{"kind":"cancel_fill_race","count":1}""");
        var reply = await client.DoAsync("trade/cancel_orders", """{"symbol":"BTCUSDT","orderList":[{"clientId":"f-1"}]}""");
        Assert.Equal(30011, reply.GetProperty("failureList")[0].Number("errorCode"));
        Assert.Contains("order CLOSE FILLED", (await socket.SettleAsync()).Select(Rows.Summary));
        Assert.Equal(0.01m, (await client.DataAsync("position/get_pending_positions"))[0].Number("qty"));
    }

    [Fact]
    public async Task An_order_filled_in_part_by_hand_and_then_canceled_keeps_its_part()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Order);
        await client.SimAsync(HttpMethod.Post, "fill", """{"account":"alice","clientId":"f-1","qty":"0.004"}""");
        var row = await client.DataAsync("trade/get_order_detail", ("clientId", "f-1"));
        Assert.Equal(("PART_FILLED", 0.004m, 59_000m), (row.Text("status"), row.Number("tradeQty"), row.Number("avgPrice")));
        await client.DoAsync("trade/cancel_all_orders", "{}");
        Assert.Equal("PART_FILLED_CANCELED", (await client.DataAsync("trade/get_order_detail", ("clientId", "f-1"))).Text("status"));
        Assert.Equal(0.004m, (await client.DataAsync("position/get_pending_positions"))[0].Number("qty"));
    }

    [Theory]
    [InlineData("duplicate_push", "1122")]
    [InlineData("drop_push", "2")]
    public async Task Pushes_are_lost_and_doubled(string kind, string orders)
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        using var socket = await VenueSocket.PrivateAsync(host);
        host.Admin.AddFault($$"""{"kind":"{{kind}}","match":"order","count":{{(kind == "duplicate_push" ? 2 : 1)}}}""");
        foreach (var number in (string[])["1", "2"])
            await client.DoAsync(Place, Order.Replace("f-1", number, StringComparison.Ordinal));
        var told = (await socket.SettleAsync()).Where(push => push.Text("ch") == "order").Select(push => push.GetProperty("data").Text("clientId"));
        Assert.Equal(orders, string.Concat(told));
    }

    [Fact]
    public async Task A_pair_of_pushes_on_one_socket_changes_places()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        using var socket = await VenueSocket.PrivateAsync(host);
        host.Admin.AddFault("""{"kind":"reorder_push","count":1}""");
        await client.DoAsync(Place, Order);
        Assert.Equal(["balance", "order CREATE NEW"], (await socket.SettleAsync()).Select(Rows.Summary));
    }

    [Fact]
    public async Task A_silent_channel_says_nothing_while_others_speak()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m, 60_000m);
        using var socket = await VenueSocket.PublicAsync(host, "trade", "price");
        host.Admin.AddFault("""{"kind":"silence","match":"trade","forMs":60000}""");
        host.Admin.Step(Duration.FromSeconds(50));
        Assert.Equal(["price"], (await socket.SettleAsync()).Select(push => push.Text("ch")).Distinct());
        host.Admin.Step(Duration.FromSeconds(60));
        Assert.Contains("trade", (await socket.SettleAsync()).Select(push => push.Text("ch")));
    }

    [Fact]
    public async Task A_half_open_socket_stays_open_and_dead_and_a_cut_one_ends()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m, 60_000m);
        using var frozen = await VenueSocket.PublicAsync(host, "trade");
        using var cut = await VenueSocket.PrivateAsync(host);
        host.Admin.AddFault("""{"kind":"half_open","match":"public"}""");
        host.Admin.AddFault("""{"kind":"disconnect","match":"private"}""");
        host.Admin.Step(Duration.FromMinutes(1));
        Assert.True(await cut.IsCutAsync());
        await frozen.SendAsync("""{"op":"ping","ping":1}""");
        var answer = frozen.NextAsync();
        Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(500, TestContext.Current.CancellationToken)));
        Assert.Equal(WebSocketState.Open, frozen.State);
    }

    [Fact]
    public async Task During_an_outage_nothing_answers_and_after_it_everything_is_as_it_was()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m, 60_000m);
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Order);
        host.Admin.AddFault("""{"kind":"outage","forMs":10000}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.DataAsync("market/tickers"));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => VenueSocket.ConnectAsync(host, "public/"));
        host.Admin.Step(Duration.FromSeconds(11));
        Assert.Equal(1m, (await client.DataAsync("trade/get_pending_orders")).Number("total"));
    }

    [Fact]
    public async Task The_clock_jumps_and_a_pairs_rules_change()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        host.Admin.AddFault("""{"kind":"clock_jump","value":5000}""");
        host.Admin.AddFault("""{"kind":"precision","symbol":"BTCUSDT","value":0}""");
        host.Admin.AddFault("""{"kind":"max_leverage","value":5}""");
        host.Admin.Step(Duration.FromMilliseconds(1));
        using var answer = await client.SendAsync(HttpMethod.Get, "market/tickers", [], "");
        Assert.Equal(host.Admin.Now.UnixNanos / 1_000_000_000 + 5, answer.Headers.Date!.Value.ToUnixTimeSeconds());
        Assert.Equal(10002, await client.CodeAsync(Place, Order.Replace("59000", "59000.5", StringComparison.Ordinal)));
        Assert.Equal(20005, await client.CodeAsync("account/change_leverage", """{"symbol":"BTCUSDT","leverage":10,"marginCoin":"USDT"}"""));
    }

    [Fact]
    public async Task Habits_limits_and_faults_come_from_one_text()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        host.Admin.Set("""{"quirks":{"accountAsArray":true},"limits":{"idleSeconds":9},"faults":[{"kind":"code","match":"tickers","count":1}]}""");
        Assert.Equal(1, (await client.DataAsync("account", ("marginCoin", "USDT"))).GetArrayLength());
        Assert.Equal(9, (await client.SimAsync(HttpMethod.Get, "limits")).Number("idleSeconds"));
        Assert.Equal(1, (await client.GetAsync("market/tickers")).GetProperty("code").GetInt32());
        Assert.Contains("'nonsense'", Assert.Throws<ArgumentException>(() => host.Admin.Set("{\"nonsense\":{}}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_makes_the_same_schedule_again_and_a_wrong_fault_is_explained()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        const string schedule = """{"schedule":{"seed":5,"count":12,"overMs":60000}}""";
        var first = (await client.SimAsync(HttpMethod.Post, "faults", schedule)).EnumerateArray().Select(rule => (rule.Text("kind"), rule.Number("fromMs"))).ToList();
        host.Admin.ClearFaults();
        var second = (await client.SimAsync(HttpMethod.Post, "faults", schedule)).EnumerateArray().Select(rule => (rule.Text("kind"), rule.Number("fromMs"))).ToList();
        Assert.Equal(first, second);
        Assert.Equal(12, first.Count);
        Assert.Contains("Known: timeout_before", Assert.Throws<ArgumentException>(() => host.Admin.AddFault("""{"kind":"flood"}""")).Message, StringComparison.Ordinal);
        Assert.Contains("error", (await client.SimAsync(HttpMethod.Post, "quirks", """{"noSuchHabit":true}""")).ToString(), StringComparison.Ordinal);
    }
}
