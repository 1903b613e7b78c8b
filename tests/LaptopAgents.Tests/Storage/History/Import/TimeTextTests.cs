using System.Text;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.History.Import;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("1746057600", "Seconds")]
    [InlineData("1746057600000", "Milliseconds")]
    [InlineData("1746057600000000", "Microseconds")]
    [InlineData("1746057600000000000", "Nanoseconds")]
    [InlineData("2025-05-01", "Text")]
    [InlineData("2025-05-01T00:00:00Z", "Text")]
    [InlineData("2025-05-01 00:00:00", "Text")]
    [InlineData("2025-05-01T02:00:00+02:00", "Text")]
    [InlineData("2025-05-01T00:00:00.000000", "Text")]
    public void One_instant_in_every_form(string text, string unit)
    {
        Assert.True(TimeText.TryParse(Encoding.ASCII.GetBytes(text), out var nanos, out var found));
        Assert.Equal(HistoryBuilder.Start, new Timestamp(nanos));
        Assert.Equal(unit, found.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("12:30")]
    [InlineData("2025-13-01")]
    [InlineData("99999999999999999999")]
    [InlineData("-5")]
    public void What_is_no_time_is_refused(string text) => Assert.False(TimeText.TryParse(Encoding.ASCII.GetBytes(text), out _, out _));
}
