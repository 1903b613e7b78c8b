using LaptopAgents.Bitunix;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Bitunix.Wire;

public sealed class MarketRowTests
{
    private const string Pair = """
        {"symbol":"BTCUSDT","base":"BTC","quote":"USDT","minTradeVolume":"0.0001","minBuyPriceOffset":"-0.95","maxSellPriceOffset":"100","maxLimitOrderVolume":"100000","maxMarketOrderVolume":"50000",
         "basePrecision":4,"quotePrecision":1,"minLeverage":1,"maxLeverage":125,"defaultLeverage":20,"defaultMarginMode":1,"priceProtectScope":"0.02","symbolStatus":"OPEN","isApiSupported":true,
         "maxFundingRate":"0.3","minFundingRate":"-0.3","launchTime":null}
        """;

    [Fact]
    public void A_trading_pair_is_read_whole()
    {
        var notes = new WireNotes();
        var pair = Parse.Row(TradingPair.Parse, Pair, notes);
        Assert.Equal(new TradingPair("BTCUSDT", "BTC", "USDT", Quantity.FromDecimal(0.0001m), Quantity.FromDecimal(100000), Quantity.FromDecimal(50000), 4, 1, 1, 125, 0.02m, PairStatus.Open, true), pair);
        Assert.Empty(notes.UnknownFields);
    }

    [Theory]
    [InlineData("PREVIEW", PairStatus.Unknown)]
    [InlineData("CANCEL_ONLY", PairStatus.CancelOnly)]
    [InlineData("stop", PairStatus.Stopped)]
    public void A_pair_that_is_not_open_says_so(string word, PairStatus expected) =>
        Assert.Equal(expected, Parse.Row(TradingPair.Parse, Pair.Replace("OPEN", word, StringComparison.Ordinal)).Status);

    [Fact]
    public void A_field_that_nobody_knows_is_counted_and_stops_nothing()
    {
        var notes = new WireNotes();
        for (var i = 0; i < 3; i++) Parse.Row(TradingPair.Parse, Pair.Replace("\"launchTime\"", "\"newToy\"", StringComparison.Ordinal), notes);
        Assert.Equal([KeyValuePair.Create("trading_pair.newToy", 3L)], notes.UnknownFields);
    }

    [Fact]
    public void A_venue_that_invents_fields_cannot_fill_the_memory()
    {
        var notes = new WireNotes();
        for (var i = 0; i < 5_000; i++) Parse.Row(SettledFunding.Parse, $$"""{"fundingRate":"0","fundingTime":"1772449200000","x{{i}}":1}""", notes);
        Assert.Equal(256, notes.UnknownFields.Count);
    }

    [Fact]
    public void Klines_have_swapped_volumes()
    {
        var kline = Parse.Row(VenueKline.Parse, """{"open":"60010.0","high":"60025.0","low":"59990.0","close":"60000.1","quoteVol":"12.4031","baseVol":"744231.55","time":"1760000040000","type":"LAST_PRICE"}""");
        Assert.Equal(new Bar(Timestamp.FromUnixMilliseconds(1760000040000), Price.FromDecimal(60010), Price.FromDecimal(60025), Price.FromDecimal(59990), Price.FromDecimal(60000.1m), Quantity.FromDecimal(12.4031m)), kline.Bar);
    }

    [Theory]
    [InlineData("12.4031", "744231.55")]
    [InlineData("744231.55", "12.4031")]
    public void Whichever_way_the_volumes_are_named_turnover_tells_them_apart(string quote, string @base)
    {
        var kline = Parse.Row(VenueKline.Parse, $$"""{"open":60010.0,"high":60025.0,"low":59990.0,"close":60000.1,"quoteVol":{{quote}},"baseVol":"{{@base}}","time":1760000040000}""");
        Assert.Equal(Quantity.FromDecimal(12.4031m), kline.Bar.Volume);
    }

    [Fact]
    public void A_bar_without_trades_has_no_volume() =>
        Assert.Equal(Quantity.Zero, Parse.Row(VenueKline.Parse, """{"open":"1","high":"1","low":"1","close":"1","quoteVol":"0","baseVol":null,"time":"1760000040000"}""").Bar.Volume);

    [Theory]
    [InlineData("""{"open":"1","high":"0.5","low":"1","close":"1","time":"1760000040000"}""")]
    [InlineData("""{"open":"2","high":"1","low":"1","close":"1","time":"1760000040000"}""")]
    [InlineData("""{"open":"0","high":"0","low":"0","close":"0","time":"1760000040000"}""")]
    [InlineData("""{"open":"abc","high":"1","low":"1","close":"1","time":"1760000040000"}""")]
    [InlineData("""{"open":"1","high":"1","low":"1","close":"1"}""")]
    [InlineData("""{"open":"1","high":"1","low":"1","close":"1","time":"9999999999999999"}""")]
    [InlineData("""{"open":"1.123456789","high":"2","low":"1","close":"1","time":"1760000040000"}""")]
    [InlineData("""{"open":"1e30","high":"1e30","low":"1","close":"1","time":"1760000040000"}""")]
    [InlineData("""{"open":{},"high":"1","low":"1","close":"1","time":"1760000040000"}""")]
    [InlineData("[]")]
    public void An_impossible_bar_is_a_protocol_error(string json) => Assert.Throws<WireFormatException>(() => Parse.Row(VenueKline.Parse, json));

    [Fact]
    public void A_ticker_of_a_day_and_a_depth_are_read()
    {
        var ticker = Parse.Row(Ticker24.Parse, """{"symbol":"BTCUSDT","markPrice":"60000.4","lastPrice":"60000.1","open":"59120.0","last":"60000.1","quoteVol":"1823374525.0193","baseVol":"30395.3977","high":"60410.0","low":"58801.3"}""");
        Assert.Equal((Price.FromDecimal(60000.4m), 30395.3977m), (ticker.MarkPrice, ticker.BaseVolume));
        var depth = Parse.Row(DepthBook.Parse, """{"asks":[["60000.2","1.2034"],["60000.3","0.4100"]],"bids":[[60000.1,0.9021],[60000.0,2.3300]]}""");
        Assert.Equal(new DepthLevel(Price.FromDecimal(60000.1m), Quantity.FromDecimal(0.9021m)), depth.Bids[0]);
        Assert.Equal(new DepthLevel(Price.FromDecimal(60000.3m), Quantity.FromDecimal(0.41m)), depth.Asks[1]);
    }

    [Fact]
    public void A_book_in_another_order_is_put_in_order()
    {
        var depth = Parse.Row(DepthBook.Parse, """{"asks":[["3","1"],["2","1"]],"bids":[["0.5","1"],["1","1"]]}""");
        Assert.Equal([Price.FromDecimal(2), Price.FromDecimal(3)], depth.Asks.Select(level => level.Price));
        Assert.Equal([Price.FromDecimal(1), Price.FromDecimal(0.5m)], depth.Bids.Select(level => level.Price));
    }

    [Fact]
    public void Running_funding_is_percent_and_settled_funding_a_fraction()
    {
        var now = Parse.Row(CurrentFunding.Parse, """{"symbol":"BTCUSDT","markPrice":"60000.4","lastPrice":"60000.1","indexPrice":null,"fundingRate":"0.0051","fundingInterval":8,"nextFundingTime":"1760025600000","maxFundingRate":"0.3","minFundingRate":"-0.3"}""");
        var settled = Parse.Row(SettledFunding.Parse, """{"fundingRate":"-0.00001191","fundingTime":"1772449200000","markPrice":"66286.6"}""");
        var units = new FundingUnits(now.RawCap);
        Assert.Equal(Rate.FromDecimal(0.000051m), units.Current(now.RawRate));
        Assert.Equal(Rate.FromDecimal(-0.00001191m), units.Settled(settled.RawRate));
        Assert.Equal((8, Timestamp.FromUnixMilliseconds(1760025600000)), (now.IntervalHours, now.NextSettlement));
    }

    [Fact]
    public void The_cap_tells_the_unit_of_funding()
    {
        Assert.Equal(Rate.FromDecimal(0.0005m), new FundingUnits(0.003m).Current(0.0005m));
        Assert.Equal(Rate.FromDecimal(0.000005m), new FundingUnits(null).Current(0.0005m));
        // Beyond a cap of 0.3 % a settled rate can only have been percent points.
        Assert.Equal(Rate.FromDecimal(0.0001m), new FundingUnits(0.3m).Settled(0.01m));
    }

    [Fact]
    public void A_tier_is_read()
    {
        var tier = Parse.Row(PositionTier.Parse, """{"symbol":"BTCUSDT","level":2,"startValue":"50000","endValue":"200000","leverage":100,"maintenanceMarginRate":"0.005"}""");
        Assert.Equal(new PositionTier("BTCUSDT", 2, Money.FromDecimal(50000), Money.FromDecimal(200000), 100, Rate.FromDecimal(0.005m)), tier);
    }
}
