using LaptopAgents.Domain;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>Hedge mode, protective orders, funding and liquidation.</summary>
public sealed class PositionTests
{
    private const string Place = "trade/place_order";

    private static string Market(string side, string quantity, string more = "") =>
        $$"""{"symbol":"BTCUSDT","qty":"{{quantity}}","side":"{{side}}","tradeSide":"OPEN","orderType":"MARKET"{{more}}}""";

    [Fact]
    public async Task In_hedge_mode_a_long_and_a_short_stand_side_by_side_and_close_by_their_own_side()
    {
        await using var host = await TradingFloor.StartAsync(
            TradingFloor.Bars(60_000m, 60_200m), change: options => options with { Accounts = [TradingFloor.Alice with { IsHedge = true }] });
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Market("BUY", "0.02"));
        await client.DoAsync(Place, Market("SELL", "0.03"));
        var rows = (await client.DataAsync("position/get_pending_positions")).EnumerateArray().ToDictionary(row => row.Text("side")!);
        Assert.Equal((0.02m, 0.03m), (rows["BUY"].Number("qty"), rows["SELL"].Number("qty")));
        host.Admin.Step(Duration.FromMinutes(2));
        string Close(string side) =>
            $$"""{"symbol":"BTCUSDT","qty":"0.02","side":"{{side}}","tradeSide":"CLOSE","orderType":"MARKET","positionId":"{{rows["SELL"].Text("positionId")}}"}""";
        Assert.Equal(30019, await client.CodeAsync(Place, Close("BUY")));
        await client.DoAsync(Place, Close("SELL"));
        var after = (await client.DataAsync("position/get_pending_positions")).EnumerateArray().ToDictionary(row => row.Text("side")!);
        Assert.Equal((0.02m, 0.01m), (after["BUY"].Number("qty"), after["SELL"].Number("qty")));
        Assert.True(after["BUY"].Number("unrealizedPNL") > 0 && after["SELL"].Number("unrealizedPNL") < 0);
        Assert.Equal(10002, await client.CodeAsync(Place, """{"symbol":"BTCUSDT","qty":"0.02","side":"BUY","orderType":"MARKET"}"""));
    }

    [Fact]
    public async Task A_stop_that_rides_on_an_entry_is_armed_by_its_fill_and_closes_what_was_filled()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m, 59_700m, 59_600m);
        using var client = new VenueClient(host);
        using var socket = await VenueSocket.PrivateAsync(host);
        await client.DoAsync(Place, Market("BUY", "0.02", ",\"slPrice\":\"59800\",\"slStopType\":\"LAST_PRICE\",\"tpPrice\":\"61000\",\"tpStopType\":\"LAST_PRICE\""));
        var stop = Assert.Single((await client.DataAsync("tpsl/get_pending_orders")).EnumerateArray());
        Assert.Equal((59_800m, 61_000m, 0.02m), (stop.Number("slPrice"), stop.Number("tpPrice"), stop.Number("slQty")));
        host.Admin.Step(Duration.FromMinutes(5));
        Assert.Equal(
            ["order CREATE NEW", "balance", "order CLOSE FILLED", "position OPEN", "balance", "tpsl CREATE NEW",
                "order CREATE NEW", "balance", "order CLOSE FILLED", "position CLOSE", "balance", "tpsl CLOSE FILLED"],
            (await socket.SettleAsync()).Select(Rows.Summary));
        Assert.Equal(0, (await client.DataAsync("position/get_pending_positions")).GetArrayLength());
        var exit = (await client.DataAsync("trade/get_history_trades")).GetProperty("tradeList")[0];
        Assert.InRange(exit.Number("price"), 59_600m, 59_800m);
        Assert.Equal("FILLED", (await client.DataAsync("tpsl/get_history_orders")).GetProperty("orderList")[0].Text("status"));
    }

    [Fact]
    public async Task Stops_of_a_closed_position_go_with_it()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Market("BUY", "0.02"));
        var id = (await client.DataAsync("position/get_pending_positions"))[0].Text("positionId");
        await client.DoAsync("tpsl/position/place_order", $$"""{"symbol":"BTCUSDT","positionId":"{{id}}","slPrice":"59000","slStopType":"MARK_PRICE"}""");
        await client.DoAsync("tpsl/place_order", $$"""{"symbol":"BTCUSDT","positionId":"{{id}}","tpPrice":"61000","tpStopType":"LAST_PRICE","tpQty":"0.01","tpOrderType":"LIMIT","tpOrderPrice":"61000"}""");
        Assert.Equal(30038, await client.CodeAsync("tpsl/place_order", $$"""{"symbol":"BTCUSDT","positionId":"{{id}}","tpPrice":"61000","tpQty":"0.03"}"""));
        Assert.Equal(30006, await client.CodeAsync("tpsl/place_order", $$"""{"symbol":"BTCUSDT","positionId":"{{id}}"}"""));
        await client.DoAsync("trade/flash_close_position", $$"""{"positionId":"{{id}}"}""");
        Assert.Equal(0, (await client.DataAsync("tpsl/get_pending_orders")).GetArrayLength());
        Assert.All((await client.DataAsync("tpsl/get_history_orders")).GetProperty("orderList").EnumerateArray(), row => Assert.Equal("SYSTEM_CANCELED", row.Text("status")));
    }

    [Fact]
    public async Task A_target_for_a_part_becomes_a_limit_order_for_that_part()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m, 60_300m, 60_400m, 60_300m);
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Market("BUY", "0.02"));
        var id = (await client.DataAsync("position/get_pending_positions"))[0].Text("positionId");
        await client.DoAsync("tpsl/place_order", $$"""{"symbol":"BTCUSDT","positionId":"{{id}}","tpPrice":"60200","tpStopType":"LAST_PRICE","tpQty":"0.005","tpOrderType":"LIMIT","tpOrderPrice":"60250"}""");
        host.Admin.Step(Duration.FromMinutes(6));
        var exit = (await client.DataAsync("trade/get_history_trades")).GetProperty("tradeList")[0];
        Assert.Equal((0.005m, true), (exit.Number("qty"), exit.Number("price") >= 60_250m));
        Assert.Equal(0.015m, (await client.DataAsync("position/get_pending_positions"))[0].Number("qty"));
    }

    [Fact]
    public async Task Funding_is_paid_on_what_is_held_at_the_settlement()
    {
        var at = (TradingFloor.Open + Duration.FromMinutes(2)).UnixNanos;
        var funding = new FundingSeries([at], [Rate.FromDecimal(0.001m).Raw], [Price.FromDecimal(60_000m).Raw]);
        await using var host = await TradingFloor.StartAsync(TradingFloor.Bars(60_000m, 60_000m, 60_000m, 60_000m), funding);
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Market("BUY", "0.1"));
        var before = host.Admin.Wallet("alice");
        host.Admin.Step(Duration.FromMinutes(3));
        Assert.Equal(Money.FromDecimal(-6m), host.Admin.Wallet("alice") - before);
        Assert.Equal(-6m, (await client.DataAsync("position/get_pending_positions"))[0].Number("funding"));
    }

    [Fact]
    public async Task A_position_that_its_margin_no_longer_carries_is_liquidated_and_the_account_keeps_the_rest()
    {
        var falling = Enumerable.Range(0, 30).Select(i => 60_000m - 150m * i);
        await using var host = await TradingFloor.StartAsync(TradingFloor.Bars(falling));
        using var client = new VenueClient(host);
        using var socket = await VenueSocket.PrivateAsync(host);
        await client.DoAsync(Place, Market("BUY", "0.5"));
        var position = (await client.DataAsync("position/get_pending_positions"))[0];
        Assert.InRange(position.Number("liqPrice"), 57_000m, 57_400m);
        host.Admin.Step(Duration.FromMinutes(30));
        Assert.Equal(0, (await client.DataAsync("position/get_pending_positions")).GetArrayLength());
        var past = (await client.DataAsync("position/get_history_positions")).GetProperty("positionList")[0];
        Assert.Equal(0.5m, past.Number("liqQty"));
        // The isolated margin was 1,500 and the fees came on top; nothing else is gone.
        Assert.InRange(host.Admin.Wallet("alice").ToDecimal(), 10_000m - 1_500m - 60m, 10_000m - 1_300m);
        Assert.Contains("position CLOSE", (await socket.SettleAsync()).Select(Rows.Summary));
    }

    [Fact]
    public async Task Margin_added_to_an_isolated_position_moves_its_liquidation_away()
    {
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        using var client = new VenueClient(host);
        await client.DoAsync(Place, Market("BUY", "0.5"));
        var before = (await client.DataAsync("position/get_pending_positions"))[0];
        await client.DoAsync("account/adjust_position_margin", """{"symbol":"BTCUSDT","marginCoin":"USDT","amount":"500","side":"LONG"}""");
        var after = (await client.DataAsync("position/get_pending_positions"))[0];
        Assert.Equal(500m, after.Number("margin") - before.Number("margin"));
        Assert.InRange(before.Number("liqPrice") - after.Number("liqPrice"), 990m, 1_010m);
        Assert.Equal(20008, await client.CodeAsync("account/adjust_position_margin", """{"symbol":"BTCUSDT","marginCoin":"USDT","amount":"-600","side":"LONG"}"""));
    }

    [Fact]
    public async Task Two_accounts_trade_the_same_market_and_know_nothing_of_each_other()
    {
        var bob = new AccountOptions { Name = "bob", ApiKey = "bobKey", Secret = "bobSecret", MarginMode = MarginMode.Cross };
        await using var host = await TradingFloor.StartAsync(60_000m, 60_000m);
        host.Admin.AddAccount(bob);
        using var alice = new VenueClient(host);
        using var other = new VenueClient(host, bob);
        await alice.DoAsync(Place, Market("BUY", "0.01"));
        Assert.Equal(0, (await other.DataAsync("position/get_pending_positions")).GetArrayLength());
        Assert.Equal(Money.FromDecimal(10_000m), host.Admin.Wallet("bob"));
    }
}
