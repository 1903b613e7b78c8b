using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Simulation;

/// <remarks>The way in: a command sets out for the venue and arrives after its latency.</remarks>
public sealed partial class SimulatedVenue
{
    public void Submit(in RiskApproved<SubmitOrder> order, Timestamp sentAt) => Receive(in order.Command, sentAt);

    public void Cancel(in RiskApproved<CancelOrder> cancel, Timestamp sentAt) => Receive(in cancel.Command, sentAt);

    public void Modify(in RiskApproved<ModifyOrder> modify, Timestamp sentAt) => Receive(in modify.Command, sentAt);

    /// <summary>
    /// What reaches an exchange from a client of its own, whatever that client's safeguards are. The engine has no way here: it knows the
    /// venue as <see cref="IBroker"/>, which takes approved commands alone.
    /// </summary>
    public void Receive(in SubmitOrder command, Timestamp sentAt)
    {
        var market = _markets[command.Instrument.Index];
        var sequence = ++_sequence;
        var slot = OrderIntake.Place(market, in command, sequence, _seen.IsSeen(command.Id));
        if (command.StopLoss.IsSet)
            OrderIntake.PlaceLeg(market, slot, in command, ++_sequence, isStop: true, _seen.IsSeen(command.StopLoss.Id));
        if (command.TakeProfit.IsSet)
            OrderIntake.PlaceLeg(market, slot, in command, ++_sequence, isStop: false, _seen.IsSeen(command.TakeProfit.Id));
        _bars.LastSequence = _sequence;
        var latency = _options.Latency.Submit.Sample(_options.Seed, PrngStream.SubmitLatency, sequence);
        ref var arrival = ref market.Arrivals.Add(sentAt.UnixNanos + latency, sequence);
        arrival.Kind = ArrivalKind.Submit;
        arrival.Slot = slot;
        Notice(market);
    }

    /// <inheritdoc cref="Receive(in SubmitOrder, Timestamp)"/>
    public void Receive(in CancelOrder command, Timestamp sentAt)
    {
        var market = _markets[command.Instrument.Index];
        var latency = _options.Latency.Cancel.Sample(_options.Seed, PrngStream.CancelLatency, ++_sequence);
        ref var arrival = ref market.Arrivals.Add(sentAt.UnixNanos + latency, _sequence);
        arrival.Kind = ArrivalKind.Cancel;
        arrival.Id = command.Id;
        Notice(market);
    }

    /// <inheritdoc cref="Receive(in SubmitOrder, Timestamp)"/>
    public void Receive(in ModifyOrder command, Timestamp sentAt)
    {
        var market = _markets[command.Instrument.Index];
        var latency = _options.Latency.Modify.Sample(_options.Seed, PrngStream.ModifyLatency, ++_sequence);
        ref var arrival = ref market.Arrivals.Add(sentAt.UnixNanos + latency, _sequence);
        arrival.Kind = ArrivalKind.Modify;
        arrival.Id = command.Id;
        arrival.Quantity = command.Quantity.Raw;
        arrival.Limit = command.LimitPrice.Raw;
        arrival.Trigger = command.TriggerPrice.Raw;
        Notice(market);
    }
}
