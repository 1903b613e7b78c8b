using System.Net;
using System.Text;
using LaptopAgents.Web;

namespace LaptopAgents.Tests.Web;

public sealed class MetricsEndpointTests
{
    private (bool IsWell, string Words) _health = (true, "running for 2 h 0 min");

    [Fact]
    public async Task It_answers_on_this_machine_with_metrics_status_and_health()
    {
        await using var endpoint = await StartAsync();
        Assert.True(endpoint.Address.IsLoopback);
        using var http = new HttpClient { BaseAddress = endpoint.Address };
        var metrics = await http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", metrics.Content.Headers.ContentType!.ToString());
        Assert.Equal("equity_usd 1\n", await metrics.Content.ReadAsStringAsync());
        Assert.Equal("{}", await http.GetStringAsync(new Uri("/status", UriKind.Relative)));
        Assert.Equal("running for 2 h 0 min\n", await http.GetStringAsync(new Uri("/health", UriKind.Relative)));
        _health = (false, "hung");
        var sick = await http.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "hung\n"), (sick.StatusCode, await sick.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/other", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.PostAsync(new Uri("/metrics", UriKind.Relative), null)).StatusCode);
    }

    [Fact]
    public async Task A_page_that_gives_this_machine_a_name_of_its_own_gets_nothing()
    {
        await using var endpoint = await StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint.Address, "/metrics"));
        request.Headers.Host = "evil.example";
        Assert.Equal(HttpStatusCode.Forbidden, (await http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_with_the_remedy()
    {
        await using var endpoint = await StartAsync();
        var error = await Assert.ThrowsAsync<IOException>(() => MetricsEndpoint.StartAsync(Source(), endpoint.Address.Port, isPublic: false));
        Assert.Contains("metrics.port", error.Message, StringComparison.Ordinal);
    }

    private Task<MetricsEndpoint> StartAsync() => MetricsEndpoint.StartAsync(Source(), port: 0, isPublic: false);

    private EndpointSource Source() => new()
    {
        Metrics = () => "equity_usd 1\n",
        Status = () => Encoding.UTF8.GetBytes("{}"),
        Health = () => _health,
    };
}
