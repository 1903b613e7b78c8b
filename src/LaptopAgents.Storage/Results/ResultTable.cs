using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>One table of a result: its columns, and its rows told to a sink.</summary>
internal sealed record ResultTable(string Name, Column[] Columns, Action<RunResult, TableSink> WriteRows)
{
    public static readonly ResultTable[] All =
    [
        new("orders", OrdersTable.Columns, OrdersTable.WriteRows),
        new("fills", FillsTable.Columns, FillsTable.WriteRows),
        new("trades", TradesTable.Columns, TradesTable.WriteRows),
        new("funding", FundingTable.Columns, FundingTable.WriteRows),
    ];

    /// <summary>The symbols as UTF-8, by instrument index.</summary>
    public static byte[][] Symbols(RunResult result)
    {
        var symbols = new byte[result.Instruments.Count][];
        foreach (var instrument in result.Instruments) symbols[instrument.Id.Index] = Encoding.UTF8.GetBytes(instrument.Symbol);
        return symbols;
    }
}

internal static class FillsTable
{
    public static readonly Column[] Columns =
    [
        new("fill_id", ColumnKind.Integer),
        new("order_id", ColumnKind.Text, IsOptional: true),
        new("time", ColumnKind.Time),
        new("symbol", ColumnKind.Text),
        new("side", ColumnKind.Text),
        new("price", ColumnKind.Amount),
        new("qty", ColumnKind.Amount),
        new("liquidity", ColumnKind.Text),
        new("fee", ColumnKind.Amount),
        new("reference_price", ColumnKind.Amount),
        new("reason", ColumnKind.Text),
    ];

    public static void WriteRows(RunResult result, TableSink sink)
    {
        var symbols = ResultTable.Symbols(result);
        foreach (ref readonly var fill in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(result.Fills))
        {
            sink.Integer(fill.FillId);
            sink.OrderId(fill.OrderId);
            sink.Time(fill.Time);
            sink.Word(symbols[fill.Instrument.Index]);
            sink.Word(Words.Sides[(int)fill.Side]);
            sink.Amount(fill.Price.Raw);
            sink.Amount(fill.Quantity.Raw);
            sink.Word(Words.Liquidities[(int)fill.Liquidity]);
            sink.Amount(fill.Fee.Raw);
            sink.Amount(fill.ReferencePrice.Raw);
            sink.Word(Words.Purposes[(int)fill.Purpose]);
            sink.EndRow();
        }
    }
}

internal static class FundingTable
{
    public static readonly Column[] Columns =
    [
        new("time", ColumnKind.Time),
        new("symbol", ColumnKind.Text),
        new("position", ColumnKind.Amount),
        new("mark_price", ColumnKind.Amount),
        new("rate", ColumnKind.Amount),
        new("amount", ColumnKind.Amount),
    ];

    public static void WriteRows(RunResult result, TableSink sink)
    {
        var symbols = ResultTable.Symbols(result);
        foreach (ref readonly var funding in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(result.Funding))
        {
            sink.Time(funding.Time);
            sink.Word(symbols[funding.Instrument.Index]);
            sink.Amount(funding.Payment.Position.Raw);
            sink.Amount(funding.Payment.MarkPrice.Raw);
            sink.Amount(funding.Payment.Rate.Raw);
            sink.Amount(funding.Payment.Amount.Raw);
            sink.EndRow();
        }
    }
}
