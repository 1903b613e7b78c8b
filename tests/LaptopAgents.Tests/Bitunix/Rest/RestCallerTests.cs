using System.Text;
using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Tests.Bitunix.Transport;

namespace LaptopAgents.Tests.Bitunix.Rest;

public sealed class RestCallerTests
{
    private const string Account = """{"code":0,"data":{"marginCoin":"USDT","available":"988.12"},"msg":"Success"}""";
    private const string Ack = """{"code":0,"data":{"orderId":"1893440055512345678","clientId":"sim-000001"},"msg":"Success"}""";
    private static readonly PlaceOrder s_order = new() { Symbol = "BTCUSDT", Side = Side.Buy, Quantity = Quantity.FromDecimal(0.01m), LimitPrice = Price.FromDecimal(60000.5m), ClientId = "sim-000001" };

    [Fact]
    public async Task A_private_read_is_signed_over_what_is_sent()
    {
        var bed = new RestBed();
        bed.Http.Handler = _ => bed.Http.Json(Account);
        Assert.True((await bed.RunAsync(bed.Rest.Account.AccountAsync(default))).IsOk);
        var call = Assert.Single(bed.Http.Calls);
        Assert.Equal("http://127.0.0.1:8090/api/v1/futures/account?marginCoin=USDT", call.Uri.AbsoluteUri);
        var headers = call.Headers.ToDictionary();
        Assert.Equal("demoKey", headers["api-key"]);
        Assert.Equal(RequestSigner.Sign(headers["nonce"], headers["timestamp"], "demoKey", "demoSecret", "marginCoinUSDT", []), headers["sign"]);
    }

    [Fact]
    public async Task An_order_is_compact_json_signed_as_the_very_bytes_that_are_sent()
    {
        var bed = new RestBed();
        bed.Http.Handler = _ => bed.Http.Json(Ack);
        Assert.Equal("1893440055512345678", (await bed.RunAsync(bed.Rest.Trade.PlaceAsync(s_order, default))).Value.OrderId);
        var call = bed.Http.Calls[0];
        Assert.Equal("""{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","tradeSide":"OPEN","orderType":"LIMIT","price":"60000.5","effect":"GTC","clientId":"sim-000001"}""", Encoding.UTF8.GetString(call.Body.Span));
        var headers = call.Headers.ToDictionary();
        Assert.Equal(RequestSigner.Sign(headers["nonce"], headers["timestamp"], "demoKey", "demoSecret", "", call.Body.Span), headers["sign"]);
    }

    [Fact]
    public async Task The_market_is_read_without_a_key_and_an_account_is_not()
    {
        var bed = new RestBed(withKey: false);
        bed.Http.Handler = _ => bed.Http.Json("""{"code":0,"data":[],"msg":"Success"}""");
        Assert.True((await bed.RunAsync(bed.Rest.Market.TickersAsync(["BTCUSDT", "ETHUSDT"], default))).IsOk);
        Assert.DoesNotContain(bed.Http.Calls[0].Headers, header => header.Key == "sign");
        Assert.EndsWith("tickers?symbols=BTCUSDT%2CETHUSDT", bed.Http.Calls[0].Uri.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(VenueErrorKind.Authentication, (await bed.RunAsync(bed.Rest.Account.AccountAsync(default))).Error!.Kind);
        Assert.Single(bed.Http.Calls);
    }

    [Theory]
    [InlineData("""{"code":1,"data":null,"msg":"Network Error"}""", 200)]
    [InlineData("""{"code":10001,"data":null,"msg":"Network Error"}""", 200)]
    [InlineData("""{"code":10006,"data":null,"msg":"Request too frequently"}""", 200)]
    [InlineData("<html>Bad Gateway</html>", 502)]
    [InlineData("", 429)]
    public async Task A_read_that_failed_for_a_moment_is_tried_again_with_growing_waits(string body, int status)
    {
        var bed = new RestBed();
        for (var i = 0; i < 3; i++) bed.Http.Next(body, status);
        bed.Http.Next(Account);
        Assert.True((await bed.RunAsync(bed.Rest.Account.AccountAsync(default))).IsOk);
        Assert.Equal(4, bed.Http.Calls.Count);
        Assert.InRange(bed.Http.Times[1] - bed.Http.Times[0], TimeSpan.FromMilliseconds(190), TimeSpan.FromSeconds(3));
        Assert.True(bed.Http.Times[3] - bed.Http.Times[2] > TimeSpan.FromMilliseconds(790));
        Assert.Equal(4, bed.Http.Calls.Select(call => call.Headers.ToDictionary()["nonce"]).Distinct().Count());
    }

    [Fact]
    public async Task An_order_whose_answer_is_lost_is_not_sent_again_and_its_outcome_is_unknown()
    {
        foreach (var failure in new Func<HttpCall, HttpReply>[] { _ => throw new HttpExchangeException("reset", wasSent: true), _ => new HttpReply(502, "text/html", null, default, default), _ => new HttpReply(200, "text/html", null, default, "<html>"u8.ToArray()) })
        {
            var bed = new RestBed();
            bed.Http.Next(failure);
            var result = await bed.RunAsync(bed.Rest.Trade.PlaceAsync(s_order, default));
            Assert.True(result.Error!.IsOutcomeUnknown, result.Error.ToString());
            Assert.Single(bed.Http.Calls);
        }
    }

    [Theory]
    [InlineData(20003, VenueErrorKind.InsufficientMargin)]
    [InlineData(30042, VenueErrorKind.DuplicateClientId)]
    [InlineData(10006, VenueErrorKind.RateLimited)]
    [InlineData(710002, VenueErrorKind.TradingForbidden)]
    [InlineData(30029, VenueErrorKind.TriggerPrice)]
    public async Task An_order_that_the_venue_refused_is_known_to_be_refused(int code, VenueErrorKind kind)
    {
        var bed = new RestBed();
        bed.Http.Next($$"""{"code":{{code}},"data":null,"msg":"no"}""");
        var result = await bed.RunAsync(bed.Rest.Trade.PlaceAsync(s_order, default));
        Assert.Equal((kind, false), (result.Error!.Kind, result.Error.IsOutcomeUnknown));
        Assert.Single(bed.Http.Calls);
    }

    [Fact]
    public async Task An_unknown_code_is_never_retried_and_never_taken_for_a_refusal()
    {
        var bed = new RestBed();
        bed.Http.Next("""{"code":99999,"data":null,"msg":"?"}""");
        var result = await bed.RunAsync(bed.Rest.Trade.PlaceAsync(s_order, default));
        Assert.Equal((VenueErrorKind.Unmapped, true, false), (result.Error!.Kind, result.Error.IsOutcomeUnknown, result.Error.IsTransient));
    }

    [Fact]
    public async Task A_request_that_never_left_has_a_known_outcome()
    {
        var bed = new RestBed();
        bed.Http.Next(_ => throw new HttpExchangeException("no route", wasSent: false));
        Assert.False((await bed.RunAsync(bed.Rest.Trade.PlaceAsync(s_order, default))).Error!.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_refused_signature_is_tried_once_more_by_the_venues_clock()
    {
        var bed = new RestBed();
        bed.Http.Skew = TimeSpan.FromMinutes(7);
        bed.Http.Next("""{"code":10007,"data":null,"msg":"Signature error"}""");
        bed.Http.Next(Ack);
        Assert.True((await bed.RunAsync(bed.Rest.Trade.PlaceAsync(s_order, default))).IsOk);
        var stamps = bed.Http.Calls.Select(call => long.Parse(call.Headers.ToDictionary()["timestamp"], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(stamps[1] - stamps[0], 418_000, 422_000);
        bed.Http.Next("""{"code":10007,"data":null,"msg":"Signature error"}""");
        bed.Http.Next("""{"code":10003,"data":null,"msg":"Invalid key"}""");
        Assert.Equal(VenueErrorKind.Authentication, (await bed.RunAsync(bed.Rest.Trade.PlaceAsync(s_order, default))).Error!.Kind);
        Assert.Equal(4, bed.Http.Calls.Count);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_a_timeout()
    {
        var bed = new RestBed(options: new RestOptions { Timeout = TimeSpan.FromSeconds(2), Attempts = 1 });
        var hanging = new BitunixRest(new HangingHttp(), BitunixHosts.Live, bed.Time, new BitunixCredentials("k", "s"), new RestOptions { Timeout = TimeSpan.FromSeconds(2), Attempts = 1 });
        var result = await bed.RunAsync(hanging.Trade.PlaceAsync(s_order, default), TimeSpan.FromMilliseconds(100));
        Assert.Equal((VenueErrorKind.Timeout, true), (result.Error!.Kind, result.Error.IsOutcomeUnknown));
        using var stop = new CancellationTokenSource();
        var waiting = hanging.Trade.PlaceAsync(s_order, stop.Token);
        await stop.CancelAsync();
        Assert.Equal(VenueErrorKind.Canceled, (await bed.RunAsync(waiting)).Error!.Kind);
    }

    [Fact]
    public async Task A_firewall_that_answers_in_html_is_told_from_a_missing_right()
    {
        var bed = new RestBed();
        bed.Http.Next(_ => bed.Http.Json("<html>blocked</html>", 403, "text/html"));
        Assert.Equal(VenueErrorKind.Blocked, (await bed.RunAsync(bed.Rest.Account.AccountAsync(default))).Error!.Kind);
        bed.Http.Next("""{"code":403,"data":null,"msg":"no permission"}""");
        Assert.Equal(VenueErrorKind.Forbidden, (await bed.RunAsync(bed.Rest.Account.AccountAsync(default))).Error!.Kind);
    }

    [Fact]
    public async Task Reads_keep_to_the_venues_budget()
    {
        var bed = new RestBed();
        bed.Http.Handler = _ => bed.Http.Json(Account);
        var calls = Enumerable.Range(0, 30).Select(_ => bed.Rest.Account.AccountAsync(default).AsTask()).ToArray();
        await bed.RunAsync(new ValueTask<VenueResult<VenueAccount>[]>(Task.WhenAll(calls)), TimeSpan.FromMilliseconds(10));
        for (var i = 0; i + 10 < 30; i++) Assert.True(bed.Http.Times[i + 10] - bed.Http.Times[i] >= TimeSpan.FromMilliseconds(950), $"call {i}");
    }

    [Fact]
    public async Task Cancels_do_not_wait_for_reads()
    {
        var bed = new RestBed();
        bed.Http.Handler = call => bed.Http.Json(call.Method == "GET" ? Account : """{"code":0,"data":{"successList":[{"orderId":"1"}],"failureList":[]},"msg":"Success"}""");
        var reads = Enumerable.Range(0, 50).Select(_ => bed.Rest.Account.AccountAsync(default).AsTask()).ToArray();
        var cancel = bed.Rest.Trade.CancelAsync("BTCUSDT", [new OrderName("1", null)], default);
        Assert.True(cancel.IsCompleted);
        Assert.Single((await cancel).Value.Done);
        await bed.RunAsync(new ValueTask<VenueResult<VenueAccount>[]>(Task.WhenAll(reads)));
    }
}
