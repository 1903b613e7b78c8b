using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Web;

/// <summary>What the endpoint shows. Each is asked on every request, on a thread of the server.</summary>
public sealed record EndpointSource
{
    /// <summary>Metrics in the text format of Prometheus.</summary>
    public required Func<string> Metrics { get; init; }

    /// <summary>Whether all is well, and how it is in words.</summary>
    public required Func<(bool IsWell, string Words)> Health { get; init; }

    /// <summary>The session as JSON.</summary>
    public required Func<byte[]> Status { get; init; }
}

/// <summary>
/// <c>/metrics</c>, <c>/health</c> and <c>/status</c> of one running session. It only answers, and changes nothing. It listens on this machine alone unless it is
/// told otherwise.
/// </summary>
public sealed class MetricsEndpoint : IAsyncDisposable
{
    private const string PrometheusType = "text/plain; version=0.0.4; charset=utf-8";

    // A request needs no body, and a line of a header no more than this.
    private const int LargestRequest = 8 * 1024;

    private readonly WebApplication _application;

    private MetricsEndpoint(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <param name="port">0 takes a free one.</param>
    /// <param name="isPublic">Other machines may read it too.</param>
    /// <exception cref="IOException">The port is taken, or this user may not have it; the message names the remedy.</exception>
    public static async Task<MetricsEndpoint> StartAsync(EndpointSource source, int port, bool isPublic)
    {
        ArgumentNullException.ThrowIfNull(source);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.MaxConcurrentConnections = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            kestrel.Listen(isPublic ? IPAddress.Any : IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        if (!isPublic) application.Use(OnlyByLocalName);
        application.UseRouting();
        application.MapGet("/metrics", () => Results.Text(source.Metrics(), PrometheusType));
        application.MapGet("/status", () => Results.Bytes(source.Status(), "application/json"));
        application.MapGet("/health", () => Health(source));
        try
        {
            await application.StartAsync();
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            await application.DisposeAsync();
            throw new IOException($"The metrics endpoint cannot listen on port {port}: {error.Message} Choose another port (metrics.port; 0 takes a free one).", error);
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new MetricsEndpoint(application, new Uri(addresses.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static IResult Health(EndpointSource source)
    {
        var (isWell, words) = source.Health();
        return Results.Text(words + "\n", "text/plain; charset=utf-8", statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    // A page in a browser on this machine can make a name of its own point here; the name it asks by gives it away.
    private static Task OnlyByLocalName(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host;
        if (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
