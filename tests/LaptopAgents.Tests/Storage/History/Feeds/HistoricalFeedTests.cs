using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;
using static LaptopAgents.Tests.Storage.History.HistoryBuilder;

namespace LaptopAgents.Tests.Storage.History.Feeds;

public sealed class HistoricalFeedTests
{
    [Fact]
    public void A_bar_is_told_at_its_close_with_all_its_numbers()
    {
        var feed = new HistoricalFeed(new FeedInput(new(2), BarInterval.OneMinute, Minutes(3)));
        var batch = new MarketBatch();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(feed.TryRead(batch));
            var told = Assert.Single(batch.Events.ToArray());
            Assert.Equal((EventKind.BarClose, new InstrumentId(2), Minute(i + 1), Minute(i + 1)), (told.Kind, told.Instrument, told.Time, told.ReceiveTime));
            Assert.Equal(Minutes(3)[i], told.Bar);
            Assert.Equal(Minute(i + 1), batch.Time);
        }

        Assert.False(feed.TryRead(batch));
        Assert.False(feed.TryRead(batch));
    }

    [Fact]
    public async Task A_feed_of_the_past_ends_when_it_is_read()
    {
        var feed = new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, Minutes(1)));
        Assert.True(feed.TryRead(new()));
        Assert.False(await feed.WaitAsync(CancellationToken.None));
    }

    [Fact]
    public void Funding_comes_before_the_bar_of_its_instant_and_at_its_own_time_else()
    {
        var times = new[] { Minute(-5), Minute(0), Minute(2), Minute(2) + Duration.FromSeconds(30), Minute(4), Minute(5) };
        var funding = new FundingSeries([.. times.Select(time => time.UnixNanos)], [0, 1, 2, 3, 4, 5], [0, 10, 20, 30, 40, 50]);
        var told = Read(new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, Minutes(4), funding)));
        // What settled before the first bar opens is nobody's, and after the last close nobody is left.
        Assert.Equal(
            ["00:00 FundingRate", "01:00 BarClose", "02:00 FundingRate", "02:00 BarClose", "02:30 FundingRate", "03:00 BarClose", "04:00 FundingRate", "04:00 BarClose"],
            told.Select(e => $"{e.Time.ToDateTime():mm:ss} {e.Kind}"));
        Assert.Equal([1, 2, 3, 4], told.Where(e => e.Kind == EventKind.FundingRate).Select(e => (int)e.FundingRate.Rate.Raw));
        Assert.Equal(20, told[2].FundingRate.MarkPrice.Raw);
    }

    [Fact]
    public void Any_instruments_and_funding_are_told_as_a_plain_sort_would_tell_them() =>
        Gen.Select(Lane(), Lane(), Lane()).Sample((a, b, c) =>
        {
            var lanes = new[] { a, b, c };
            var feed = new HistoricalFeed([.. lanes.Select((lane, i) => new FeedInput(new(i), BarInterval.Parse(lane.Interval), lane.Parts, lane.Funding))]);
            var expected = lanes.SelectMany((lane, i) => Plain(lane, i)).OrderBy(e => e.Time.UnixNanos).ThenBy(e => e.Kind).ThenBy(e => e.Instrument.Index).ToList();
            var told = Read(feed);
            Assert.Equal(expected.Select(Text), told.Select(Text));
        }, iter: 200);

    [Fact]
    public void Every_batch_is_one_instant_and_later_than_the_one_before() =>
        Gen.Select(Lane(), Lane()).Sample((a, b) =>
        {
            var feed = new HistoricalFeed(
                new FeedInput(new(0), BarInterval.Parse(a.Interval), a.Parts, a.Funding), new FeedInput(new(1), BarInterval.Parse(b.Interval), b.Parts, b.Funding));
            var batch = new MarketBatch();
            var last = Timestamp.MinValue;
            while (feed.TryRead(batch))
            {
                Assert.True(batch.Time > last);
                Assert.NotEqual(0, batch.Count);
                foreach (ref readonly var told in batch.Events) Assert.Equal(batch.Time, told.Time);
                last = batch.Time;
            }
        }, iter: 200);

    [Fact]
    public void Gaps_are_listed_within_parts_and_between_them()
    {
        var feed = new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, [Series(Bar(0), Bar(3)), Series(Bar(4), Bar(5)), Series(Bar(9))], FundingSeries.Empty));
        Read(feed);
        Assert.Equal([new(Minute(1), Minute(3), 2), new(Minute(6), Minute(9), 3)], feed.Gaps);
        Assert.Equal(feed.Gaps, feed.GapsOf(default));
    }

    [Fact]
    public void Parts_that_do_not_follow_each_other_are_refused()
    {
        var feed = new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, [Series(Bar(0), Bar(1)), Series(Bar(1))], FundingSeries.Empty));
        Assert.Throws<InvalidOperationException>(() => Read(feed));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var bars = Minutes(5_000);
        long[] times = [.. Enumerable.Range(0, 10).Select(i => Minute(i * 480).UnixNanos)];
        var funding = new FundingSeries(times, new long[10], new long[10]);
        var batch = new MarketBatch();
        var single = new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, bars, funding));
        var two = new HistoricalFeed(new FeedInput(new(0), BarInterval.OneMinute, bars, funding), new FeedInput(new(1), BarInterval.OneMinute, bars, funding));
        for (var i = 0; i < 100; i++) Assert.True(single.TryRead(batch) && two.TryRead(batch));
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (single.TryRead(batch))
        {
        }

        while (two.TryRead(batch))
        {
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_part_is_asked_for_only_when_it_is_needed()
    {
        var asked = 0;
        using var feed = new HistoricalFeed(new FeedInput(default, BarInterval.OneMinute, Parts(), FundingSeries.Empty));
        var batch = new MarketBatch();
        Assert.Equal(1, asked);
        feed.TryRead(batch);
        Assert.Equal(1, asked);
        feed.TryRead(batch);
        Assert.Equal(2, asked);

        IEnumerable<BarSeries> Parts()
        {
            for (var part = 0; part < 5; part++)
            {
                asked++;
                yield return Minutes(2, from: part * 2);
            }
        }
    }

    private sealed record LaneOf(string Interval, List<BarSeries> Parts, FundingSeries Funding);

    private static Gen<LaneOf> Lane() =>
        from interval in Gen.Int[0, 2].Select(i => new[] { "1m", "5m", "15m" }[i])
        from steps in Gen.Int[1, 3].Array[1, 60]
        from cut in Gen.Int[0, 60]
        from funding in Gen.Int[0, 120].Array[0, 10]
        select Make(interval, steps, cut, funding);

    private static LaneOf Make(string name, int[] steps, int cut, int[] funding)
    {
        var interval = BarInterval.Parse(name).Nanos;
        var slot = 0;
        var bars = Series(steps.Select(step => Bar(new Timestamp(Start.UnixNanos + (slot += step) * interval), 100 + slot % 10)));
        cut = Math.Min(cut, bars.Count);
        long[] times = [.. funding.Distinct().Order().Select(minute => Minute(minute).UnixNanos)];
        return new(name, [bars.Slice(0, cut), bars.Slice(cut, bars.Count - cut)], new(times, [.. times.Select(time => time % 1000)], new long[times.Length]));
    }

    private static IEnumerable<EngineEvent> Plain(LaneOf lane, int instrument)
    {
        var interval = BarInterval.Parse(lane.Interval).Length;
        var bars = lane.Parts.SelectMany(List).ToList();
        foreach (var bar in bars) yield return EngineEvent.OfBar(new(instrument), bar.OpenTime + interval, bar);
        var intervals = FundingIntervals.Of(lane.Funding.Times);
        for (var i = 0; i < lane.Funding.Count; i++)
        {
            var time = lane.Funding.Time(i);
            if (time >= bars[0].OpenTime && time <= bars[^1].OpenTime + interval)
                yield return EngineEvent.OfFundingRate(new(instrument), time, time, lane.Funding[i] with { Interval = intervals[i] });
        }
    }

    private static string Text(EngineEvent e) => $"{e.Time} {e.Kind} {e.Instrument.Index} {(e.Kind == EventKind.BarClose ? e.Bar.ToString() : e.FundingRate.ToString())}";

    private static List<EngineEvent> Read(HistoricalFeed feed)
    {
        var events = new List<EngineEvent>();
        var batch = new MarketBatch();
        while (feed.TryRead(batch)) events.AddRange(batch.Events);
        return events;
    }

    private static Timestamp Minute(int minute) => Start + Duration.FromMinutes(minute);
}
