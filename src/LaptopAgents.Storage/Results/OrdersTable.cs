using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

internal static class OrdersTable
{
    public static readonly Column[] Columns =
    [
        new("order_id", ColumnKind.Text, IsOptional: true),
        new("parent_id", ColumnKind.Text, IsOptional: true),
        new("time", ColumnKind.Time),
        new("closed_time", ColumnKind.Time, IsOptional: true),
        new("symbol", ColumnKind.Text),
        new("side", ColumnKind.Text),
        new("type", ColumnKind.Text),
        new("time_in_force", ColumnKind.Text),
        new("purpose", ColumnKind.Text),
        new("reduce_only", ColumnKind.Flag),
        new("post_only", ColumnKind.Flag),
        new("qty", ColumnKind.Amount),
        new("limit_price", ColumnKind.Amount, IsOptional: true),
        new("trigger_price", ColumnKind.Amount, IsOptional: true),
        new("filled_qty", ColumnKind.Amount),
        new("avg_price", ColumnKind.Amount, IsOptional: true),
        new("fees", ColumnKind.Amount),
        new("status", ColumnKind.Text),
        new("reason", ColumnKind.Text, IsOptional: true),
        new("note", ColumnKind.Text, IsOptional: true),
        new("sizing_equity", ColumnKind.Amount, IsOptional: true),
        new("risk_pct", ColumnKind.Amount, IsOptional: true),
        new("stop_distance", ColumnKind.Amount, IsOptional: true),
        new("wanted_qty", ColumnKind.Amount, IsOptional: true),
        new("final_qty", ColumnKind.Amount, IsOptional: true),
        new("capped_by", ColumnKind.Text, IsOptional: true),
    ];

    public static void WriteRows(RunResult result, TableSink sink)
    {
        var symbols = ResultTable.Symbols(result);
        foreach (ref readonly var order in CollectionsMarshal.AsSpan(result.Orders))
        {
            sink.OrderId(order.OrderId);
            sink.OrderId(order.ParentId);
            sink.Time(order.CreatedTime);
            if (order.ClosedTime == default) sink.Nothing();
            else sink.Time(order.ClosedTime);
            sink.Word(symbols[order.Instrument.Index]);
            sink.Word(Words.Sides[(int)order.Side]);
            sink.Word(Words.OrderTypes[(int)order.Type]);
            sink.Word(Words.TimesInForce[(int)order.TimeInForce]);
            sink.Word(Words.Purposes[(int)order.Purpose]);
            sink.Flag(order.ReduceOnly);
            sink.Flag(order.PostOnly);
            sink.Amount(order.Quantity.Raw);
            sink.AmountUnlessZero(order.LimitPrice.Raw);
            sink.AmountUnlessZero(order.TriggerPrice.Raw);
            sink.Amount(order.FilledQuantity.Raw);
            sink.AmountUnlessZero(AveragePrice(in order));
            sink.Amount(order.Fees.Raw);
            sink.Word(Words.Statuses[(int)order.Status]);
            Reason(order.Reason, sink);
            sink.Text(order.Note);
            Sizing(order.Sizing, sink);
            sink.EndRow();
        }
    }

    private static long AveragePrice(in OrderRecord order) => order.FilledQuantity.IsZero
        ? 0
        : FixedPoint.Divide(order.FilledNotional.Raw, order.FilledQuantity.Raw, Rounding.HalfEven);

    private static void Reason(OrderReason reason, TableSink sink)
    {
        if (reason == OrderReason.None) sink.Nothing();
        else sink.Word(Words.Reasons[(int)reason]);
    }

    private static void Sizing(SizingNote? sizing, TableSink sink)
    {
        if (sizing is null)
        {
            for (var i = 0; i < 6; i++) sink.Nothing();
            return;
        }

        sink.Amount(sizing.Equity.Raw);
        sink.Amount(FixedPoint.FromDecimal(sizing.RiskPercent, Rounding.HalfEven));
        sink.AmountUnlessZero(sizing.StopDistance.Raw);
        sink.Amount(sizing.Wanted.Raw);
        sink.Amount(sizing.Final.Raw);
        Reason(sizing.CappedBy, sink);
    }
}
