using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LaptopAgents.Tests.Runtime.Alerts;

/// <summary>A web server on this machine that takes alerts and answers as a test wants.</summary>
internal sealed class AlertServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private AlertServer(WebApplication application) => _application = application;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<(string Path, JsonElement Body)> Received { get; } = new();

    /// <summary>Answers in order; 200 when there is none left.</summary>
    public ConcurrentQueue<(int Status, string Body, string? RetryAfter)> Answers { get; } = new();

    public static async Task<AlertServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        var server = new AlertServer(application);
        application.Run(server.Take);
        await application.StartAsync();
        server.Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        Received.Enqueue((context.Request.Path, body.RootElement.Clone()));
        if (!Answers.TryDequeue(out var answer)) return;
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } after) context.Response.Headers.RetryAfter = after;
        await context.Response.WriteAsync(answer.Body);
    }
}
