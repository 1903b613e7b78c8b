using LaptopAgents.Cli.Screens;
using LaptopAgents.Runtime.Observability;
using LaptopAgents.TestKit;
using Spectre.Console.Testing;

namespace LaptopAgents.Tests.Cli.Screens;

public sealed class SessionViewTests
{
    [Fact]
    public void It_shows_price_position_orders_equity_gates_decisions_and_why_nothing_was_traded()
    {
        var text = Draw(SampleBeats.Running);
        foreach (var shown in (string[])
            [
                "paper_20250504T100000Z", "running for 2 h 0 min", "data 0.5 s old", "10,123.45", "97,000.1", "97,000.2", "0.05", "96,530.5", "23.48",
                "00000007-5", "stop_market", "96,000", "98,000", "✓ trading", "✗ daily loss 50.00 of 50.00", "no entry: no sweep",
                "no sweep 101×, price is behind the VWAP 12×, warming up 5×", "BUY 0.05 denied: reward_to_risk [1.2]", "BUY 0.05 filled at 96530.5 (entry)", "e202",
            ])
            Assert.Contains(shown, text, StringComparison.Ordinal);
        Assert.DoesNotContain("not shown", text, StringComparison.Ordinal);
        // The newest decision stands first.
        Assert.True(text.IndexOf("filled at", StringComparison.Ordinal) < text.IndexOf("market sent", StringComparison.Ordinal));
    }

    [Fact]
    public void Words_from_outside_are_never_taken_for_markup()
    {
        var beat = SampleBeats.Running with { Alerts = ["[red]disk[/] is [nearly full"] };
        Assert.Contains("[red]disk[/] is [nearly full", Draw(beat), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_has_seen_nothing_can_be_drawn()
    {
        var view = SampleBeats.Running.Instruments[0] with { Price = null, Bid = null, Ask = null, Position = 0, AveragePrice = null, LastBar = null, Bars = 0, Block = null, Blocks = [] };
        var text = Draw(SampleBeats.Running with { DataAgeSec = null, Instruments = [view], Orders = [], Decisions = [] });
        Assert.Contains("no data yet", text, StringComparison.Ordinal);
        Assert.Contains("nothing has been decided yet", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_a_line_of_json_says_how_it_is()
    {
        using var output = new StringWriter();
        StatusLine.Write(SampleBeats.Running, SessionVerdict.Of(SampleBeats.Running, SampleBeats.Noon, true), output);
        using var json = System.Text.Json.JsonDocument.Parse(Assert.Single(output.ToString().TrimEnd('\n').Split('\n')));
        Assert.Equal(("session_status", "no sweep"), (json.RootElement.GetProperty("event").GetString(), json.RootElement.GetProperty("blocks").GetProperty("BTCUSDT").GetString()));
        Assert.Equal(0.05m, json.RootElement.GetProperty("positions").GetProperty("BTCUSDT").GetDecimal());
        await Task.CompletedTask;
    }

    private static string Draw(Heartbeat beat)
    {
        using var console = new TestConsole();
        console.Profile.Width = 160;
        console.Write(SessionView.Of(beat, SessionVerdict.Of(beat, SampleBeats.Noon, isAlive: true), height: 50));
        return console.Output;
    }
}
