using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>The fields of each kind of command, written and read side by side.</summary>
internal static class CommandLines
{
    /// <summary><see cref="Engine.CommandKind"/></summary>
    public static readonly WordList Kinds = new("submit cancel modify");

    /// <param name="heads">Of the command's kind, by instrument.</param>
    public static void Write(ref JsonLine line, in EngineCommand command, byte[][] heads)
    {
        switch (command.Kind)
        {
            case CommandKind.Submit:
                ref readonly var submit = ref command.Submit.Command;
                line.Raw(heads[submit.Instrument.Index]);
                Write(ref line, in submit);
                break;
            case CommandKind.Cancel:
                ref readonly var cancel = ref command.Cancel.Command;
                line.Raw(heads[cancel.Instrument.Index]);
                Write(ref line, in cancel);
                break;
            default:
                ref readonly var modify = ref command.Modify.Command;
                line.Raw(heads[modify.Instrument.Index]);
                Write(ref line, in modify);
                break;
        }
    }

    public static void Write(ref JsonLine line, in SubmitOrder order)
    {
        line.OrderId(",\"order\":\""u8, order.Id);
        line.Word(",\"side\":\""u8, Words.Sides[(int)order.Side]);
        line.Word(",\"type\":\""u8, Words.OrderTypes[(int)order.Type]);
        line.Word(",\"purpose\":\""u8, Words.Purposes[(int)order.Purpose]);
        if (order.TimeInForce != TimeInForce.GoodTillCanceled)
            line.Word(",\"time_in_force\":\""u8, Words.TimesInForce[(int)order.TimeInForce]);
        if (order.TriggerSource != TriggerSource.LastPrice)
            line.Word(",\"trigger_source\":\""u8, Words.TriggerSources[(int)order.TriggerSource]);
        line.TrueWhen(order.ReduceOnly, ",\"reduce_only\":true"u8);
        line.TrueWhen(order.PostOnly, ",\"post_only\":true"u8);
        line.Amount(",\"qty\":"u8, order.Quantity.Raw);
        line.AmountUnlessZero(",\"closing_qty\":"u8, order.ClosingQuantity.Raw);
        line.AmountUnlessZero(",\"limit_price\":"u8, order.LimitPrice.Raw);
        line.AmountUnlessZero(",\"trigger_price\":"u8, order.TriggerPrice.Raw);
        line.AmountUnlessZero(",\"trailing_distance\":"u8, order.TrailingDistance.Raw);
        if (order.ExpireTime != default) line.Time(",\"expire_time\":\""u8, order.ExpireTime);
        line.OrderId(",\"stop_order\":\""u8, order.StopLoss.Id);
        line.AmountUnlessZero(",\"stop_price\":"u8, order.StopLoss.Price.Raw);
        line.OrderId(",\"target_order\":\""u8, order.TakeProfit.Id);
        line.AmountUnlessZero(",\"target_price\":"u8, order.TakeProfit.Price.Raw);
    }

    public static SubmitOrder ReadSubmit(JournalFields fields, InstrumentId instrument) => new()
    {
        Id = fields.OrderId("order"u8),
        Instrument = instrument,
        Side = (Side)fields.Word("side"u8, Words.Sides),
        Type = (OrderType)fields.Word("type"u8, Words.OrderTypes),
        Purpose = (OrderPurpose)fields.Word("purpose"u8, Words.Purposes),
        TimeInForce = (TimeInForce)fields.WordOrZero("time_in_force"u8, Words.TimesInForce),
        TriggerSource = (TriggerSource)fields.WordOrZero("trigger_source"u8, Words.TriggerSources),
        ReduceOnly = fields.Flag("reduce_only"u8),
        PostOnly = fields.Flag("post_only"u8),
        Quantity = new Quantity(fields.Amount("qty"u8)),
        ClosingQuantity = new Quantity(fields.AmountOrZero("closing_qty"u8)),
        LimitPrice = new Price(fields.AmountOrZero("limit_price"u8)),
        TriggerPrice = new Price(fields.AmountOrZero("trigger_price"u8)),
        TrailingDistance = new Price(fields.AmountOrZero("trailing_distance"u8)),
        ExpireTime = fields.Has("expire_time"u8) ? fields.Time("expire_time"u8) : default,
        StopLoss = new BracketLeg(fields.OrderId("stop_order"u8), new Price(fields.AmountOrZero("stop_price"u8))),
        TakeProfit = new BracketLeg(fields.OrderId("target_order"u8), new Price(fields.AmountOrZero("target_price"u8))),
    };

    public static void Write(ref JsonLine line, in CancelOrder cancel) => line.OrderId(",\"order\":\""u8, cancel.Id);

    public static CancelOrder ReadCancel(JournalFields fields, InstrumentId instrument) => new(fields.OrderId("order"u8), instrument);

    public static void Write(ref JsonLine line, in ModifyOrder modify)
    {
        line.OrderId(",\"order\":\""u8, modify.Id);
        line.AmountUnlessZero(",\"qty\":"u8, modify.Quantity.Raw);
        line.AmountUnlessZero(",\"limit_price\":"u8, modify.LimitPrice.Raw);
        line.AmountUnlessZero(",\"trigger_price\":"u8, modify.TriggerPrice.Raw);
    }

    public static ModifyOrder ReadModify(JournalFields fields, InstrumentId instrument) => new(
        fields.OrderId("order"u8), instrument, new Quantity(fields.AmountOrZero("qty"u8)), new Price(fields.AmountOrZero("limit_price"u8)),
        new Price(fields.AmountOrZero("trigger_price"u8)));
}
