using System.Text.Json;
using LaptopAgents.Bitunix;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Bitunix.Wire;

public sealed class AccountRowTests
{
    private const string Account = """{"marginCoin":"USDT","available":"988.12","frozen":"4.00","margin":"10.00","transfer":"985.00","positionMode":"ONE_WAY","crossUnrealizedPNL":"2.00","isolationUnrealizedPNL":"-1.00","bonus":"0"}""";

    private const string Order = """
        {"orderId":"1893440055512345678","symbol":"BTCUSDT","marginCoin":null,"qty":"0.0100","tradeQty":"0.0040","positionMode":"ONE_WAY","marginMode":"ISOLATION","leverage":10,"price":"60000.0","avgPrice":null,
         "side":"BUY","orderType":"LIMIT","effect":"GTC","clientId":"sim-000001","reduceOnly":false,"status":"PART_FILLED","fee":"0.048","realizedPNL":"0","tpPrice":null,"tpStopType":null,"tpOrderType":null,"tpOrderPrice":null,
         "slPrice":"59000","slStopType":"MARK_PRICE","slOrderType":"MARKET","slOrderPrice":null,"source":"api","ctime":"1760000000123","mtime":1760000001456}
        """;

    [Fact]
    public void An_account_comes_as_an_object_or_as_a_list_of_one()
    {
        var one = Parse.Row(VenueAccount.Parse, Account);
        var listed = Parse.Row((element, notes) => WireLists.Single(element, notes, VenueAccount.Parse), $"[{Account}]");
        Assert.Equal(one, listed);
        Assert.Equal((Money.FromDecimal(988.12m), PositionMode.OneWay), (one.Available, one.PositionMode));
        Assert.Equal(Money.FromDecimal(1002.12m), one.ConservativeEquity);
        Assert.Equal(Money.FromDecimal(1000.12m), (one with { CrossUnrealized = Money.FromDecimal(-1) }).ConservativeEquity);
    }

    [Theory]
    [InlineData("BUY", Side.Buy)]
    [InlineData("LONG", Side.Buy)]
    [InlineData("Sell", Side.Sell)]
    [InlineData("SHORT", Side.Sell)]
    public void A_position_is_told_by_trade_side_or_by_direction(string word, Side side)
    {
        var position = Parse.Row(VenuePosition.Parse, $$"""
            {"positionId":"1893440012345678901","symbol":"BTCUSDT","marginCoin":null,"qty":"0.0100","entryValue":"600.0","side":"{{word}}","positionMode":"ONE_WAY","marginMode":"ISOLATION","leverage":"10","fee":"0.36",
             "funding":"0","realizedPNL":"0","margin":"60.0","unrealizedPNL":"1.5","liqPrice":"0","marginRate":"0.04","avgOpenPrice":"60000","ctime":"1760000000123","mtime":"1760000000123"}
            """);
        Assert.Equal(side.Signed(Quantity.FromDecimal(0.01m)), position.Signed);
        Assert.Equal(("1893440012345678901", null, 10, Price.FromDecimal(60000)), (position.PositionId, position.LiquidationPrice, position.Leverage, position.EntryPrice!.Value));
    }

    [Fact]
    public void An_order_is_read_whole()
    {
        var notes = new WireNotes();
        var order = Parse.Row(VenueOrder.Parse, Order, notes);
        Assert.Empty(notes.UnknownFields);
        Assert.Equal(new VenueOrder(
            "1893440055512345678", "sim-000001", "BTCUSDT", Side.Buy, VenueOrderType.Limit, VenueEffect.GoodTillCanceled, false, Quantity.FromDecimal(0.01m), Quantity.FromDecimal(0.004m),
            Price.FromDecimal(60000), null, VenueOrderStatus.PartFilled, Money.FromDecimal(0.048m), Money.Zero, null,
            new VenueLeg(Price.FromDecimal(59000), TriggerSource.MarkPrice, VenueOrderType.Market, null, null),
            Timestamp.FromUnixMilliseconds(1760000000123), Timestamp.FromUnixMilliseconds(1760000001456)), order);
    }

    [Theory]
    [InlineData("NEW_", VenueOrderStatus.New)]
    [InlineData("FILLED", VenueOrderStatus.Filled)]
    [InlineData("part_filled_canceled", VenueOrderStatus.PartFilledCanceled)]
    [InlineData("SYSTEM_CANCELED", VenueOrderStatus.SystemCanceled)]
    [InlineData("SOMETHING_NEW", VenueOrderStatus.Unknown)]
    public void A_status_is_read_in_any_spelling_and_an_unknown_one_is_not_an_end(string word, VenueOrderStatus expected)
    {
        var order = Parse.Row(VenueOrder.Parse, Order.Replace("PART_FILLED", word, StringComparison.Ordinal));
        Assert.Equal(expected, order.Status);
        Assert.Equal(word is not ("NEW_" or "SOMETHING_NEW"), order.Status.IsTerminal());
    }

    [Theory]
    [InlineData("\"market\"")]
    [InlineData("null")]
    [InlineData("\"0\"")]
    [InlineData("\"\"")]
    public void A_market_order_has_no_price_however_the_venue_says_it(string price)
    {
        var order = Parse.Row(VenueOrder.Parse, Order.Replace("\"60000.0\"", price, StringComparison.Ordinal).Replace("\"orderType\":\"LIMIT\"", "\"type\":\"MARKET\"", StringComparison.Ordinal).Replace("avgPrice\":null", "averagePrice\":\"60000.123456789\"", StringComparison.Ordinal));
        Assert.Equal((null, VenueOrderType.Market, Price.FromDecimal(60000.12345679m)), (order.LimitPrice, order.Type, order.AveragePrice!.Value));
    }

    [Fact]
    public void A_fill_is_read_and_a_rebate_is_negative()
    {
        var trade = Parse.Row((element, notes) => VenuePage<VenueTrade>.Parse(element, notes, VenueTrade.Parse), """
            {"tradeList":[{"tradeId":"1893440066612345678","orderId":"1893440055512345678","marginCoin":null,"symbol":"BTCUSDT","qty":"0.0040","positionMode":"ONE_WAY","marginMode":"ISOLATION","leverage":10,"price":"60000.0",
             "side":"BUY","orderType":"LIMIT","effect":null,"clientId":null,"reduceOnly":false,"status":null,"fee":"-0.048","realizedPNL":"0","ctime":"1760000001400","roleType":"MAKER"}],"total":"1"}
            """);
        Assert.Equal(1, trade.Total);
        Assert.Equal((LiquidityRole.Maker, Money.FromDecimal(-0.048m), ""), (trade.Rows[0].Role, trade.Rows[0].Fee, trade.Rows[0].ClientId));
    }

    [Fact]
    public void A_cancel_that_failed_is_not_hidden_by_the_success_of_the_call()
    {
        var reply = Parse.Row(ItemReply.Parse, """
            {"successList":[{"id":"1893440055512345678","clientId":"sim-000001"}],"failureList":[{"orderId":"","clientId":"sim-000002","errorMsg":"Order status error","errorCode":"30011"},{"clientId":"b-2","errorMsg":"Insufficient balance","errorCode":20003}]}
            """);
        Assert.Equal("1893440055512345678", Assert.Single(reply.Done).OrderId);
        Assert.Equal([VenueErrorKind.OrderState, VenueErrorKind.InsufficientMargin], reply.Failed.Select(item => item.Error.Kind));
    }

    [Fact]
    public void Tpsl_orders_history_positions_and_settings_are_read()
    {
        var tpsl = Parse.Row(VenueTpsl.Parse, """
            {"id":"1893440099912345678","positionId":"1893440012345678901","symbol":"BTCUSDT","base":"BTC","quote":"USDT","tpPrice":null,"tpStopType":null,"slPrice":"59000","slStopType":"MARK_PRICE","tpOrderType":null,"tpOrderPrice":null,"slOrderType":"MARKET","slOrderPrice":null,"tpQty":null,"slQty":"0.0100"}
            """);
        Assert.Equal((VenueOrderStatus.New, null, Quantity.FromDecimal(0.01m)), (tpsl.Status, tpsl.TakeProfit, tpsl.StopLoss!.Quantity!.Value));
        var closed = Parse.Row(ClosedPosition.Parse, """
            {"positionId":"1893440012345678901","symbol":"BTCUSDT","maxQty":"0.0100","entryPrice":"60000","closePrice":"60500","liqQty":null,"side":"BUY","positionMode":"ONE_WAY","marginMode":"ISOLATION","leverage":"10","fee":"0.723","funding":"-0.02","realizedPNL":"5.0","liqPrice":"0","ctime":"1760000000123","mtime":"1760003600456"}
            """);
        Assert.Equal((Money.FromDecimal(5), Money.FromDecimal(-0.02m)), (closed.RealizedPnl, closed.Funding));
        Assert.Equal(new LeverageSetting("BTCUSDT", 10, MarginMode.Isolated), Parse.Row(LeverageSetting.Parse, """{"symbol":"BTCUSDT","marginCoin":"USDT","leverage":10,"marginMode":"ISOLATION"}"""));
    }

    [Fact]
    public void An_empty_list_may_be_null_or_empty_text()
    {
        foreach (var json in new[] { "null", "\"\"", "[]" }) Assert.Empty(Parse.Row((element, notes) => WireLists.Rows(element, notes, VenuePosition.Parse), json));
        Assert.Throws<WireFormatException>(() => Parse.Row((element, notes) => WireLists.Rows(element, notes, VenuePosition.Parse), "5"));
    }

    [Theory]
    [InlineData("""{"code":20003,"data":null,"msg":"Insufficient balance"}""", 20003, "Insufficient balance")]
    [InlineData("""{"code":"0","message":"Success"}""", 0, "Success")]
    public void An_envelope_is_read_with_either_spelling(string json, long code, string message)
    {
        using var document = JsonDocument.Parse(json);
        var envelope = WireEnvelope.Parse(document.RootElement, new WireNotes());
        Assert.Equal((code, message), (envelope.Code, envelope.Message));
    }
}
