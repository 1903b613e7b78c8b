using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>A Bitunix-compatible exchange that listens on this machine alone, from its start until it is disposed of.</summary>
public sealed class ExchangeHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private readonly Task _pump;
    private bool _isStopped;

    private ExchangeHost(WebApplication application, Exchange exchange, CancellationTokenSource stopping)
    {
        (_application, _stopping) = (application, stopping);
        Admin = new ExchangeAdmin(exchange);
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Uri = new Uri(addresses?.Addresses.First() ?? throw new InvalidOperationException("The server has no address."));
        _pump = MarketPump.RunAsync(exchange, stopping.Token);
    }

    /// <summary>Where REST is served; WebSockets are at <c>/public/</c> and <c>/private/</c> of the same address.</summary>
    public Uri Uri { get; }

    /// <summary>The base of WebSocket addresses.</summary>
    public Uri WebSocketUri => new UriBuilder(Uri) { Scheme = "ws" }.Uri;

    /// <summary>A hand on the exchange from inside this process.</summary>
    public ExchangeAdmin Admin { get; }

    /// <summary>Starts the exchange; it takes calls when this returns.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static async Task<ExchangeHost> StartAsync(ExchangeOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Instruments.Count == 0) throw new ArgumentException("An exchange needs at least one pair.", nameof(options));
        if (options.Speed is < 0 or > 100_000 || double.IsNaN(options.Speed)) throw new ArgumentException("A speed lies between 0 (stepped) and 100000.", nameof(options));
        if (options.TradesPerBar is < 1 or > 1000) throw new ArgumentException("A bar becomes 1 to 1000 trades.", nameof(options));
        var exchange = new Exchange(options);
        // The folder of the program, so that nothing lying about where it was started can configure the server.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        // The exchange is stopped by whoever started it, never by a signal to the process on its own.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        var stopping = new CancellationTokenSource();
        application.Run(new WebFront(exchange, stopping.Token).HandleAsync);
        try
        {
            await application.StartAsync(cancellation);
            return new ExchangeHost(application, exchange, stopping);
        }
        catch
        {
            await application.DisposeAsync();
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Ends every connection and stops listening.</summary>
    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        await _stopping.CancelAsync();
        await _pump;
        await _application.StopAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
