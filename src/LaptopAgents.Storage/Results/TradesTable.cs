using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

internal static class TradesTable
{
    // Beyond this a ratio says nothing, and shows only the rounding of its division.
    private const int RatioDecimals = 6;

    public static readonly Column[] Columns =
    [
        new("trade_id", ColumnKind.Integer),
        new("symbol", ColumnKind.Text),
        new("side", ColumnKind.Text),
        new("qty", ColumnKind.Amount),
        new("entry_time", ColumnKind.Time),
        new("entry_price", ColumnKind.Amount),
        new("exit_time", ColumnKind.Time),
        new("exit_price", ColumnKind.Amount),
        new("gross_pnl", ColumnKind.Amount),
        new("fees", ColumnKind.Amount),
        new("funding", ColumnKind.Amount),
        new("net_pnl", ColumnKind.Amount),
        new("r_multiple", ColumnKind.Ratio, IsOptional: true),
        new("mae", ColumnKind.Amount),
        new("mfe", ColumnKind.Amount),
        new("bars_held", ColumnKind.Integer),
        new("entry_reason", ColumnKind.Text, IsOptional: true),
        new("exit_reason", ColumnKind.Text),
    ];

    public static void WriteRows(RunResult result, TableSink sink)
    {
        var symbols = ResultTable.Symbols(result);
        foreach (ref readonly var trade in CollectionsMarshal.AsSpan(result.Trades))
        {
            sink.Integer(trade.TradeId);
            sink.Word(symbols[trade.Instrument.Index]);
            sink.Word(Words.Directions[(int)trade.Side]);
            sink.Amount(trade.Quantity.Raw);
            sink.Time(trade.EntryTime);
            sink.Amount(trade.EntryPrice.Raw);
            sink.Time(trade.ExitTime);
            sink.Amount(trade.ExitPrice.Raw);
            sink.Amount(trade.GrossPnl.Raw);
            sink.Amount(trade.Fees.Raw);
            sink.Amount(trade.Funding.Raw);
            sink.Amount(trade.NetPnl.Raw);
            if (trade.RMultiple is { } multiple) sink.Ratio(Math.Round(multiple, RatioDecimals));
            else sink.Nothing();
            sink.Amount(trade.MaxAdverseExcursion.Raw);
            sink.Amount(trade.MaxFavourableExcursion.Raw);
            sink.Integer(trade.BarsHeld);
            sink.Text(trade.EntryReason);
            sink.Word(Words.Purposes[(int)trade.ExitPurpose]);
            sink.EndRow();
        }
    }
}
