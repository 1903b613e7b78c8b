using System.Globalization;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>The real program trades on paper against an exchange of its own over the loopback network.</summary>
public sealed class PaperVenueTests
{
    private const string From = "2025-01-29";
    private const string To = "2025-01-29T06:00:00Z";

    private static readonly string[] Trader =
    [
        "--strategy", "sma_crossover", "--set", "strategy.params.fast=3", "--set", "strategy.params.slow=8", "--set", "strategy.params.quantity=0.01",
        "--set", "trading.max_daily_loss_usd=null", "--set", "trading.cooldown_bars=0", "--set", "trading.max_bars_open=0",
        "--set", "broker.fill_model.spread_model=fixed", "--set", "broker.fill_model.spread_bps=1", "--set", "engine.close_at_end=false",
        "--set", "trading.max_data_age_sec=86400",
    ];

    [Fact]
    public void On_bars_it_fills_as_a_backtest_does_and_replays_without_a_difference()
    {
        using var folder = new TempFolder();
        var paper = Paper(folder, "--set", "broker.fill_data=bars");
        var bars = paper.Table("equity").Rows;
        var first = Time(bars[0]["time"]) - TimeSpan.FromMinutes(1);

        using var other = new TempFolder();
        var backtest = FinishedRun.Of(
            other.Path, ["run", "--profile", "backtest", .. Trader, "--set", "broker.funding.source=null", "--from", Text(first), "--to", Text(Time(bars[^1]["time"])), "--no-report"]);

        // The session opens nothing on the bars that it was warmed up with, and the backtest may: from its second fill on both hold the same.
        var (fills, expected) = (Fills(paper), Fills(backtest));
        Assert.True(fills.Count > 10, $"{fills.Count} fills prove nothing.");
        Assert.Equal(expected.TakeLast(fills.Count - 1), fills.Skip(1));

        Replays(folder, paper);
    }

    [Fact]
    public void On_quotes_and_trades_it_trades_stops_on_request_and_goes_on_where_it_was()
    {
        using var folder = new TempFolder();
        var session = Paper(folder, "--duration", "0.15");
        Assert.True(session.Stats.GetProperty("bars").GetInt64() > 100);
        var events = Replays(folder, session);

        var again = LaProcess.Run(folder.Path, ["run", "--profile", "paper", "--venue", "sim", "--speed", "900x", "--resume", "--duration", "0.1"]);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("told again without a difference", again.Output, StringComparison.Ordinal);
        Assert.True(Replays(folder, session) > events, "The resumed session went on.");
        var status = LaProcess.Run(folder.Path, "status", "--json");
        Assert.True(status.ExitCode == 0, status.ToString());
    }

    private static FinishedRun Paper(TempFolder folder, params string[] more) => FinishedRun.Of(
        folder.Path, ["run", "--profile", "paper", "--venue", "sim", "--speed", "900x", .. Trader, "--from", From, "--to", To, .. more]);

    private static long Replays(TempFolder folder, FinishedRun session)
    {
        var replay = LaProcess.Run(folder.Path, "replay", session.Folder, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
        using var told = System.Text.Json.JsonDocument.Parse(replay.Output);
        Assert.Equal(0, told.RootElement.GetProperty("differences").GetInt64());
        return told.RootElement.GetProperty("events").GetInt64();
    }

    private static List<string> Fills(FinishedRun run) =>
        [.. run.Table("fills").Rows.Select(row => string.Join(' ', row["time"], row["side"], row["price"], row["qty"], row["liquidity"], row["fee"], row["reference_price"], row["reason"]))];

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
