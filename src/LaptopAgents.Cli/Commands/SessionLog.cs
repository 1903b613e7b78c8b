using LaptopAgents.Cli.Composition;

namespace LaptopAgents.Cli.Commands;

/// <summary>Tells a session's fills and trades as they come.</summary>
internal sealed class SessionLog(PaperSession session, RunScreen screen)
{
    private int _fills;
    private int _trades;

    public void OnTurn()
    {
        var result = session.Result;
        (_fills, _trades) = (Math.Max(_fills, session.Known.Fills), Math.Max(_trades, session.Known.Trades));
        for (; _fills < result.Fills.Count; _fills++)
        {
            var fill = result.Fills[_fills];
            screen.Say($"{fill.Time} {result.Instruments[fill.Instrument.Index].Symbol} {fill.Purpose} {fill.Side} {fill.Quantity} at {fill.Price}, fee {fill.Fee}");
        }

        for (; _trades < result.Trades.Count; _trades++)
        {
            var trade = result.Trades[_trades];
            screen.Say($"{trade.ExitTime} {result.Instruments[trade.Instrument.Index].Symbol} trade {trade.TradeId} closed: net {trade.NetPnl}, equity {session.Engine.Equity}");
        }
    }
}
