using LaptopAgents.Bitunix;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Bitunix.Wire;

public sealed class StreamMessageTests
{
    [Theory]
    [InlineData("""{"op":"connect","data":{"result":true}}""", StreamMessageKind.Connected)]
    [InlineData("""{"op":"ping","pong":1760000000,"ping":1760000003}""", StreamMessageKind.Pong)]
    [InlineData("""{"op":"pong","ts":1760000003000}""", StreamMessageKind.Pong)]
    [InlineData("""{"op":"login","data":{"result":true}}""", StreamMessageKind.LoginAccepted)]
    [InlineData("""{"op":"login"}""", StreamMessageKind.LoginAccepted)]
    [InlineData("""{"op":"login","data":{"result":false,"msg":"sign error"}}""", StreamMessageKind.LoginRefused)]
    [InlineData("""{"op":"login","code":10007,"msg":"sign error"}""", StreamMessageKind.LoginRefused)]
    [InlineData("""{"op":"subscribe","args":[{"symbol":"BTCUSDT","ch":"trade"}]}""", StreamMessageKind.Acknowledged)]
    [InlineData("""{"op":"error","msg":"no such channel"}""", StreamMessageKind.Error)]
    [InlineData("""{"op":"dance"}""", StreamMessageKind.Unknown)]
    [InlineData("""{"ch":"weather","ts":1760000000000,"data":{}}""", StreamMessageKind.Unknown)]
    [InlineData("""{"ch":"price","data":{}}""", StreamMessageKind.Malformed)]
    [InlineData("""{"ch":"trade","symbol":"BTCUSDT","ts":1760000012598,"data":[{"p":"-1","v":"1","s":"buy"}]}""", StreamMessageKind.Malformed)]
    [InlineData("[]", StreamMessageKind.Malformed)]
    [InlineData("<html>", StreamMessageKind.Malformed)]
    [InlineData("", StreamMessageKind.Malformed)]
    public void Every_message_is_told_apart(string json, object kind) => Assert.Equal((StreamMessageKind)kind, Parse.Message(json).Kind);

    [Fact]
    public void A_kline_push_has_rightly_named_volumes()
    {
        var push = (KlinePush)Parse.Push("""{"ch":"market_kline_1min","symbol":"BTCUSDT","ts":1760000012718,"data":{"o":"60010.0","h":"60025.0","l":"59990.0","c":"60000.1","b":"12.4031","q":"744231.55"}}""");
        Assert.Equal(("BTCUSDT", Timestamp.FromUnixMilliseconds(1760000012718), Price.FromDecimal(60000.1m), Quantity.FromDecimal(12.4031m)), (push.Symbol, push.Time, push.Close, push.Volume));
    }

    [Fact]
    public void Trades_carry_the_side_that_took()
    {
        var push = (TradePush)Parse.Push("""{"ch":"trade","symbol":"BTCUSDT","ts":1760000012598,"data":[{"t":"2025-10-09T08:53:32Z","p":"60000.1","v":"0.7142","s":"buy"},{"t":"2025-10-09T08:53:32Z","p":"60000.1","v":"0.0018","s":"sell"}]}""");
        Assert.Equal([new MarketTrade(Price.FromDecimal(60000.1m), Quantity.FromDecimal(0.7142m), Side.Buy), new MarketTrade(Price.FromDecimal(60000.1m), Quantity.FromDecimal(0.0018m), Side.Sell)], push.Trades.Select(trade => trade.Trade));
        Assert.Equal("2025-10-09T08:53:32.000Z", push.Trades[0].Time.ToString());
    }

    [Theory]
    [InlineData("""{"ch":"tickers","symbol":"BTCUSDT","ts":1760000012994,"data":{"s":"BTCUSDT","la":"60000.1","o":"59120.0","h":"60410.0","l":"58801.3","b":"30395.3977","q":"1823374525.0193","r":"1.4886671854","bd":"60000.1","ak":"60000.2","bv":"0.9747","av":"2.3606"}}""")]
    [InlineData("""{"ch":"tickers","ts":1760000012994,"data":[{"s":"BTCUSDT","la":"60000.1","bd":"60000.1","ak":"60000.2","bv":"0.9747","av":"2.3606"}]}""")]
    public void Best_bid_and_ask_come_as_an_object_or_in_a_list(string json)
    {
        var push = (QuotePush)Parse.Push(json);
        Assert.Equal(("BTCUSDT", new Quote(Price.FromDecimal(60000.1m), Quantity.FromDecimal(0.9747m), Price.FromDecimal(60000.2m), Quantity.FromDecimal(2.3606m))), (push.Symbol, push.Quote!.Value));
    }

    [Fact]
    public void A_crossed_or_incomplete_quote_is_no_quote()
    {
        Assert.Null(((QuotePush)Parse.Push("""{"ch":"tickers","symbol":"B","ts":1760000012994,"data":{"bd":"60000.3","ak":"60000.2"}}""")).Quote);
        Assert.Null(((QuotePush)Parse.Push("""{"ch":"tickers","symbol":"B","ts":1760000012994,"data":{"la":"60000.3","ak":""}}""")).Quote);
    }

    [Fact]
    public void Mark_price_and_funding_may_come_in_parts()
    {
        var whole = (PricePush)Parse.Push("""{"ch":"price","symbol":"BTCUSDT","ts":1760000012994,"data":{"mp":"60000.4","ip":"60001.0","fr":"0.0051","ft":"2025-10-09T08:00:00Z","nft":"2025-10-09T16:00:00Z"}}""");
        Assert.Equal((Price.FromDecimal(60000.4m), 0.0051m, "2025-10-09T16:00:00.000Z"), (whole.MarkPrice!.Value, whole.RawRate!.Value, whole.NextSettlement.ToString()));
        var part = (PricePush)Parse.Push("""{"ch":"price","symbol":"BTCUSDT","ts":1760000012994,"data":{"mp":"60000.5"}}""");
        Assert.Equal((Price.FromDecimal(60000.5m), null, null), (part.MarkPrice!.Value, part.RawRate, part.NextSettlement));
    }

    [Fact]
    public void A_depth_push_and_a_day_ticker_are_read()
    {
        var depth = (DepthPush)Parse.Push("""{"ch":"depth_book5","symbol":"BTCUSDT","ts":1760000011009,"data":{"b":[["60000.1","0.9021"],["60000.0","2.3300"]],"a":[["60000.2","1.2034"],["60000.3","0.4100"]]}}""");
        Assert.Equal((2, Price.FromDecimal(60000.2m)), (depth.Book.Bids.Count, depth.Book.Asks[0].Price));
        var ticker = (TickerPush)Parse.Push("""{"ch":"ticker","symbol":"BTCUSDT","ts":1760000012994,"data":{"s":"BTCUSDT","la":"60000.1","o":"59120.0","h":"60410.0","l":"58801.3","b":"30395.3977","q":"1823374525.0193","r":"1.4886671854"}}""");
        Assert.Equal(Price.FromDecimal(60000.1m), ticker.LastPrice);
    }

    [Fact]
    public void An_order_push_tells_the_cumulative_quantity()
    {
        var push = (OrderPush)Parse.Push("""
            {"ch":"order","ts":1760000000200,"data":{"event":"CREATE","orderId":"1893440055512345678","symbol":"BTCUSDT","positionType":"ISOLATION","positionMode":"ONE_WAY","side":"Buy","effect":"LONG","type":"Limit","qty":"0.0100",
             "reductionOnly":false,"price":"60000.0","ctime":"2025-10-09T08:53:20.123456789Z","mtime":"2025-10-09T08:53:20.123456789Z","leverage":"10","orderStatus":"NEW","fee":"0","averagePrice":"0","dealAmount":"0.004","clientId":"sim-000001"}}
            """);
        Assert.Equal((PushEvent.Open, VenueOrderStatus.New, Quantity.FromDecimal(0.004m), null), (push.Event, push.Status, push.Filled, push.AveragePrice));
        Assert.Equal(1760000000123456789, push.Created!.Value.UnixNanos);
    }

    [Fact]
    public void What_a_position_push_lacks_is_not_zero()
    {
        var whole = (PositionPush)Parse.Push("""{"ch":"position","ts":1760000001500,"data":{"event":"OPEN","positionId":"1893440012345678901","marginMode":"ISOLATION","positionMode":"ONE_WAY","side":"LONG","leverage":"10","margin":"24.0","ctime":"2025-10-09T08:53:21.4Z","qty":"0.0040","symbol":"BTCUSDT","realizedPNL":"0","unrealizedPNL":"0","funding":"0","fee":"0.048"}}""");
        Assert.Equal((Side.Buy, Quantity.FromDecimal(0.004m)), (whole.Side!.Value, whole.Quantity!.Value));
        var part = (PositionPush)Parse.Push("""{"ch":"position","ts":1760000001500,"data":{"event":"UPDATE","positionId":"1","symbol":"BTCUSDT","margin":"24.0"}}""");
        Assert.Equal((PushEvent.Update, null, null), (part.Event, part.Quantity, part.Side));
    }

    [Fact]
    public void Balance_and_tpsl_pushes_are_read_in_a_list_too()
    {
        var balance = (BalancePush)Parse.Push("""{"ch":"balance","ts":1760000001510,"data":[{"coin":"USDT","available":"976.00","frozen":"36.00","isolationFrozen":"36.00","crossFrozen":"0","margin":"24.0","isolationMargin":"24.0","crossMargin":"0","expMoney":"0"}]}""");
        Assert.Equal((Money.FromDecimal(976), Money.FromDecimal(36)), (balance.Available, balance.Frozen));
        var tpsl = (TpslPush)Parse.Push("""
            {"ch":"tpsl","ts":1760000002000,"data":{"event":"CREATE","positionId":"1893440012345678901","orderId":"1893440099912345678","symbol":"BTCUSDT","leverage":"10","side":"Sell","positionMode":"ONE_WAY","status":"NEW",
             "ctime":"2025-10-09T08:53:22.000000000Z","type":"TPSL","tpQty":"","slQty":"0.0100","tpStopType":"","tpPrice":"","tpOrderType":"","tpOrderPrice":"","slStopType":"Mark","slPrice":"59000","slOrderType":"Market","slOrderPrice":""}}
            """);
        Assert.Equal((false, null, new VenueLeg(Price.FromDecimal(59000), TriggerSource.MarkPrice, VenueOrderType.Market, null, Quantity.FromDecimal(0.01m))), (tpsl.IsWholePosition, tpsl.TakeProfit, tpsl.StopLoss));
    }

    [Fact]
    public void What_is_kept_of_a_bad_message_is_short_and_holds_no_secret()
    {
        var text = Parse.Message("""{"ch":1,"apiKey":"hushhush","sign":"abcdef","x":""" + new string('9', 5_000)).Text;
        Assert.DoesNotContain("hushhush", text, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 10, 1_000);
    }
}
