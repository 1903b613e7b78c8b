using System.Buffers;
using System.Text.Json;

namespace LaptopAgents.Analysis;

/// <summary>What only the one who ran the run can say about it.</summary>
/// <param name="StateHash">The engine's rolling hash after the last event, as hexadecimal text.</param>
/// <param name="ResultHash">Hash of everything that the run wrote.</param>
public sealed record RunMeasurements(string StateHash, string ResultHash, double EngineSeconds, double LoadSeconds, double BarsPerSecond);

/// <summary>Writes <c>stats.json</c>. Amounts are exact decimals; a number that does not exist is null.</summary>
public static class StatsJson
{
    /// <param name="extra">Further text properties at the top, for example the run's folder.</param>
    public static void Write(
        IBufferWriter<byte> output, RunStatistics statistics, RunMeasurements measured, params ReadOnlySpan<(string Key, string Value)> extra)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(measured);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        foreach (var (key, value) in extra) json.WriteString(key, value);
        WriteHeadline(json, statistics, measured);
        json.WriteStartObject("statistics");
        foreach (var statistic in statistics.All)
            if (statistic.Exact is { } exact) json.WriteNumber(statistic.Key, Trimmed(exact));
            else WriteNumber(json, statistic.Key, statistic.Value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteHeadline(Utf8JsonWriter json, RunStatistics statistics, RunMeasurements measured)
    {
        var result = statistics.Result;
        var costs = statistics.Costs;
        json.WriteNumber("bars", result.Bars);
        json.WriteNumber("orders", result.Orders.Count);
        json.WriteNumber("fills", result.Fills.Count);
        json.WriteNumber("trades", result.Trades.Count);
        json.WriteNumber("start_equity", Trimmed(result.StartEquity.ToDecimal()));
        json.WriteNumber("end_equity", Trimmed(result.EndEquity.ToDecimal()));
        json.WriteNumber("gross_pnl", Trimmed(costs.Gross.ToDecimal()));
        json.WriteNumber("fees", Trimmed(costs.Fees.ToDecimal()));
        json.WriteNumber("funding", Trimmed(costs.Funding.ToDecimal()));
        json.WriteNumber("slippage_cost", Trimmed(costs.SlippageCost.ToDecimal()));
        json.WriteNumber("spread_cost", Trimmed(costs.SpreadCost.ToDecimal()));
        json.WriteNumber("net_pnl", Trimmed(costs.Net.ToDecimal()));
        WriteNumber(json, "max_drawdown_pct", statistics.MaxDrawdownPercent);
        WriteNumber(json, "sharpe", statistics.Sharpe);
        WriteNumber(json, "sortino", statistics.Sortino);
        WriteNumber(json, "calmar", statistics.Calmar);
        WriteNumber(json, "profit_factor", statistics.ProfitFactor);
        WriteNumber(json, "win_rate", statistics.WinRate);
        WriteNumber(json, "exposure_pct", statistics.ExposurePercent);
        json.WriteString("state_hash", measured.StateHash);
        json.WriteString("result_hash", measured.ResultHash);
        WriteNumber(json, "engine_seconds", measured.EngineSeconds);
        WriteNumber(json, "load_seconds", measured.LoadSeconds);
        WriteNumber(json, "bars_per_second", measured.BarsPerSecond);
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(key, number);
        else json.WriteNull(key);
    }

    // Division by one in the longest scale drops trailing zeros: 10.50000000 becomes 10.5.
    private static decimal Trimmed(decimal value) => value / 1.0000000000000000000000000000m;
}
