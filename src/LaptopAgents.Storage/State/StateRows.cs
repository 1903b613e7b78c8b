using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>One table of facts: how a fact becomes a row. The same row is written, and compared with what is there.</summary>
internal sealed record StateTable<T>(string Name, string Columns, Func<T, object?[]> Row)
{
    public int Count { get; } = Columns.Split(',').Length;
}

/// <summary>Facts of a session as rows. The two first columns, session and place, are not among them.</summary>
internal sealed class StateRows(IReadOnlyList<Instrument> instruments)
{
    public StateTable<OrderRecord> Orders => new(
        "closed_order", "order_id,parent_id,created,closed,symbol,side,type,purpose,status,reason,quantity,filled,limit_price,trigger_price,fees",
        order =>
        [
            Id(order.OrderId), Id(order.ParentId), order.CreatedTime.UnixNanos, order.ClosedTime.UnixNanos, Symbol(order.Instrument),
            Word(Words.Sides, (int)order.Side), Word(Words.OrderTypes, (int)order.Type), Word(Words.Purposes, (int)order.Purpose),
            Word(Words.Statuses, (int)order.Status), Word(Words.Reasons, (int)order.Reason), order.Quantity.Raw, order.FilledQuantity.Raw,
            order.LimitPrice.Raw, order.TriggerPrice.Raw, order.Fees.Raw,
        ]);

    public StateTable<FillRecord> Fills => new(
        "fill", "fill_id,order_id,time,symbol,side,price,quantity,fee,realised,purpose",
        fill =>
        [
            fill.FillId, Id(fill.OrderId), fill.Time.UnixNanos, Symbol(fill.Instrument), Word(Words.Sides, (int)fill.Side), fill.Price.Raw,
            fill.Quantity.Raw, fill.Fee.Raw, fill.RealisedPnl.Raw, Word(Words.Purposes, (int)fill.Purpose),
        ]);

    public StateTable<TradeRecord> Trades => new(
        "trade", "trade_id,symbol,side,quantity,entry_time,exit_time,entry_price,exit_price,net",
        trade =>
        [
            trade.TradeId, Symbol(trade.Instrument), Word(Words.Directions, (int)trade.Side), trade.Quantity.Raw, trade.EntryTime.UnixNanos,
            trade.ExitTime.UnixNanos, trade.EntryPrice.Raw, trade.ExitPrice.Raw, trade.NetPnl.Raw,
        ]);

    public StateTable<FundingRecord> Payments => new(
        "payment", "time,symbol,position,rate,amount",
        payment =>
        [
            payment.Time.UnixNanos, Symbol(payment.Instrument), payment.Payment.Position.Raw, payment.Payment.Rate.Raw, payment.Payment.Amount.Raw,
        ]);

    /// <summary>Working orders, oldest first; the place is the only column before these.</summary>
    public StateTable<OrderRecord> Working => new(
        "working_order", "order_id,parent_id,created,symbol,side,type,purpose,status,quantity,filled,limit_price,trigger_price",
        order =>
        [
            Id(order.OrderId), Id(order.ParentId), order.CreatedTime.UnixNanos, Symbol(order.Instrument), Word(Words.Sides, (int)order.Side),
            Word(Words.OrderTypes, (int)order.Type), Word(Words.Purposes, (int)order.Purpose), Word(Words.Statuses, (int)order.Status),
            order.Quantity.Raw, order.FilledQuantity.Raw, order.LimitPrice.Raw, order.TriggerPrice.Raw,
        ]);

    public StateTable<(InstrumentId Instrument, Position Position)> Positions => new(
        "position", "symbol,quantity,cost", held => [Symbol(held.Instrument), held.Position.Quantity.Raw, held.Position.Cost.Raw]);

    private static string? Id(ClientOrderId id) => id.IsNone ? null : id.ToString();

    private static string Word(WordList words, int value) => Encoding.ASCII.GetString(words[value]);

    private string Symbol(InstrumentId id) => instruments[id.Index].Symbol;
}
