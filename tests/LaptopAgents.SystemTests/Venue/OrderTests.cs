using LaptopAgents.Domain;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>Orders in one-way mode, from the call to the last push.</summary>
public sealed class OrderTests
{
    private const string Place = "trade/place_order";

    private static string Market(string side, string quantity, string more = "") =>
        $$"""{"symbol":"BTCUSDT","qty":"{{quantity}}","side":"{{side}}","tradeSide":"OPEN","orderType":"MARKET"{{more}}}""";

    private static string Limit(string side, string quantity, string price, string more = "") =>
        $$"""{"symbol":"BTCUSDT","qty":"{{quantity}}","side":"{{side}}","tradeSide":"OPEN","orderType":"LIMIT","price":"{{price}}","effect":"GTC"{{more}}}""";

    [Fact]
    public async Task A_market_order_is_told_alike_by_pushes_rows_and_balance()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_010m);
        using var client = new VenueClient(host);
        using var socket = await VenueSocket.PrivateAsync(host);
        var ids = await client.DoAsync(Place, Market("BUY", "0.01", """,  "clientId":"m-1" """));
        var pushes = await socket.SettleAsync();
        Assert.Equal(
            ["order CREATE NEW", "balance", "order CLOSE FILLED", "position OPEN", "balance"], pushes.Select(Rows.Summary));

        var order = await client.DataAsync("trade/get_order_detail", ("clientId", "m-1"));
        Assert.Equal(ids.Text("orderId"), order.Text("orderId"));
        Assert.Equal(("FILLED", "market", 0.01m), (order.Text("status"), order.Text("price"), order.Number("tradeQty")));
        var trade = (await client.DataAsync("trade/get_history_trades")).GetProperty("tradeList")[0];
        var price = trade.Number("price");
        Assert.InRange(price, 60_000m, 60_000.1m);
        Assert.Equal(("TAKER", price * 0.01m * 0.0006m), (trade.Text("roleType"), trade.Number("fee")));

        var position = Assert.Single((await client.DataAsync("position/get_pending_positions")).EnumerateArray());
        Assert.Equal(("BUY", 0.01m, price), (position.Text("side"), position.Number("qty"), position.Number("avgOpenPrice")));
        Assert.Equal(0.01m, pushes[3].GetProperty("data").Number("qty"));
        var account = await client.DataAsync("account", ("marginCoin", "USDT"));
        Assert.Equal(price * 0.01m / 20, account.Number("margin"));
        Assert.Equal(10_000m - trade.Number("fee"), account.Number("available") + account.Number("margin") + account.Number("frozen"));
        Assert.Equal(account.Number("available"), pushes[^1].GetProperty("data").Number("available"));
    }

    [Fact]
    public async Task A_resting_order_locks_money_until_it_is_canceled_and_then_hides_among_the_canceled()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        using var socket = await VenueSocket.PrivateAsync(host);
        var id = (await client.DoAsync(Place, Limit("BUY", "0.02", "59000"))).Text("orderId")!;
        var account = await client.DataAsync("account", ("marginCoin", "USDT"));
        Assert.Equal((59_000m * 0.02m / 20) + (59_000m * 0.02m * 0.0006m), account.Number("frozen"));
        var pending = await client.DataAsync("trade/get_pending_orders", ("symbol", "BTCUSDT"));
        Assert.Equal(("NEW", 1m), (pending.GetProperty("orderList")[0].Text("status"), pending.Number("total")));

        var canceled = await client.DoAsync("trade/cancel_orders", $$"""{"symbol":"BTCUSDT","orderList":[{"orderId":"{{id}}"},{"clientId":"nobody"}]}""");
        Assert.Equal(id, canceled.GetProperty("successList")[0].Text("orderId"));
        Assert.Equal(20007, canceled.GetProperty("failureList")[0].Number("errorCode"));
        var again = await client.DoAsync("trade/cancel_orders", $$"""{"symbol":"BTCUSDT","orderList":[{"orderId":"{{id}}"}]}""");
        Assert.Equal(30011, again.GetProperty("failureList")[0].Number("errorCode"));
        Assert.Equal(["order CREATE NEW", "balance", "order CLOSE CANCELED", "balance"], (await socket.SettleAsync()).Select(Rows.Summary));

        Assert.Equal(0m, (await client.DataAsync("account", ("marginCoin", "USDT"))).Number("frozen"));
        Assert.Equal(0, (await client.DataAsync("trade/get_history_orders")).GetProperty("orderList").GetArrayLength());
        Assert.Equal(1, (await client.DataAsync("trade/get_history_orders", ("queryCanceled", "true"))).GetProperty("orderList").GetArrayLength());
    }

    [Fact]
    public async Task A_limit_below_the_market_fills_as_maker_when_the_market_comes()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m, 59_900m, 59_950m);
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Limit("BUY", "0.02", "59950"));
        host.Admin.Step(Duration.FromMinutes(5));
        var trade = Assert.Single((await client.DataAsync("trade/get_history_trades")).GetProperty("tradeList").EnumerateArray());
        Assert.Equal(("MAKER", 59_950m, 59_950m * 0.02m * 0.0002m), (trade.Text("roleType"), trade.Number("price"), trade.Number("fee")));
        Assert.Equal(Money.FromDecimal(10_000m - (59_950m * 0.02m * 0.0002m)), host.Admin.Wallet("alice"));
    }

    [Fact]
    public async Task Both_ways_to_reduce_a_one_way_position_work_and_may_be_switched_off()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        Assert.Equal(30018, await client.CodeAsync(Place, Market("SELL", "0.01", ",\"reduceOnly\":true")));
        await client.DoAsync(Place, Market("BUY", "0.03", ",\"positionId\":0"));
        Assert.Equal(30019, await client.CodeAsync(Place, Market("BUY", "0.01", ",\"reduceOnly\":true")));
        await client.DoAsync(Place, Market("SELL", "0.01", ",\"reduceOnly\":true"));
        var id = (await client.DataAsync("position/get_pending_positions"))[0].Text("positionId");
        string Close(string side, string quantity) =>
            $$"""{"symbol":"BTCUSDT","qty":"{{quantity}}","side":"{{side}}","tradeSide":"CLOSE","positionId":"{{id}}","orderType":"MARKET"}""";
        var closing = await client.DoAsync(Place, Close("BUY", "0.01"));
        // Its row shows what was done: a sale that reduces.
        var row = await client.DataAsync("trade/get_order_detail", ("orderId", closing.Text("orderId")!));
        Assert.Equal(("SELL", true), (row.Text("side"), row.GetProperty("reduceOnly").GetBoolean()));
        Assert.Equal(0.01m, (await client.DataAsync("position/get_pending_positions"))[0].Number("qty"));

        host.Admin.Change(quirks => quirks.OneWayReduceByClose = quirks.OneWayReduceByOpen = false);
        Assert.Equal(10002, await client.CodeAsync(Place, Close("BUY", "0.01")));
        Assert.Equal(10002, await client.CodeAsync(Place, Market("SELL", "0.01", ",\"reduceOnly\":true")));
        await client.DoAsync("trade/flash_close_position", $$"""{"positionId":"{{id}}"}""");
        Assert.Equal(0, (await client.DataAsync("position/get_pending_positions")).GetArrayLength());
        var past = (await client.DataAsync("position/get_history_positions")).GetProperty("positionList")[0];
        Assert.Equal((id, 0.03m), (past.Text("positionId"), past.Number("maxQty")));
        Assert.Equal(30004, await client.CodeAsync("trade/flash_close_position", $$"""{"positionId":"{{id}}"}"""));
    }

    [Fact]
    public async Task An_opposite_order_turns_a_position_and_the_books_agree_with_the_wallet()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_100m, 59_900m);
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Market("BUY", "0.02"));
        host.Admin.Step(Duration.FromMinutes(1));
        await client.DoAsync(Place, Market("SELL", "0.05"));
        host.Admin.Step(Duration.FromMinutes(1));
        var turned = (await client.DataAsync("position/get_pending_positions"))[0];
        Assert.Equal(("SELL", 0.03m), (turned.Text("side"), turned.Number("qty")));
        await client.DoAsync("trade/close_all_position", "{}");
        var trades = (await client.DataAsync("trade/get_history_trades", ("limit", "100"))).GetProperty("tradeList").EnumerateArray().ToList();
        Assert.Equal(4, trades.Count);
        var sum = trades.Sum(trade => trade.Number("realizedPNL") - trade.Number("fee"));
        Assert.Equal(Money.FromDecimal(10_000m + sum), host.Admin.Wallet("alice"));
        var positions = (await client.DataAsync("position/get_history_positions")).GetProperty("positionList").EnumerateArray().ToList();
        Assert.Equal(sum, positions.Sum(row => row.Number("realizedPNL") - row.Number("fee") + row.Number("funding")));
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_canceled_or_refused()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        using var socket = await VenueSocket.PrivateAsync(host);
        var order = Limit("BUY", "0.01", "60100").Replace("GTC", "POST_ONLY", StringComparison.Ordinal);
        await client.DoAsync(Place, order);
        Assert.Equal(["order CREATE NEW", "order CLOSE CANCELED"], (await socket.SettleAsync()).Select(Rows.Summary));
        host.Admin.Change(quirks => quirks.PostOnlyRefusedAtOnce = true);
        Assert.Equal(10008, await client.CodeAsync(Place, order));
    }

    [Fact]
    public async Task A_modified_order_keeps_its_id_and_a_finished_one_cannot_be_modified()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        var id = (await client.DoAsync(Place, Limit("BUY", "0.01", "59000"))).Text("orderId")!;
        await client.DoAsync("trade/modify_order", $$"""{"orderId":"{{id}}","symbol":"BTCUSDT","qty":"0.02","price":"59100.5"}""");
        var row = await client.DataAsync("trade/get_order_detail", ("orderId", id));
        Assert.Equal((0.02m, 59_100.5m, "NEW"), (row.Number("qty"), row.Number("price"), row.Text("status")));
        await client.DoAsync("trade/cancel_all_orders", """{"symbol":"BTCUSDT"}""");
        Assert.Equal(30011, await client.CodeAsync("trade/modify_order", $$"""{"orderId":"{{id}}","qty":"0.02","price":"59100.5"}"""));
    }

    [Fact]
    public async Task A_client_id_is_good_for_one_order_ever()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        var order = Limit("BUY", "0.01", "59000", ",\"clientId\":\"once\"");
        await client.DoAsync(Place, order);
        await client.DoAsync("trade/cancel_all_orders", "{}");
        Assert.Equal(30042, await client.CodeAsync(Place, order));
        // A refused order has used nothing up.
        Assert.Equal(20003, await client.CodeAsync(Place, Limit("BUY", "4", "59000", ",\"clientId\":\"twice\"")));
        await client.DoAsync(Place, Limit("BUY", "0.01", "59000", ",\"clientId\":\"twice\""));
    }

    [Fact]
    public async Task A_batch_succeeds_and_fails_item_by_item()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        string Item(string id, string quantity) => $$"""{"qty":"{{quantity}}","side":"BUY","tradeSide":"OPEN","orderType":"LIMIT","price":"59000","clientId":"{{id}}"}""";
        var reply = await client.DoAsync("trade/batch_order", $$"""{"symbol":"BTCUSDT","orderList":[{{Item("b-1", "0.01")}},{{Item("b-2", "4")}}]}""");
        Assert.Equal("b-1", reply.GetProperty("successList")[0].Text("clientId"));
        Assert.Equal(20003, reply.GetProperty("failureList")[0].Number("errorCode"));
        var six = string.Join(',', Enumerable.Range(3, 6).Select(i => Item($"b-{i}", "0.01")));
        Assert.Equal(20016, await client.CodeAsync("trade/batch_order", $$"""{"symbol":"BTCUSDT","orderList":[{{six}}]}"""));
    }

    [Theory]
    [InlineData("""{"symbol":"XXXUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""", 20001)]
    [InlineData("""{"symbol":"BTCUSDT","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","type":"MARKET"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"UP","tradeSide":"OPEN","orderType":"MARKET"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.00001","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"-1","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"NaN","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"101","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""", 30039)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"101","side":"BUY","tradeSide":"OPEN","orderType":"LIMIT","price":"60000"}""", 30013)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"LIMIT","price":"60000.05"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"LIMIT"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"LIMIT","price":"62000"}""", 30014)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"SELL","tradeSide":"OPEN","orderType":"LIMIT","price":"58000"}""", 30015)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"CLOSE","orderType":"MARKET"}""", 10002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"CLOSE","orderType":"MARKET","positionId":"5"}""", 30004)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"4","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""", 20003)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"20","side":"BUY","tradeSide":"OPEN","orderType":"MARKET"}""", 20002)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"MARKET","slPrice":"60500","slStopType":"MARK_PRICE"}""", 30029)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"SELL","tradeSide":"OPEN","orderType":"MARKET","slPrice":"59500","slStopType":"LAST_PRICE"}""", 30030)]
    [InlineData("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"MARKET","tpPrice":"0"}""", 30041)]
    [InlineData("[1]", 10002)]
    [InlineData("{broken", 10002)]
    public async Task An_order_that_breaks_a_rule_gets_its_code_and_leaves_nothing(string body, int code)
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        Assert.Equal(code, await client.CodeAsync(Place, body));
        Assert.Equal(0m, (await client.DataAsync("trade/get_pending_orders")).Number("total"));
        Assert.Equal(Money.FromDecimal(10_000m), host.Admin.Wallet("alice"));
    }

    [Fact]
    public async Task A_pair_that_is_closed_or_not_for_programs_takes_no_order()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        await client.SimAsync(HttpMethod.Post, "symbols", """{"symbol":"BTCUSDT","isApiSupported":false}""");
        Assert.Equal(710002, await client.CodeAsync(Place, Market("BUY", "0.01")));
        await client.SimAsync(HttpMethod.Post, "symbols", """{"symbol":"BTCUSDT","status":"CANCEL_ONLY"}""");
        Assert.Equal(20012, await client.CodeAsync(Place, Market("BUY", "0.01")));
    }

    [Fact]
    public async Task Settings_change_only_while_nothing_depends_on_them()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        const string leverage = """{"symbol":"BTCUSDT","leverage":10,"marginCoin":"USDT"}""";
        Assert.Equal(10m, (await client.DoAsync("account/change_leverage", leverage)).Number("leverage"));
        Assert.Equal(20005, await client.CodeAsync("account/change_leverage", leverage.Replace("10", "500", StringComparison.Ordinal)));
        await client.DoAsync("account/change_margin_mode", """{"symbol":"BTCUSDT","marginMode":"CROSS","marginCoin":"USDT"}""");
        var settings = await client.DataAsync("account/get_leverage_margin_mode", ("symbol", "BTCUSDT"), ("marginCoin", "USDT"));
        Assert.Equal((10m, "CROSS"), (settings.Number("leverage"), settings.Text("marginMode")));
        await client.DoAsync(Place, Limit("BUY", "0.01", "59000"));
        Assert.Equal(20006, await client.CodeAsync("account/change_leverage", leverage));
        await client.DoAsync("trade/cancel_all_orders", "{}");
        await client.DoAsync(Place, Market("BUY", "0.01"));
        Assert.Equal(20009, await client.CodeAsync("account/change_position_mode", """{"positionMode":"HEDGE"}"""));
        Assert.Equal(20009, await client.CodeAsync("account/change_margin_mode", """{"symbol":"BTCUSDT","marginMode":"ISOLATION","marginCoin":"USDT"}"""));
        await client.DoAsync("trade/close_all_position", "{}");
        await client.DoAsync("account/change_position_mode", """{"positionMode":"HEDGE"}""");
        Assert.Equal("HEDGE", (await client.DataAsync("account", ("marginCoin", "USDT"))).Text("positionMode"));
    }
}
