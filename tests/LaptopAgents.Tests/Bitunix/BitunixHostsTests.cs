using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using Microsoft.Extensions.Time.Testing;

namespace LaptopAgents.Tests.Bitunix;

public sealed class BitunixHostsTests
{
    [Theory]
    [InlineData(null, "https://fapi.bitunix.com/", "wss://fapi.bitunix.com/public/", "wss://fapi.bitunix.com/private/")]
    [InlineData("http://127.0.0.1:8090", "http://127.0.0.1:8090/", "ws://127.0.0.1:8090/public/", "ws://127.0.0.1:8090/private/")]
    [InlineData("http://localhost:8090/", "http://localhost:8090/", "ws://localhost:8090/public/", "ws://localhost:8090/private/")]
    [InlineData("https://example.test/venue", "https://example.test/venue", "wss://example.test/venue/public/", "wss://example.test/venue/private/")]
    public void Rest_and_sockets_share_a_host(string? given, string rest, string @public, string @private)
    {
        var hosts = BitunixHosts.For(given);
        Assert.Equal((rest, @public, @private), (hosts.Rest.AbsoluteUri, hosts.PublicSocket.AbsoluteUri, hosts.PrivateSocket.AbsoluteUri));
    }

    [Theory]
    [InlineData("http://fapi.bitunix.com")]
    [InlineData("http://192.168.1.5:8090")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("127.0.0.1:8090")]
    [InlineData("https://user:secret@example.test")]
    [InlineData("https://example.test/?a=b")]
    public void An_address_that_would_speak_in_the_clear_or_is_none_is_refused(string given) => Assert.Throws<ArgumentException>(() => BitunixHosts.For(given));

    [Fact]
    public void The_clock_is_bounded_by_dates_and_pushes()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1760000000000));
        var clock = new VenueClock(time);
        Assert.Equal(clock.LocalNow, clock.Now);
        var sent = clock.LocalNow;
        time.Advance(TimeSpan.FromMilliseconds(200));
        clock.OnDate(DateTimeOffset.FromUnixTimeSeconds(1760000005), sent);
        Assert.Equal(Duration.FromMilliseconds(4800), clock.Offset);
        clock.OnPush(Timestamp.FromUnixMilliseconds(1760000005500));
        Assert.Equal(Duration.FromMilliseconds(5300), clock.Offset);
        // A venue that runs faster contradicts what was known, and the newest word counts.
        time.Advance(TimeSpan.FromSeconds(1));
        clock.OnPush(Timestamp.FromUnixMilliseconds(1760000065500));
        Assert.Equal(Timestamp.FromUnixMilliseconds(1760000065500), clock.Now);
        sent = clock.LocalNow;
        clock.OnDate(DateTimeOffset.FromUnixTimeSeconds(1760000002), sent);
        Assert.Equal(Timestamp.FromUnixMilliseconds(1760000002000), clock.Now);
    }
}
