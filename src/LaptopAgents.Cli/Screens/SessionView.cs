using System.Globalization;
using LaptopAgents.Runtime.Observability;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LaptopAgents.Cli.Screens;

/// <summary>A session as a person sees it: the running session's own screen and <c>la status</c> draw the same.</summary>
internal static class SessionView
{
    private const int BlocksShown = 3;

    /// <param name="height">Lines that there are; the newest decisions take what is left.</param>
    public static IRenderable Of(Heartbeat beat, SessionVerdict verdict, int height)
    {
        var rows = new List<IRenderable> { Head(beat, verdict), Account(beat), Instruments(beat) };
        if (beat.Orders.Count > 0) rows.Add(Orders(beat));
        rows.Add(Gates(beat));
        rows.Add(new Markup(Why(beat)));
        foreach (var alert in beat.Alerts) rows.Add(new Markup($"[bold red]ALERT[/] {Markup.Escape(alert)}"));
        // Frames and headings of what stands above, roughly: too few decisions are better than a screen that scrolls.
        var used = 14 + beat.Instruments.Count + (beat.Orders.Count > 0 ? 4 + beat.Orders.Count : 0) + beat.Alerts.Count + (2 * beat.Instruments.Count);
        rows.Add(Decisions(beat, Math.Clamp(height - used, 3, 20)));
        return new Rows(rows);
    }

    private static Markup Head(Heartbeat beat, SessionVerdict verdict)
    {
        var colour = verdict.Condition switch
        {
            SessionCondition.Running => "green",
            SessionCondition.Stopped => "grey",
            SessionCondition.Hung or SessionCondition.Crashed => "bold red",
            _ => "yellow",
        };
        // What has ended had data of some age once; it says nothing now.
        var age = verdict.Condition is SessionCondition.Stopped or SessionCondition.Crashed ? ""
            : beat.DataAgeSec is { } known ? $"data {SessionVerdict.Length(TimeSpan.FromSeconds(known))} old" : "no data yet";
        return new Markup(Text(
            $"[bold]{Markup.Escape(beat.Session)}[/]  {Markup.Escape(beat.Strategy)}  [{colour}]{Markup.Escape(verdict.Words)}[/]  {age}  {beat.Events:N0} events{(beat.Synthetic ? "  [yellow]SYNTHETIC MARKET[/]" : "")}"));
    }

    private static Markup Account(Heartbeat beat)
    {
        var account = beat.Account;
        return new Markup(Text(
            $"equity [bold]{account.Equity:N2}[/]  today {Coloured(account.Today)}  realised {Coloured(account.RealisedPnl)}  fees {account.Fees:N2}  funding {Coloured(account.Funding)}  drawdown {account.Drawdown:N2}  trades {beat.Counts.Trades}"));
    }

    private static Table Instruments(Heartbeat beat)
    {
        var table = Framed("Symbol", "Price", "Bid", "Ask", "Position", "Entry", "Open result", "Last bar");
        foreach (var view in beat.Instruments)
        {
            table.AddRow(
                Markup.Escape(view.Symbol), Price(view.Price), Price(view.Bid), Price(view.Ask),
                view.Position == 0 ? "flat" : Text($"[{(view.Position > 0 ? "green" : "red")}]{view.Position:0.########}[/]"), Price(view.AveragePrice),
                view.Position == 0 ? "–" : Coloured(view.Unrealised), view.LastBar is { } bar ? Clock(bar) : "–");
        }

        return table;
    }

    private static Table Orders(Heartbeat beat)
    {
        var table = Framed("Order", "Symbol", "Side", "Type", "For", "Quantity", "Limit", "Trigger", "Status");
        foreach (var order in beat.Orders)
        {
            table.AddRow(
                order.Id, Markup.Escape(order.Symbol), order.Side == "BUY" ? "[green]BUY[/]" : "[red]SELL[/]", order.Type, order.Purpose,
                Text($"{order.Filled:0.########} / {order.Qty:0.########}"), Price(order.Limit), Price(order.Trigger), order.Status);
        }

        return table;
    }

    private static Markup Gates(Heartbeat beat) => new("gates  " + string.Join("  ", beat.Gates.Select(gate =>
        $"{(gate.IsOpen ? "[green]✓[/]" : "[red]✗[/]")} {Markup.Escape(gate.Name)} [grey]{Markup.Escape(gate.Detail)}[/]")));

    // The newest reason, and those that were given most often: one bar says little, a day says what the strategy waits for.
    private static string Why(Heartbeat beat)
    {
        var lines = beat.Instruments.Select(view =>
        {
            var newest = view.Block is { } block ? $"no entry: {block}" : view.Bars == 0 ? "no bar yet" : "an entry was decided, or the strategy does not say";
            var often = string.Join(", ", view.Blocks.Take(BlocksShown).Select(known => Text($"{known.Reason} {known.Count:N0}×")));
            return $"{Markup.Escape(view.Symbol)}  {Markup.Escape(newest)}{(often.Length == 0 ? "" : $"  [grey]({Markup.Escape(often)})[/]")}";
        });
        return string.Join('\n', lines);
    }

    private static Table Decisions(Heartbeat beat, int count)
    {
        var table = Framed("Time", "Symbol", "Decision", "Id");
        table.ShowRowSeparators = false;
        foreach (var decision in beat.Decisions.TakeLast(count).Reverse())
            table.AddRow(Clock(decision.Time), Markup.Escape(decision.Symbol), Markup.Escape(decision.Text), decision.CorrelationId);
        if (beat.Decisions.Count == 0) table.AddRow("–", "", "nothing has been decided yet", "");
        return table;
    }

    private static Table Framed(params string[] columns) => new Table { Border = TableBorder.Rounded }.AddColumns(columns);

    private static string Coloured(decimal value) => Text($"[{(value < 0 ? "red" : "green")}]{value:N2}[/]");

    private static string Price(decimal? value) => value is { } known ? known.ToString("#,0.########", CultureInfo.InvariantCulture) : "–";

    private static string Clock(DateTime time) => time.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
