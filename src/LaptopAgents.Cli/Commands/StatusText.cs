using System.Globalization;
using LaptopAgents.Runtime.Observability;

namespace LaptopAgents.Cli.Commands;

/// <summary>A session's status as plain lines: quick to make and easy to read by other programs.</summary>
internal static class StatusText
{
    private const int DecisionsShown = 5;

    public static void Write(Heartbeat beat, SessionVerdict verdict, TextWriter to)
    {
        Line("session", $"{beat.Session} ({beat.Mode}, {beat.Strategy}{(beat.Synthetic ? ", SYNTHETIC MARKET" : "")})");
        Line("state", verdict.Words);
        Line("process", Text($"{beat.Pid} on {beat.Machine}, started {Clock(beat.ProcessStarted)}"));
        Line("data", beat.DataAgeSec is { } age ? Text($"{SessionVerdict.Length(TimeSpan.FromSeconds(age))} old when written {Clock(beat.Written)}; {beat.Events} events, {beat.Reconnects} reconnects") : "none yet");
        Line("trading", beat.KillSwitch ? $"{beat.Trading}, KILL SWITCH SET" : beat.Trading);
        Line("equity", Text($"{beat.Account.Equity:N2}  today {beat.Account.Today:N2}  realised {beat.Account.RealisedPnl:N2}  fees {beat.Account.Fees:N2}  funding {beat.Account.Funding:N2}"));
        foreach (var view in beat.Instruments)
        {
            var position = view.Position == 0 ? "flat" : Text($"{view.Position:0.########} at {view.AveragePrice:0.########}, open result {view.Unrealised:N2}");
            Line("position", Text($"{view.Symbol} {position}; price {view.Price:0.########}"));
            if (view.Block is { } block) Line("no entry", $"{view.Symbol}: {block}");
        }

        foreach (var order in beat.Orders)
            Line("order", Text($"{order.Id} {order.Side} {order.Qty:0.########} {order.Symbol} {order.Type} {order.Limit ?? order.Trigger:0.########} ({order.Purpose}) {order.Status}"));
        foreach (var gate in beat.Gates.Where(gate => !gate.IsOpen)) Line("gate shut", $"{gate.Name}: {gate.Detail}");
        foreach (var alert in beat.Alerts) Line("alert", alert);
        foreach (var decision in beat.Decisions.TakeLast(DecisionsShown)) Line("decision", $"{Clock(decision.Time)} {decision.Symbol} {decision.Text}");

        void Line(string name, string text) => to.WriteLine($"{name,-10} {text}");
    }

    private static string Clock(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
