using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.History.Feeds;

public sealed class FundingIntervalsTests
{
    [Theory]
    [InlineData("0,8,16,24", "0,0,0,0")] // the usual eight hours are not stated
    [InlineData("0,4,8,12", "4,4,4,4")]
    [InlineData("0,8,16,20,24", "0,0,0,4,4")] // from eight to four: the rate of hour 16 was still for eight
    [InlineData("0,4,8,16,24", "4,4,4,4,0")] // from four to eight: believed when seen twice
    [InlineData("0,4,8,16,20", "4,4,4,4,4")] // a hole
    [InlineData("0,1,2,48,49", "1,1,1,1,1")]
    [InlineData("0,8,40,48", "0,0,0,0")]
    [InlineData("5", "0")]
    [InlineData("", "")]
    public void A_rate_is_for_the_time_since_the_settlement_before(string hours, string expected)
    {
        long[] times = [.. Numbers(hours).Select(hour => hour * 3_600_000_000_000)];
        Assert.Equal(Numbers(expected), FundingIntervals.Of(times).Select(interval => interval.Nanos / 3_600_000_000_000));
    }

    [Fact]
    public void A_settlement_that_is_told_some_milliseconds_late_keeps_its_hours()
    {
        const long Hour = 3_600_000_000_000;
        long[] times = [7_000_000, 4 * Hour, 8 * Hour + 12_000_000];
        Assert.All(FundingIntervals.Of(times), interval => Assert.Equal(4 * Hour, interval.Nanos));
    }

    private static IEnumerable<long> Numbers(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => long.Parse(word, System.Globalization.CultureInfo.InvariantCulture));
}
