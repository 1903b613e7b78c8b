using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Alerts;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace LaptopAgents.Tests.Runtime.Alerts;

/// <summary>Alerts over real HTTP on this machine.</summary>
public sealed class AlertDispatcherTests
{
    private static readonly AlertOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1), Attempts = 3, Timeout = TimeSpan.FromSeconds(5) };

    private readonly LogCollector _log = new();
    private readonly HttpClient _http = HttpAlerts.Client();

    [Fact]
    public async Task A_webhook_gets_words_for_chats_and_fields_for_programs()
    {
        await using var server = await AlertServer.StartAsync();
        await using (var alerts = Make(Quick, Webhook(server))) alerts.Raise(Stale());
        var (path, body) = Assert.Single(server.Received);
        Assert.Equal("/hook/s3cr3t", path);
        Assert.Equal(("data_stale", "CRITICAL", "paper_1"), (Text(body, "event"), Text(body, "severity"), Text(body, "session_id")));
        Assert.Equal(Text(body, "text"), Text(body, "content"));
        Assert.Contains("Market data is stale", Text(body, "text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telegram_gets_a_message_to_the_chat()
    {
        await using var server = await AlertServer.StartAsync();
        await using (var alerts = Make(Quick, new TelegramChannel(new Secret("123:abc"), "-42", _http, server.Address))) alerts.Raise(Stale());
        var (path, body) = Assert.Single(server.Received);
        Assert.Equal(("/bot123:abc/sendMessage", "-42"), (path, Text(body, "chat_id")));
    }

    [Fact]
    public async Task A_server_that_fails_is_tried_again_and_one_that_refuses_is_not()
    {
        await using var server = await AlertServer.StartAsync();
        server.Answers.Enqueue((500, "oops", null));
        server.Answers.Enqueue((503, "", null));
        var alerts = Make(Quick, Webhook(server));
        alerts.Raise(Stale());
        await alerts.DisposeAsync();
        Assert.Equal((3, 0L), (server.Received.Count, alerts.Failed));

        server.Answers.Enqueue((404, "no such hook", null));
        alerts = Make(Quick, Webhook(server));
        alerts.Raise(Stale());
        await alerts.DisposeAsync();
        Assert.Equal((4, 1L), (server.Received.Count, alerts.Failed));
        Assert.Contains("404 no such hook", (string)Assert.Single(_log.Of("alert_failed"))["Reason"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "")]
    [InlineData(null, "{\"ok\":false,\"parameters\":{\"retry_after\":7}}")]
    public async Task A_server_that_names_a_pause_gets_it(string? header, string body)
    {
        await using var server = await AlertServer.StartAsync();
        server.Answers.Enqueue((429, body, header));
        var refused = await Assert.ThrowsAsync<AlertFailedException>(() => Webhook(server).SendAsync(Stale(), CancellationToken.None));
        Assert.Equal((true, TimeSpan.FromSeconds(7)), (refused.IsTransient, refused.After));
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_without_the_address_and_holds_up_nobody()
    {
        await using var server = await AlertServer.StartAsync();
        // Nothing listens on port 1.
        var dead = new WebhookChannel(new Secret("http://127.0.0.1:1/hook/s3cr3t"), _http);
        var alerts = Make(Quick, dead, Webhook(server));
        alerts.Raise(Stale());
        await alerts.DisposeAsync();
        Assert.Equal((1, 1L), (server.Received.Count, alerts.Failed));
        Assert.All(_log.Lines, line => Assert.DoesNotContain("s3cr3t", line.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_matter_is_told_once_again_after_a_while_and_when_it_is_over()
    {
        var time = new FakeTimeProvider();
        var limiter = new AlertLimiter(new AlertOptions { Repeat = TimeSpan.FromMinutes(60) }, time);
        Assert.True(limiter.Admit(Stale()));
        Assert.False(limiter.Admit(Stale()));
        Assert.True(limiter.Admit(Stale() with { Key = "halt" }));
        time.Advance(TimeSpan.FromMinutes(60));
        Assert.True(limiter.Admit(Stale()));
        Assert.True(limiter.Admit(Stale() with { IsOver = true }));
        Assert.False(limiter.Admit(Stale() with { IsOver = true }));
        // What flaps is held back longer than a moment and shorter than what lasts.
        Assert.False(limiter.Admit(Stale()));
        time.Advance(TimeSpan.FromMinutes(15));
        Assert.True(limiter.Admit(Stale()));
        await Task.CompletedTask;
    }

    [Fact]
    public void Over_the_hourly_limit_alerts_wait_for_room_and_are_counted()
    {
        var time = new FakeTimeProvider();
        var limiter = new AlertLimiter(new AlertOptions { MaxPerHour = 2 }, time);
        Assert.True(limiter.Admit(Stale() with { Key = "a" }));
        Assert.True(limiter.Admit(Stale() with { Key = "b" }));
        Assert.False(limiter.Admit(Stale() with { Key = "c" }));
        Assert.False(limiter.Admit(Stale() with { Key = "c" }));
        Assert.Equal(1, limiter.HeldBack);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(limiter.Admit(Stale() with { Key = "c" }));
        Assert.Equal((1, 0), (limiter.TakeHeldBack(), limiter.HeldBack));
    }

    [Fact]
    public async Task Raising_returns_at_once_and_the_end_waits_only_so_long()
    {
        var alerts = Make(Quick with { DrainTime = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.FromMinutes(5) }, new StuckChannel());
        for (var i = 0; i < 1000; i++) alerts.Raise(Stale() with { Key = $"k{i}" });
        await alerts.DisposeAsync();
        Assert.True(alerts.Failed > 0);
    }

    [Fact]
    public async Task A_secret_in_an_alert_is_masked()
    {
        await using var server = await AlertServer.StartAsync();
        await using (var alerts = Make(Quick, Webhook(server))) alerts.Raise(Stale() with { Detail = "GET https://x/canary-secret failed" });
        Assert.DoesNotContain("canary-secret", server.Received.Single().Body.GetRawText(), StringComparison.Ordinal);
    }

    private AlertDispatcher Make(AlertOptions options, params IAlertChannel[] channels) =>
        new(channels, options, new SecretScrubber([new Secret("canary-secret")]), _log, TimeProvider.System);

    private WebhookChannel Webhook(AlertServer server) => new(new Secret(new Uri(server.Address, "/hook/s3cr3t").AbsoluteUri), _http);

    private static Alert Stale() =>
        new("data_stale", AlertSeverity.Critical, "Market data is stale", "The newest market event is 2 min old.", "paper_1", Timestamp.FromUnixMilliseconds(0));

    private static string? Text(System.Text.Json.JsonElement body, string name) => body.GetProperty(name).GetString();

    private sealed class StuckChannel : IAlertChannel
    {
        public string Name => "stuck";

        public Task SendAsync(Alert alert, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);
    }
}
