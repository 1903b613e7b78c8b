using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.SystemTests.Venue;

/// <summary>The same calls on the same market give the same answers; and the books balance, whatever goes wrong on the way.</summary>
public sealed class RepeatTests
{
    private static readonly decimal[] Waves = [.. Enumerable.Range(0, 40).Select(i => 60_000m + 150m * (i % 8 < 4 ? i % 8 : 8 - i % 8))];

    [Fact]
    public async Task The_same_script_gives_the_same_pushes_and_rows_to_the_last_byte()
    {
        Assert.Equal(await ScriptAsync(), await ScriptAsync());

        static async Task<string> ScriptAsync()
        {
            await using var host = await TradingFloor.StartAsync(Waves);
            using var client = new VenueClient(host);
            using var market = await VenueSocket.PublicAsync(host, "depth_book15", "trade", "tickers");
            using var own = await VenueSocket.PrivateAsync(host);
            var told = new List<JsonElement>();
            for (var i = 0; i < 8; i++)
            {
                told.Add(await client.PostAsync("trade/place_order", Order(i)));
                host.Admin.Step(Duration.FromMinutes(3));
            }

            told.Add(await client.GetAsync("trade/get_history_trades", ("limit", "100")));
            told.AddRange(await market.SettleAsync());
            told.AddRange(await own.SettleAsync());
            return string.Join('\n', told);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Under_a_schedule_of_faults_no_fill_is_lost_or_doubled(int seed)
    {
        await using var host = await TradingFloor.StartAsync(Waves);
        using var client = new VenueClient(host);
        host.Admin.AddFault($$$"""{"schedule":{"seed":{{{seed}}},"count":40,"overMs":2400000}}""");
        // Answers are not waited for longer than this; what lies beyond is a timeout to the client as well.
        host.Admin.AddFault("""{"kind":"timeout_after","match":"place_order","probability":0.2,"value":1}""");
        var wanted = 0;
        for (var i = 0; i < 12; i++)
        {
            if (await SurelyPlacedAsync(client, Order(i))) wanted++;
            host.Admin.Step(Duration.FromMinutes(3));
        }

        host.Admin.ClearFaults();
        var orders = new List<JsonElement>();
        foreach (var canceled in (string[])["false", "true"])
            orders.AddRange((await client.DataAsync("trade/get_history_orders", ("limit", "100"), ("queryCanceled", canceled))).GetProperty("orderList").EnumerateArray());
        orders.AddRange((await client.DataAsync("trade/get_pending_orders", ("limit", "100"))).GetProperty("orderList").EnumerateArray());
        Assert.Equal(wanted, orders.Count);
        Assert.Equal(orders.Count, orders.Select(order => order.Text("clientId")).Distinct().Count());

        var trades = (await client.DataAsync("trade/get_history_trades", ("limit", "100"))).GetProperty("tradeList").EnumerateArray().ToList();
        foreach (var order in orders)
            Assert.Equal(order.Number("tradeQty"), trades.Where(trade => trade.Text("orderId") == order.Text("orderId")).Sum(trade => trade.Number("qty")));
        Assert.Equal(Money.FromDecimal(10_000m + trades.Sum(trade => trade.Number("realizedPNL") - trade.Number("fee"))), host.Admin.Wallet("alice"));
        var held = trades.Sum(trade => trade.Text("side") == "BUY" ? trade.Number("qty") : -trade.Number("qty"));
        var position = (await client.DataAsync("position/get_pending_positions")).EnumerateArray().Sum(row => row.Text("side") == "BUY" ? row.Number("qty") : -row.Number("qty"));
        Assert.Equal(held, position);
    }

    private static string Order(int i) =>
        $$"""{"symbol":"BTCUSDT","qty":"0.0{{1 + i % 3}}","side":"{{(i % 2 == 0 ? "BUY" : "SELL")}}","tradeSide":"OPEN","orderType":"{{(i % 3 == 0 ? "LIMIT" : "MARKET")}}","price":"60150","clientId":"r-{{i}}"}""";

    // What a careful client does: after a doubtful answer it sends the same order again, and a duplicate proves that the first arrived.
    private static async Task<bool> SurelyPlacedAsync(VenueClient client, string order)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(250));
                var code = await client.CodeAsync("trade/place_order", order).WaitAsync(patience.Token);
                if (code is 0 or 30042) return true;
                if (code is not (1 or 10001 or 10006)) return false;
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException)
            {
                // Not known whether it arrived.
            }

            if (attempt % 5 == 4) await client.SimAsync(HttpMethod.Post, "step", """{"ms":1000}""");
        }

        return false;
    }
}
