using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Bitunix.Feed;

/// <summary>The feed against an exchange that speaks the protocol, at many times the market's pace.</summary>
public sealed class SimulatorFeedTests
{
    [Theory]
    [InlineData(300)]
    [InlineData(3000)]
    public async Task What_the_exchange_replays_arrives_bar_for_bar(double speed)
    {
        var made = DemoMarket.Generate(DemoMarket.DefaultSeed, 2).First(market => market.Symbol == "BTCUSDT");
        Assert.True(InstrumentCatalog.TryGet("BTCUSDT", default, out var contract));
        var builder = new BarSeriesBuilder(made.Bars.Count);
        foreach (var bar in made.Bars) builder.Add(bar);
        var bars = builder.ToSeries();
        var funding = new FundingSeries([.. made.FundingTimes.Select(time => time.UnixNanos)], [.. made.Funding.Select(rate => rate.Rate.Raw)], [.. made.Funding.Select(rate => rate.MarkPrice.Raw)]);
        await using var exchange = await ExchangeHost.StartAsync(new ExchangeOptions
        {
            Instruments = [contract!], Feed = () => new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, bars, funding)), From = bars.OpenTime(470), Speed = speed,
        });
        var hosts = BitunixHosts.For(exchange.Uri.AbsoluteUri);
        using var transport = new HttpClientExchange();
        var rest = new BitunixRest(transport, hosts, TimeProvider.System);
        var notices = new List<FeedNotice>();
        var options = new FeedOptions { Instruments = [contract!], WarmupBars = 50, Tick = TimeSpan.FromMilliseconds(10), Settle = Duration.FromSeconds(2) };
        await using var feed = new BitunixFeed(rest, new ClientWebSocketFactory(), hosts, options, TimeProvider.System, new Notes(notices));
        var told = new List<EngineEvent>();
        var batch = new MarketBatch();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try
        {
            while (told.Count(item => item.Kind == EventKind.BarClose && !item.IsBackfilled) < 30 && await feed.WaitAsync(limit.Token))
                while (feed.TryRead(batch)) told.AddRange(batch.Events.ToArray());
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{string.Join(", ", told.GroupBy(item => (item.Kind, item.IsBackfilled)).Select(group => $"{group.Key} {group.Count()}"))}; clock {rest.Clock.Now}, exchange {exchange.Admin.Now}; {string.Join(" | ", notices.Select(notice => notice.Text).Take(20))}");
        }

        var closed = told.Where(item => item.Kind == EventKind.BarClose).ToList();
        var first = bars.FirstAtOrAfter(closed[0].Bar.OpenTime);
        var differing = closed.Select((item, i) => (told: item.Bar, made: bars[first + i])).Where(pair => pair.told != pair.made).ToList();
        Assert.True(differing.Count == 0, $"{differing.Count} of {closed.Count} differ, first {(differing.Count > 0 ? differing[0] : default)}; {string.Join(" | ", notices.Select(notice => notice.Text).Take(20))}");
        Assert.All(closed.Where(item => !item.IsBackfilled), item => Assert.Equal(item.Bar.OpenTime + Duration.FromMinutes(1), item.Time));
        var live = closed.Count(item => item.IsBackfilled);
        // At three thousand times the pace a bar lasts as long as this machine may look elsewhere.
        Assert.True(speed > 1000 || live <= 60, $"{live} bars were back-filled: {string.Join(" | ", notices.Select(notice => notice.Text).Take(20))}");
        var settled = Assert.Single(told, item => item.Kind == EventKind.FundingRate && item.Time == made.FundingTimes.First(time => time > bars.OpenTime(470)));
        Assert.Equal(made.Funding[made.FundingTimes.ToList().IndexOf(settled.Time)].Rate, settled.FundingRate.Rate);
    }

    private sealed class Notes(List<FeedNotice> notices) : IFeedObserver
    {
        public void OnNotice(FeedNotice notice)
        {
            lock (notices) notices.Add(notice);
        }
    }
}
