using System.Text.Json;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.Tests.Runtime.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace LaptopAgents.Tests.Runtime.Observability;

public sealed class SessionLogTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 1, 15, 10, 30, 0, 125, TimeSpan.Zero));
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "la-log-" + Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_line_is_one_object_with_time_level_event_typed_fields_and_session()
    {
        await using (var log = Open())
            SessionMessages.OrderFilled(log, "e7", "00000001-1", "BTCUSDT", "LONG", "BUY", "entry", 0.01m, 42000.0m, 0m, 0.25m, "taker", 150, "e7");
        using var json = JsonDocument.Parse(Assert.Single(Lines()));
        var line = json.RootElement;
        Assert.Equal("2024-01-15T10:30:00.125Z", line.GetProperty("ts").GetString());
        Assert.Equal("INFO", line.GetProperty("level").GetString());
        Assert.Equal("order_filled", line.GetProperty("event").GetString());
        Assert.Equal("e7", line.GetProperty("trade_id").GetString());
        Assert.Equal("LONG", line.GetProperty("side").GetString());
        Assert.Equal((0.01m, 42000.0m, 150m), (line.GetProperty("qty").GetDecimal(), line.GetProperty("price").GetDecimal(), line.GetProperty("latency_ms").GetDecimal()));
        Assert.Equal("sess_xyz", line.GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task A_secret_never_reaches_a_file_or_a_console_in_any_form()
    {
        const string canary = "canary/7f3a+\"quote\"=end";
        var escaped = $"at https://host/{Uri.EscapeDataString(canary)}?x";
        var json = JsonSerializer.Serialize(canary);
        using var console = new StringWriter();
        await using (var log = Open(console, LogFormat.Text, new SecretScrubber([new Secret(canary)])))
        {
            SessionMessages.SessionStopped(log, 1, $"the venue said {canary}", 1m);
            SessionMessages.SessionStopped(log, 1, escaped, 1m);
            SessionMessages.SessionCrashed(log, new InvalidOperationException($"inner {canary}", new IOException(canary)), 1, "x");
            SessionMessages.FileNotWritten(log, json, Secret.Mask);
        }

        var all = string.Join('\n', Lines()) + console;
        foreach (var form in (string[])[canary, "canary", "7f3a", Uri.EscapeDataString(canary)]) Assert.DoesNotContain(form, all, StringComparison.Ordinal);
        Assert.Contains(Secret.Mask, all, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configurations_scrubber_knows_each_of_its_secrets()
    {
        using var bed = new ConfigBed();
        bed.Environment["HOOK"] = "https://hooks.example/T0KEN-canary";
        bed.Environment["TELEGRAM_BOT_TOKEN"] = "123456:telegram-canary";
        bed.Environment["BITUNIX_API_SECRET"] = "venue-canary";
        var resolved = bed.Profile("p", "logging:\n  alert_webhook: ${HOOK}\n").Load("p");
        var text = SecretScrubber.Of(resolved).Scrub($"{string.Join(' ', bed.Environment.Values)} and the rest");
        Assert.Equal("*** *** *** and the rest", text);
    }

    [Fact]
    public void A_day_or_a_full_file_begins_another_and_the_oldest_go()
    {
        using (var file = new RotatingFile(_folder, "s", maxBytes: 25, filesKept: 3, _time))
        {
            foreach (var line in (string[])["first line", "second line", "third line"]) file.Write(line);
            _time.Advance(TimeSpan.FromHours(14));
            file.Write("another day");
            Assert.Equal(["s-20240115.2.jsonl", "s-20240115.jsonl", "s-20240116.jsonl"], Names());
            Assert.Equal("first line\nsecond line\n", File.ReadAllText(Path.Combine(_folder, "s-20240115.jsonl")));
            Age("s-20240115.jsonl", 2);
            Age("s-20240115.2.jsonl", 1);
            file.Write("yet another line");
        }

        Assert.Equal(["s-20240115.2.jsonl", "s-20240116.2.jsonl", "s-20240116.jsonl"], Names());
        using (var resumed = new RotatingFile(_folder, "s", maxBytes: 25, filesKept: 3, _time)) resumed.Write("more");
        Assert.EndsWith("another line\nmore\n", File.ReadAllText(Path.Combine(_folder, "s-20240116.2.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_refuses_costs_lines_that_are_counted_and_is_tried_again()
    {
        // A file stands where the folder should be.
        File.WriteAllText(_folder, "");
        using var file = new RotatingFile(_folder, "s", 1000, 3, _time);
        file.Write("one");
        file.Write("two");
        Assert.Equal(2, file.Lost);
        File.Delete(_folder);
        file.Write("three");
        Assert.Equal(3, file.Lost);
        _time.Advance(TimeSpan.FromSeconds(6));
        file.Write("four");
        Assert.Equal(0, file.Lost);
        Assert.Equal(["four"], Lines());
    }

    [Fact]
    public async Task Lines_below_the_level_are_not_written()
    {
        await using (var log = Open())
        {
            SessionMessages.BarClosed(log, "BTCUSDT", 1m, "e1", default, "");
            Assert.False(log.IsEnabled(LogLevel.Debug));
        }

        Assert.False(Directory.Exists(_folder));
    }

    private SessionLog Open(TextWriter? console = null, LogFormat format = LogFormat.Json, SecretScrubber? scrubber = null) => SessionLog.Open(
        new LogOptions { SessionId = "sess_xyz", Folder = _folder, Console = console, ConsoleFormat = format }, scrubber ?? new SecretScrubber([]), _time);

    private string[] Names() => [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private string[] Lines() => [.. Directory.GetFiles(_folder).Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];

    private void Age(string name, int hours) => File.SetLastWriteTimeUtc(Path.Combine(_folder, name), DateTime.UtcNow.AddHours(-hours));
}
