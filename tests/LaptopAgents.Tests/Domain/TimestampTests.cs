using CsCheck;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Domain;

public sealed class TimestampTests
{
    [Fact]
    public void A_date_survives_the_way_there_and_back() =>
        Gen.Long[-62_000_000_000L, 9_000_000_000L].Sample(seconds =>
        {
            if (seconds is < -9_000_000_000L) return true;
            var date = DateTime.UnixEpoch.AddSeconds(seconds);
            return Timestamp.FromDateTime(date).ToDateTime() == date;
        });

    [Fact]
    public void Text_is_iso_8601_with_milliseconds_in_utc() =>
        Assert.Equal("2025-05-04T15:33:00.007Z", Timestamp.FromUnixMilliseconds(1_746_372_780_007).ToString());

    [Fact]
    public void A_local_time_is_refused() =>
        Assert.Throws<ArgumentException>(() => Timestamp.FromDateTime(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Local)));

    [Fact]
    public void Milliseconds_beyond_the_range_throw() =>
        Assert.Throws<OverflowException>(() => Timestamp.FromUnixMilliseconds(long.MaxValue / 1000));

    [Fact]
    public void Flooring_finds_the_last_multiple_at_or_before() =>
        Gen.Select(Gen.Long[-9_000_000_000_000_000_000, 9_000_000_000_000_000_000], Gen.Long[1, 604_800_000_000_000]).Sample((nanos, interval) =>
        {
            var floor = new Timestamp(nanos).FloorTo(new Duration(interval)).UnixNanos;
            return floor <= nanos && nanos - floor < interval && floor % interval == 0;
        });

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T23:59:59.9999999Z", 0)]
    [InlineData("1970-01-02T00:00:00Z", 1)]
    [InlineData("1969-12-31T23:59:59Z", -1)]
    [InlineData("2025-01-01T00:00:00Z", 20_089)]
    public void The_utc_day_counts_whole_days(string time, long day)
    {
        var date = DateTime.Parse(
            time, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
        Assert.Equal(day, Timestamp.FromDateTime(date).UtcDay);
    }

    [Fact]
    public void Spans_are_whole_nanoseconds()
    {
        Assert.Equal(60_000_000_000, Duration.FromMinutes(1).Nanos);
        Assert.Equal(1_500_000, Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1.5)).Nanos);
        Assert.Equal(TimeSpan.FromSeconds(90), Duration.FromSeconds(90).ToTimeSpan());
        Assert.Throws<OverflowException>(() => Duration.FromSeconds(long.MaxValue / 1000));
    }
}
