using System.Globalization;
using LaptopAgents.Storage;
using LaptopAgents.SystemTests.Architecture;
using LaptopAgents.SystemTests.Cli;

namespace LaptopAgents.SystemTests.Golden;

/// <summary>Without costs and limits the whole machinery must trade as ten lines of arithmetic do.</summary>
public sealed class ReferenceProfileTests
{
    private const int Fast = 10;
    private const int Slow = 50;

    [Theory]
    [InlineData("BTCUSDT")]
    [InlineData("ETHUSDT")]
    public void The_reference_profile_trades_exactly_as_a_plain_loop_over_the_bars(string symbol)
    {
        using var folder = new TempFolder();
        var run = FinishedRun.Of(folder.Path, "run", "--profile", "reference", "--symbol", symbol, "--no-report");
        var actual = run.Table("trades").Rows
            .Select(trade => (trade["entry_time"], trade["side"], trade.Number("entry_price"), trade["exit_time"], trade.Number("exit_price"), trade.Number("net_pnl")))
            .ToList();
        var expected = PlainLoop(DataCatalog.Open(Path.Combine(Repo.Root, "data", "demo")).Load(symbol).Bars);

        Assert.True(expected.Count > 1000, "Too few trades to prove anything.");
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
            Assert.True(expected[i] == actual[i], $"Trade {i + 1} differs: expected {expected[i]}, got {actual[i]}.");
        Assert.Equal(expected.Count, actual.Count);
    }

    private static List<(string, string, decimal, string, decimal, decimal)> PlainLoop(BarSeries bars)
    {
        var trades = new List<(string, string, decimal, string, decimal, decimal)>();
        var (held, entryTime, entryPrice) = (0, "", 0m);
        for (var i = Slow - 1; i < bars.Count - 1; i++)
        {
            var wanted = Mean(i, Fast) > Mean(i, Slow) ? 1 : -1;
            if (wanted == held) continue;
            Close(Iso(bars.OpenTime(i + 1).UnixNanos), bars[i + 1].Open.ToDecimal());
            (held, entryTime, entryPrice) = (wanted, Iso(bars.OpenTime(i + 1).UnixNanos), bars[i + 1].Open.ToDecimal());
        }

        Close(Iso(bars.OpenTime(bars.Count - 1).UnixNanos + 60_000_000_000L), bars[bars.Count - 1].Close.ToDecimal());
        return trades;

        decimal Mean(int last, int count) => Enumerable.Range(last - count + 1, count).Sum(i => bars[i].Close.ToDecimal()) / count;

        void Close(string time, decimal price)
        {
            if (held != 0) trades.Add((entryTime, held > 0 ? "long" : "short", entryPrice, time, price, held * (price - entryPrice)));
        }
    }

    private static string Iso(long unixNanos) =>
        DateTime.UnixEpoch.AddTicks(unixNanos / 100).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
