using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Tests.Bitunix.Transport;

/// <summary>A real server on the loopback that gives klines and funding the way the venue does, and pushes twenty times a second.</summary>
internal sealed class LoopbackVenue : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _klineCalls;

    private LoopbackVenue(WebApplication application) => _application = application;

    public string Url { get; private set; } = "";

    public int KlineCalls => _klineCalls;

    /// <summary>After so many kline calls every further one fails; none when negative.</summary>
    public int FailsAfter { get; set; } = -1;

    public static async Task<LoopbackVenue> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var venue = new LoopbackVenue(application);
        application.UseWebSockets();
        const string api = "/api/v1/futures/market/";
        application.MapGet(api + "trading_pairs", () => Ok("""[{"symbol":"BTCUSDT","base":"BTC","quote":"USDT","minTradeVolume":"0.0001","basePrecision":4,"quotePrecision":1,"maxLeverage":125,"symbolStatus":"OPEN","isApiSupported":true}]"""));
        application.MapGet(api + "funding_rate", () => Ok("""{"symbol":"BTCUSDT","fundingRate":"0.01","fundingInterval":8,"nextFundingTime":"4102444800000","maxFundingRate":"0.3"}"""));
        application.MapGet(api + "get_funding_rate_history", (HttpRequest request) => Ok(Funding(Number(request, "startTime", 0), Number(request, "endTime", long.MaxValue))));
        application.MapGet(api + "kline", venue.Klines);
        application.Map("/public/", venue.SocketAsync);
        await application.StartAsync();
        venue.Url = application.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return venue;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private IResult Klines(HttpRequest request)
    {
        if (Interlocked.Increment(ref _klineCalls) > FailsAfter && FailsAfter >= 0) return Results.Content("""{"code":20001,"data":null,"msg":"gone"}""", "application/json");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var newest = Math.Min(Number(request, "endTime", now), now) / 60_000;
        var rows = Enumerable.Range(0, (int)Math.Min(200, Number(request, "limit", 100))).Select(back => newest - back).Select(minute =>
            FormattableString.Invariant($$"""{"open":"{{Price(minute)}}","high":"{{Price(minute) + 1}}","low":"{{Price(minute)}}","close":"{{Price(minute) + 1}}","quoteVol":"2","baseVol":"{{2 * Price(minute) + 1}}","time":"{{minute * 60_000}}","type":"LAST_PRICE"}"""));
        return Ok($"[{string.Join(',', rows)}]");
    }

    private async Task SocketAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await SendAsync(socket, """{"op":"connect","data":{"result":true}}""", context.RequestAborted);
        var received = await socket.ReceiveAsync(new byte[4096], context.RequestAborted);
        if (received.MessageType == WebSocketMessageType.Close) return;
        while (!context.RequestAborted.IsCancellationRequested && socket.State == WebSocketState.Open)
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            var price = Price(now / 60_000);
            await SendAsync(socket, FormattableString.Invariant($$"""{"ch":"market_kline_1min","symbol":"BTCUSDT","ts":{{now}},"data":{"o":"{{price}}","h":"{{price + 1}}","l":"{{price}}","c":"{{price + 1}}","b":"2","q":"1"} }"""), context.RequestAborted);
            await SendAsync(socket, FormattableString.Invariant($$"""{"ch":"tickers","symbol":"BTCUSDT","ts":{{now}},"data":{"bd":"{{price}}","ak":"{{price + 1}}","bv":"1","av":"1"} }"""), context.RequestAborted);
            await Task.Delay(50, context.RequestAborted);
        }
    }

    private static string Funding(long from, long to)
    {
        const long step = 8 * 3_600_000;
        var newest = Math.Min(to, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()) / step * step;
        var rows = Enumerable.Range(0, 200).Select(back => newest - back * step).Where(time => time >= from).Select(time => $$"""{"fundingRate":"0.0001","fundingTime":"{{time}}","markPrice":"60000"}""");
        return $"[{string.Join(',', rows)}]";
    }

    private static long Price(long minute) => 60_000 + minute % 100;

    private static long Number(HttpRequest request, string name, long otherwise) =>
        long.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static IResult Ok(string data) => Results.Content($$"""{"code":0,"data":{{data}},"msg":"Success"}""", "application/json");

    private static Task SendAsync(WebSocket socket, string text, CancellationToken cancellation) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellation);
}
