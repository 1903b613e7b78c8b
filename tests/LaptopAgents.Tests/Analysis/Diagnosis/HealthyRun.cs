using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis;

/// <summary>A run in which no check finds anything, large enough for every check to look, and the ways to spoil it.</summary>
internal static class HealthyRun
{
    public const int Days = 120;
    private static readonly double[] Pattern = [0.006, -0.003, 0.002, -0.002];

    public static TinyRun Create(Func<int, double>? dailyReturn = null, int days = Days, double start = 10_000)
    {
        var run = new TinyRun(start, Ends(dailyReturn ?? (day => Pattern[day % 4]), days, start));
        for (var i = 0; i < Days; i++) AddTrade(run, i);
        for (var i = 0; i < 40; i++) run.Order(i < 30 ? OrderStatus.Filled : OrderStatus.Canceled, type: OrderType.Limit, filled: i < 30 ? 1 : 0);
        return run.Funding(0.1).Funding(-0.1).Funding(0.2).Funding(0.1);
    }

    public static double[] Ends(Func<int, double> dailyReturn, int days, double start)
    {
        var ends = new double[days];
        for (var day = 0; day < days; day++) ends[day] = start = Math.Round(start * (1 + dailyReturn(day)), 6);
        return ends;
    }

    public static RunStatistics Statistics(this TinyRun run, double[]? market = null) =>
        RunStatistics.From(run.Result, market is null ? [] : [new InstrumentHistory(SampleRuns.InstrumentOf(0, "BTCUSDT"), new FixedBars(Opens(market), market), [])]);

    public static TinyRun Trades(this TinyRun run, Func<TradeRecord, TradeRecord> change)
    {
        for (var i = 0; i < run.Result.Trades.Count; i++) run.Result.Trades[i] = change(run.Result.Trades[i]);
        return run;
    }

    public static TinyRun Fills(this TinyRun run, Func<FillRecord, FillRecord> change)
    {
        for (var i = 0; i < run.Result.Fills.Count; i++) run.Result.Fills[i] = change(run.Result.Fills[i]);
        return run;
    }

    public static TinyRun Only(this TinyRun run, int trades)
    {
        run.Result.Trades.RemoveRange(trades, run.Result.Trades.Count - trades);
        return run;
    }

    public static TinyRun NoFunding(this TinyRun run)
    {
        run.Result.Funding.Clear();
        return run;
    }

    private static double[] Opens(double[] closes) => [closes[0], .. closes[..^1]];

    private static void AddTrade(TinyRun run, int i)
    {
        var isWin = i % 2 == 0;
        var side = i / 2 % 2 == 0 ? Side.Buy : Side.Sell;
        var hour = i * 24 + i * 7 % 20;
        var exit = i / 2 % 2 == 0 ? OrderPurpose.SignalExit : isWin ? OrderPurpose.TakeProfit : OrderPurpose.StopLoss;
        run.Trade(
            isWin ? 12 + i % 3 : -8 - i % 2, risk: 10, side: side, hours: 2, mae: -6, mfe: isWin ? 16 : 2, exit: exit, fees: 1, bars: 20, startHour: hour, target: 50);
        run.Fill(fee: 0.5, spread: 0.1, slippage: 0.1, price: 1000, hour: hour, side: side)
            .Fill(realised: isWin ? 13 + i % 3 : -7 - i % 2, fee: 0.5, spread: 0.1, slippage: 0.1, price: 1000, hour: hour + 2, side: side.Opposite(), purpose: exit);
        run.Order(OrderStatus.Filled, filled: 1);
    }
}
