using CsCheck;
using LaptopAgents.ExchangeSimulator;

namespace LaptopAgents.Tests.ExchangeSimulator.Market;

/// <summary>Pages of candles against a plain grouping of everything.</summary>
public sealed class CandleSeriesTests
{
    private const long Minute = 60_000;

    // In spring 2023, across the end of a month.
    private const int First = 28_005_000;
    private static readonly Gen<(int Minute, long Price)[]> Trades = Gen.Select(Gen.Int[First, First + 3_000], Gen.Long[1, 1_000]).Array[0, 200];

    [Fact]
    public void A_page_is_the_newest_candles_up_to_its_end_whole_and_newest_first() =>
        Gen.Select(Trades, Gen.Int[0, CandleInterval.All.Count - 1], Gen.Int[1, 20], Gen.Int[First - 10, First + 3_100]).Sample((trades, which, limit, endMinute) =>
        {
            var (interval, end) = (CandleInterval.All[which], endMinute * Minute + 17);
            var (series, whole) = Build(trades, interval);
            var expected = whole.Where(candle => candle.OpenTime <= end && HasMinuteAtOrBefore(trades, interval, candle.OpenTime, end)).Reverse().Take(limit);
            Assert.Equal(expected, series.Page(interval, 0, end, limit, withForming: true, now: long.MaxValue / 2));
        });

    [Fact]
    public void A_page_from_its_start_is_the_oldest_candles_that_open_in_the_window() =>
        Gen.Select(Trades, Gen.Int[0, CandleInterval.All.Count - 1], Gen.Int[1, 20], Gen.Int[First, First + 3_100]).Sample((trades, which, limit, startMinute) =>
        {
            var (interval, start) = (CandleInterval.All[which], startMinute * Minute);
            var (series, whole) = Build(trades, interval);
            var expected = whole.Where(candle => candle.OpenTime >= start).Take(limit).Reverse();
            Assert.Equal(expected, series.PageFrom(interval, start, long.MaxValue / 2, limit, withForming: true, now: long.MaxValue / 2));
        });

    [Theory]
    [InlineData("1w", "2025-03-05T10:00:00Z", "2025-03-03T00:00:00Z")]
    [InlineData("1M", "2025-03-05T10:00:00Z", "2025-03-01T00:00:00Z")]
    [InlineData("4h", "2025-03-05T10:00:00Z", "2025-03-05T08:00:00Z")]
    [InlineData("1d", "2025-03-05T23:59:59Z", "2025-03-05T00:00:00Z")]
    public void Candles_open_on_their_boundaries(string interval, string instant, string open) =>
        Assert.Equal(Ms(open), CandleInterval.ByRest(interval)!.OpenOf(Ms(instant)));

    private static bool HasMinuteAtOrBefore((int Minute, long Price)[] trades, CandleInterval interval, long open, long end) =>
        trades.Any(trade => interval.OpenOf(trade.Minute * Minute) == open && trade.Minute * Minute <= end);

    private static (CandleSeries Series, List<Candle> Whole) Build((int Minute, long Price)[] trades, CandleInterval interval)
    {
        var series = new CandleSeries();
        var ordered = trades.OrderBy(trade => trade.Minute).ToList();
        foreach (var trade in ordered) series.Add(trade.Minute * Minute, trade.Price * 100_000_000, 100_000_000);
        var whole = ordered.GroupBy(trade => interval.OpenOf(trade.Minute * Minute)).Select(group => new Candle(
            group.Key, group.First().Price * 100_000_000, group.Max(trade => trade.Price) * 100_000_000, group.Min(trade => trade.Price) * 100_000_000,
            group.Last().Price * 100_000_000, group.Count() * 100_000_000L, group.Sum(trade => trade.Price))).ToList();
        return (series, whole);
    }

    private static long Ms(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
