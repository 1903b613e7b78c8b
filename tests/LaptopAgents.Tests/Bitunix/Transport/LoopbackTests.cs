using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Tests.Bitunix.Feed;

namespace LaptopAgents.Tests.Bitunix.Transport;

/// <summary>The real transports against a real server.</summary>
public sealed class LoopbackTests
{
    [Fact]
    public async Task The_feed_brings_the_past_and_the_present_over_real_connections()
    {
        await using var venue = await LoopbackVenue.StartAsync();
        var hosts = BitunixHosts.For(venue.Url);
        using var exchange = new HttpClientExchange();
        var rest = new BitunixRest(exchange, hosts, TimeProvider.System);
        await using var feed = new BitunixFeed(rest, new ClientWebSocketFactory(), hosts, new FeedOptions { Instruments = [AssemblerBed.Contract("BTCUSDT", 0)], WarmupBars = 500 }, TimeProvider.System);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (bars, quotes, batch) = (0, 0, new MarketBatch());
        while ((bars < 500 || quotes < 20) && await feed.WaitAsync(limit.Token))
        {
            while (feed.TryRead(batch))
            {
                bars += batch.Events.ToArray().Count(item => item.Kind == EventKind.BarClose);
                quotes += batch.Events.ToArray().Count(item => item.Kind == EventKind.Quote);
            }
        }

        Assert.True(bars >= 500 && quotes >= 20, $"{bars} bars, {quotes} quotes");
        Assert.True(Math.Abs(rest.Clock.Offset.TotalSeconds) < 2);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_told_as_unreachable()
    {
        using var exchange = new HttpClientExchange();
        var rest = new BitunixRest(exchange, BitunixHosts.For("http://127.0.0.1:1"), TimeProvider.System, options: new RestOptions { Attempts = 1 });
        var result = await rest.Market.TickersAsync([], default);
        Assert.Equal(VenueErrorKind.Unreachable, result.Error!.Kind);
    }

    [Fact]
    public async Task Instruments_come_from_pairs_and_tiers()
    {
        var bed = new Rest.RestBed(withKey: false);
        bed.Http.Next("""{"code":0,"data":[{"symbol":"BTCUSDT","base":"BTC","quote":"USDT","minTradeVolume":"0.0001","maxLimitOrderVolume":"100000","maxMarketOrderVolume":"50000","basePrecision":4,"quotePrecision":1,"maxLeverage":125,"symbolStatus":"OPEN","isApiSupported":true}],"msg":"Success"}""");
        bed.Http.Next("""{"code":0,"data":[{"symbol":"BTCUSDT","level":1,"startValue":"0","endValue":"50000","leverage":125,"maintenanceMarginRate":"0.004"},{"symbol":"BTCUSDT","level":2,"startValue":"50000","endValue":"200000","leverage":100,"maintenanceMarginRate":"0.005"}],"msg":"Success"}""");
        var loaded = await bed.RunAsync(BitunixInstruments.LoadAsync(bed.Rest.Market, ["BTCUSDT"], BitunixInstruments.DefaultMakerFee, BitunixInstruments.DefaultTakerFee, default));
        var instrument = Assert.Single(loaded.Value);
        Assert.Equal((Price.FromDecimal(0.1m), Quantity.FromDecimal(0.0001m), Quantity.FromDecimal(50_000)), (instrument.TickSize, instrument.LotSize, instrument.MaxQuantity));
        Assert.Equal(new MarginTier(Money.FromDecimal(200_000), Domain("0.005"), Money.FromDecimal(50), 100), instrument.MarginTiers[1]);
        bed.Http.Next("""{"code":0,"data":[],"msg":"Success"}""");
        Assert.Equal(VenueErrorKind.UnknownSymbol, (await bed.RunAsync(BitunixInstruments.LoadAsync(bed.Rest.Market, ["NOPE"], default, default, default))).Error!.Kind);
    }

    private static Rate Domain(string fraction) => Rate.FromDecimal(decimal.Parse(fraction, System.Globalization.CultureInfo.InvariantCulture));
}
