using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Small series for the charts of returns, trades and costs.</summary>
internal static class ReturnsData
{
    private const int Lags = 20;

    public static void Write(Utf8JsonWriter json, RunStatistics run)
    {
        var daily = run.Periods.Daily;
        json.WriteStartObject("returns");
        json.WriteStartArray("day");
        foreach (var day in run.Periods.Days) json.WriteNumberValue(day.Period);
        json.WriteEndArray();
        Numbers(json, "value", daily, 6);
        WriteYears(json, run);
        var percent = Scaled(daily, 100);
        WriteHistogram(json, "histogram", percent, 40);
        Number(json, "mean", Moments.Mean(percent), 6);
        Number(json, "deviation", Moments.StandardDeviation(percent), 6);
        var sorted = Moments.Sorted(percent);
        Numbers(json, "quantiles", [Moments.Quantile(sorted, 0.05), Moments.Quantile(sorted, 0.5), Moments.Quantile(sorted, 0.95)], 4);
        WriteRolling(json, run);
        var lags = new double[Math.Max(0, Math.Min(Lags, daily.Length / 4))];
        for (var lag = 1; lag <= lags.Length; lag++) lags[lag - 1] = Moments.Autocorrelation(daily, lag);
        Numbers(json, "autocorrelation", lags, 4);
        json.WriteEndObject();
        WriteTrades(json, run);
        WriteCosts(json, run.Costs);
    }

    private static void WriteYears(Utf8JsonWriter json, RunStatistics run)
    {
        json.WriteStartArray("years");
        var (year, growth) = (0L, 1.0);
        for (var i = 0; i < run.Periods.Months.Count; i++)
        {
            year = 1970 + run.Periods.Months[i].Period / 12;
            growth *= 1 + run.Periods.Months[i].Return;
            if (i + 1 < run.Periods.Months.Count && 1970 + run.Periods.Months[i + 1].Period / 12 == year) continue;
            json.WriteStartArray();
            json.WriteNumberValue(year);
            json.WriteNumberValue(Math.Round((growth - 1) * 100, 3));
            json.WriteEndArray();
            growth = 1;
        }

        json.WriteEndArray();
    }

    private static void WriteRolling(Utf8JsonWriter json, RunStatistics run)
    {
        var daily = run.Periods.Daily;
        var window = RollingReturns.WindowFor(daily.Length);
        json.WriteNumber("window", window);
        Numbers(json, "sharpe", RollingReturns.Of(daily, window, RollingReturns.Sharpe), 3);
        Numbers(json, "sortino", RollingReturns.Of(daily, window, RollingReturns.Sortino), 3);
        Numbers(json, "volatility", RollingReturns.Of(daily, window, RollingReturns.Volatility), 2);
        Numbers(json, "beta", RollingReturns.Beta(daily, run.Relative.Benchmark, window), 3);
    }

    private static void WriteTrades(Utf8JsonWriter json, RunStatistics run)
    {
        var trades = run.Trades;
        json.WriteStartObject("tradeShapes");
        WriteHistogram(json, "r", trades.R.Length > 0 ? trades.R : trades.Net, 36);
        json.WriteBoolean("isR", trades.R.Length > 0);
        WriteHistogram(json, "bars", TradeSample.Column(trades.Trades, static trade => trade.BarsHeld), 30);
        WriteHistogram(json, "bps", TradeSample.Column(trades.Trades, CostBps), 36);
        WriteStreaks(json, trades.Net);
        json.WriteEndObject();
    }

    /// <summary>Fees, spread and slippage of a round trip in hundredths of a percent of its entry value.</summary>
    private static double CostBps(TradeRecord trade)
    {
        var notional = trade.EntryPrice.ToDouble() * trade.Quantity.ToDouble();
        return notional > 0 ? (trade.Fees + trade.SpreadCost + trade.SlippageCost).ToDouble() / notional * 10_000 : 0;
    }

    private static void WriteStreaks(Utf8JsonWriter json, double[] net)
    {
        var (wins, losses) = (new int[16], new int[16]);
        for (var i = 0; i < net.Length;)
        {
            var start = i;
            var isWin = net[i] > 0;
            while (i < net.Length && net[i] > 0 == isWin) i++;
            (isWin ? wins : losses)[Math.Min(i - start, 16) - 1]++;
        }

        Integers(json, "winStreaks", wins);
        Integers(json, "lossStreaks", losses);
    }

    private static void WriteCosts(Utf8JsonWriter json, CostLedger costs)
    {
        json.WriteStartObject("costs");
        json.WriteNumber("before", costs.BeforeCosts.ToDecimal());
        json.WriteNumber("fees", costs.Fees.ToDecimal());
        json.WriteNumber("spread", costs.SpreadCost.ToDecimal());
        json.WriteNumber("slippage", costs.SlippageCost.ToDecimal());
        json.WriteNumber("funding", costs.Funding.ToDecimal());
        json.WriteNumber("net", costs.Net.ToDecimal());
        json.WriteEndObject();
    }

    private static void WriteHistogram(Utf8JsonWriter json, string key, double[] values, int bins)
    {
        var histogram = Histogram.Of(values, bins);
        json.WriteStartObject(key);
        json.WriteNumber("first", Math.Round(histogram.First, 9));
        json.WriteNumber("width", Math.Round(histogram.Width, 9));
        Integers(json, "counts", histogram.Counts);
        json.WriteEndObject();
    }

    private static double[] Scaled(double[] values, double factor)
    {
        var scaled = new double[values.Length];
        for (var i = 0; i < scaled.Length; i++) scaled[i] = values[i] * factor;
        return scaled;
    }

    private static void Integers(Utf8JsonWriter json, string key, int[] values)
    {
        json.WriteStartArray(key);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string key, double[] values, int decimals)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
            if (double.IsFinite(value)) json.WriteNumberValue(Math.Round(value, decimals));
            else json.WriteNullValue();
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string key, double value, int decimals)
    {
        if (double.IsFinite(value)) json.WriteNumber(key, Math.Round(value, decimals));
        else json.WriteNull(key);
    }
}
