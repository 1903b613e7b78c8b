namespace LaptopAgents.Runtime.Observability;

/// <summary>One figure that a monitor reads.</summary>
/// <param name="Name">In the form of Prometheus; a counter ends in <c>_total</c>.</param>
/// <param name="Kind">counter, gauge or histogram.</param>
/// <param name="Samples">Its values; more than one where it has labels.</param>
/// <param name="Histogram">For a histogram, in place of samples.</param>
internal sealed record Metric(string Name, string Kind, string Help, IReadOnlyList<MetricSample> Samples, HistogramView? Histogram = null);

/// <param name="Label">Value of the label <c>symbol</c>; null for none.</param>
internal readonly record struct MetricSample(string? Label, double Value);

/// <summary>The metrics of a session.</summary>
internal static class SessionMetrics
{
    public static IReadOnlyList<Metric> Of(SessionSnapshot snapshot, long failedAlerts)
    {
        var (account, counts, outside) = (snapshot.Account, snapshot.Counts, snapshot.Outside);
        var all = new List<Metric>
        {
            Counter("orders_submitted_total", "Orders sent, a bracket's legs included.", counts.Submitted),
            Counter("orders_filled_total", "Orders filled whole.", counts.Filled),
            Counter("orders_denied_total", "Orders refused by the risk gate.", counts.Denied),
            Counter("orders_rejected_total", "Orders refused by the venue.", counts.Rejected),
            Counter("orders_canceled_total", "Orders canceled.", counts.Canceled),
            Counter("trades_closed_total", "Round trips closed.", counts.Trades),
            Gauge("pnl_realized_usd", "Realised result before fees and funding.", account.RealisedPnl.ToDouble()),
            Gauge("pnl_today_usd", "Result of the UTC day, open positions included.", account.Today.ToDouble()),
            Gauge("fees_paid_usd", "Fees paid.", account.Fees.ToDouble()),
            Gauge("funding_received_usd", "Funding received; negative when paid.", account.Funding.ToDouble()),
            Gauge("equity_usd", "Equity.", account.Equity.ToDouble()),
            Gauge("drawdown_usd", "Fall from the highest equity of the session.", account.Drawdown.ToDouble()),
            BySymbol("position_size_usd", "Signed value of the position.", snapshot, view => view.Notional.ToDouble()),
            BySymbol("price_usd", "Newest price.", snapshot, view => view.Price.ToDouble()),
            BySymbol("funding_rate", "Newest funding rate as a fraction in eight hours.", snapshot, view => (double)view.FundingRate.ToDecimal()),
            new("fill_latency_ms", "histogram", "Milliseconds from decision to first fill of market orders.", [], snapshot.FillLatency),
            new("step_time_ms", "histogram", "Milliseconds of a turn: everything at one instant of the market.", [], snapshot.StepTime),
            Counter("events_total", "Events that the engine was told.", snapshot.Events),
            Counter("websocket_reconnects_total", "Connections to the market that were lost and made again.", outside.Reconnects),
            Counter("alerts_failed_total", "Alerts that could not be delivered.", failedAlerts),
            Gauge("trading_state", "0 active, 1 reducing, 2 halted.", (double)snapshot.TradingState),
            Gauge("loop_busy_seconds", "How long the present turn has taken; 0 between turns.", snapshot.WorkingFor.TotalSeconds),
        };
        if (snapshot.DataAge is { } age) all.Add(Gauge("data_age_seconds", "Age of the newest market event.", age.TotalSeconds));
        if (outside.ClockOffset is { } offset) all.Add(Gauge("clock_offset_ms", "The venue's clock minus this machine's.", offset.TotalMilliseconds));
        if (outside.PositionDrift is { } drift) all.Add(Gauge("position_drift", "Difference to the venue's position, in base currency.", (double)drift.ToDecimal()));
        return all;
    }

    private static Metric Counter(string name, string help, long value) => new(name, "counter", help, [new(null, value)]);

    private static Metric Gauge(string name, string help, double value) => new(name, "gauge", help, [new(null, value)]);

    private static Metric BySymbol(string name, string help, SessionSnapshot snapshot, Func<InstrumentView, double> value) =>
        new(name, "gauge", help, [.. snapshot.Instruments.Select(view => new MetricSample(view.Symbol, value(view)))]);
}
