using System.Globalization;
using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Tests.Bitunix.Transport;
using Microsoft.Extensions.Time.Testing;

namespace LaptopAgents.Tests.Bitunix.Feed;

/// <summary>A small market of one symbol behind both transports: minute n opens at 100 + n and closes one higher, with volume n + 1.</summary>
internal sealed class FakeVenue : IFeedObserver
{
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_760_054_400_000);
    private readonly List<FeedNotice> _notices = [];

    public FakeVenue()
    {
        Http = new FakeHttp(Time) { Handler = Answer };
        Sockets = new FakeSockets(Time);
        Rest = new BitunixRest(Http, BitunixHosts.Live, Time);
    }

    public FakeTimeProvider Time { get; } = new(Start.AddHours(1).AddSeconds(5));

    public FakeHttp Http { get; }

    public FakeSockets Sockets { get; }

    public BitunixRest Rest { get; }

    /// <summary>Reads fail for as long as this is set.</summary>
    public bool IsRestDown { get; set; }

    public IReadOnlyList<FeedNotice> Notices
    {
        get
        {
            lock (_notices) return [.. _notices];
        }
    }

    public BitunixFeed Feed(FeedOptions? options = null) =>
        new(Rest, Sockets, BitunixHosts.Live, options ?? new FeedOptions { Instruments = [AssemblerBed.Contract("BTCUSDT", 0)], WarmupBars = 3 }, Time, this);

    public long Millis => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public int Minute => (int)(Time.GetUtcNow() - Start).TotalMinutes;

    /// <summary>The market tells its state on the newest socket.</summary>
    public void PushAll()
    {
        if (Sockets.All is not [.., { IsDisposed: false } socket]) return;
        var (n, done) = (Minute, (Time.GetUtcNow() - Start).TotalMinutes % 1);
        var volume = Math.Round((n + 1) * (decimal)done, 4);
        socket.Push(FormattableString.Invariant($$"""{"ch":"market_kline_1min","symbol":"BTCUSDT","ts":{{Millis}},"data":{"o":"{{100 + n}}","h":"{{101 + n}}","l":"{{100 + n}}","c":"{{(done > 0.9 ? 101 : 100) + n}}","b":"{{(done > 0.9 ? n + 1 : volume)}}","q":"1"} }"""));
        socket.Push(FormattableString.Invariant($$"""{"ch":"tickers","symbol":"BTCUSDT","ts":{{Millis}},"data":{"s":"BTCUSDT","bd":"{{100 + n}}","ak":"{{101 + n}}","bv":"1","av":"1"} }"""));
        socket.Push(FormattableString.Invariant($$"""{"ch":"price","symbol":"BTCUSDT","ts":{{Millis}},"data":{"mp":"{{100 + n}}","fr":"0.01","nft":"{{Start.AddHours(8):yyyy-MM-dd'T'HH:mm:ss'Z'}}"} }"""));
    }

    /// <summary>Lets the market live for a while, and returns what the feed told.</summary>
    public async Task<List<EngineEvent>> LiveAsync(BitunixFeed feed, TimeSpan span, Func<bool>? pushes = null)
    {
        feed.Start();
        var told = new List<EngineEvent>();
        var batch = new MarketBatch();
        for (var end = Time.GetUtcNow() + span; Time.GetUtcNow() < end;)
        {
            if (pushes?.Invoke() ?? true) PushAll();
            Time.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 2; i++)
            {
                await Task.Delay(1);
                while (feed.TryRead(batch)) told.AddRange(batch.Events.ToArray());
            }
        }

        return told;
    }

    public void OnNotice(FeedNotice notice)
    {
        lock (_notices) _notices.Add(notice);
    }

    private HttpReply Answer(HttpCall call)
    {
        if (IsRestDown) throw new HttpExchangeException("down", wasSent: true);
        var query = call.Uri.Query.TrimStart('?').Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[^1]);
        return call.Uri.AbsolutePath.Split('/')[^1] switch
        {
            "funding_rate" => Http.Json($$"""{"code":0,"data":{"symbol":"BTCUSDT","fundingRate":"0.01","fundingInterval":8,"nextFundingTime":"{{Start.AddHours(8).ToUnixTimeMilliseconds()}}","maxFundingRate":"0.3"},"msg":"Success"}"""),
            "get_funding_rate_history" => Http.Json($$"""{"code":0,"data":[{"fundingRate":"0.0001","fundingTime":"{{Start.ToUnixTimeMilliseconds()}}","markPrice":"100"}],"msg":"Success"}"""),
            "kline" => Klines(long.Parse(query["endTime"], CultureInfo.InvariantCulture), int.Parse(query["limit"], CultureInfo.InvariantCulture)),
            _ => Http.Json("", 404),
        };
    }

    // As the venue does: counted back from the end, newest first, the forming one among them.
    private HttpReply Klines(long end, int limit)
    {
        var newest = (int)((Math.Min(end, Millis) - Start.ToUnixTimeMilliseconds()) / 60_000);
        var rows = Enumerable.Range(0, limit).Select(back => newest - back).Where(n => n >= 0).Select(n =>
            FormattableString.Invariant($$"""{"open":"{{100 + n}}","high":"{{101 + n}}","low":"{{100 + n}}","close":"{{101 + n}}","quoteVol":"{{n + 1}}","baseVol":"{{(100.5m + n) * (n + 1)}}","time":"{{Start.AddMinutes(n).ToUnixTimeMilliseconds()}}"}"""));
        return Http.Json($$"""{"code":0,"data":[{{string.Join(',', rows)}}],"msg":"Success"}""");
    }
}
