using LaptopAgents.Domain;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Makes a snapshot out of what the session's thread has left.</summary>
/// <param name="started">When the telemetry began, by the clock of the machine.</param>
/// <param name="age">How long ago that is, by the clock that nobody sets: the two give a time that only runs forward.</param>
internal sealed class SnapshotMaker(SessionIdentity identity, DateTimeOffset started, TimeSpan age)
{
    private readonly Timestamp _started = Timestamp.FromDateTime(started.UtcDateTime);

    public SessionSnapshot Make(
        in SessionFigures session, InstrumentFigures[] rows, SessionFigureReader reader, FactTeller facts, SessionActivity activity,
        TimeSpan sinceProgress, TimeSpan? sinceMarket, HistogramView stepTime, OutsideView outside)
    {
        var now = _started + Duration.FromTimeSpan(age);
        return new SessionSnapshot
        {
            Identity = identity,
            Taken = now,
            Started = _started,
            Activity = activity,
            LastProgress = now - Duration.FromTimeSpan(sinceProgress),
            EventTime = new Timestamp(session.EventTime),
            DataAge = sinceMarket is { } silence ? session.MarketLag + Duration.FromTimeSpan(silence) : null,
            Events = session.Sequence,
            StateHash = session.StateHash,
            TradingState = session.Trading,
            Account = new AccountView(
                session.Equity, session.Cash, session.Realised, session.Fees, session.Funding, session.Equity - session.DayStart, session.Peak - session.Equity),
            Counts = new OrderCounts(session.Submitted, session.Filled, session.Denied, session.Rejected, session.Canceled, session.Trades),
            Instruments = [.. rows.Select((row, i) => View(i, in row, reader))],
            Orders = facts.LiveOrders,
            Decisions = facts.Decisions,
            StepTime = stepTime,
            FillLatency = facts.FillLatency,
            Outside = outside,
        };
    }

    private InstrumentView View(int place, in InstrumentFigures row, SessionFigureReader reader)
    {
        var price = row.Price.IsZero ? row.Mark : row.Price;
        var unrealised = row.Position.IsFlat || price.IsZero ? Money.Zero : row.Position.UnrealisedAt(price);
        return new InstrumentView(
            identity.Instruments[place].Symbol, row.Price, row.Bid, row.Ask, row.Mark, row.Position, unrealised, row.LastBar, row.Bars, row.Block,
            reader.Blocks(place).Read(), row.FundingRate);
    }
}
