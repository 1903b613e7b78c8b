using System.Buffers;
using System.Text.Json;
using LaptopAgents.Analysis;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis;

public sealed class StatsJsonTests
{
    private static readonly string[] Promised =
    [
        "bars", "orders", "fills", "trades", "start_equity", "end_equity", "gross_pnl", "fees", "funding", "slippage_cost", "spread_cost", "net_pnl",
        "max_drawdown_pct", "sharpe", "sortino", "calmar", "profit_factor", "win_rate", "exposure_pct", "state_hash", "result_hash", "engine_seconds",
        "load_seconds", "bars_per_second",
    ];

    [Fact]
    public void It_has_every_promised_key_in_order()
    {
        var keys = Write(SampleRuns.ThreeHundredTrades()).RootElement.EnumerateObject().Select(property => property.Name);
        Assert.Equal([.. Promised, "statistics"], keys);
    }

    [Fact]
    public void Its_amounts_are_exact_and_add_up()
    {
        var root = Write(SampleRuns.ThreeHundredTrades()).RootElement;
        decimal Of(string key) => root.GetProperty(key).GetDecimal();
        Assert.Equal(Of("net_pnl"), Of("gross_pnl") - Of("fees") + Of("funding"));
        Assert.Equal(Of("net_pnl"), Of("end_equity") - Of("start_equity"));
        Assert.Equal("10000", root.GetProperty("start_equity").GetRawText());
        Assert.InRange(root.GetProperty("win_rate").GetDouble(), 0.01, 0.99);
    }

    [Fact]
    public void What_does_not_exist_is_null_and_never_a_word()
    {
        foreach (var run in new[] { SampleRuns.NoTrades(), SampleRuns.OneTrade() })
        {
            var root = Write(run, new RunMeasurements("a", "b", 0.1, double.NaN, double.PositiveInfinity)).RootElement;
            Assert.Equal(JsonValueKind.Null, root.GetProperty("load_seconds").ValueKind);
            Assert.Equal(JsonValueKind.Null, root.GetProperty("bars_per_second").ValueKind);
            Assert.All(root.GetProperty("statistics").EnumerateObject(), property =>
                Assert.True(property.Value.ValueKind is JsonValueKind.Number or JsonValueKind.Null, property.Name));
        }
    }

    [Fact]
    public void Further_properties_stand_first()
    {
        var output = new ArrayBufferWriter<byte>();
        StatsJson.Write(output, SampleRuns.OneTrade().Statistics(), new RunMeasurements("a", "b", 1, 1, 1), ("run_dir", "runs/1"));
        Assert.Equal("runs/1", JsonDocument.Parse(output.WrittenMemory).RootElement.GetProperty("run_dir").GetString());
    }

    private static JsonDocument Write(SampleRun run, RunMeasurements? measured = null)
    {
        var output = new ArrayBufferWriter<byte>();
        StatsJson.Write(output, run.Statistics(), measured ?? new RunMeasurements("00c0ffee", "abc", 0.25, 0.5, 1e6));
        return JsonDocument.Parse(output.WrittenMemory);
    }
}
