using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Tests.Runtime.Configuration;

public sealed class PresetAndAliasTests
{
    [Fact]
    public void A_preset_yields_to_the_keys_beside_it()
    {
        var fills = ConfigBed.Resolve("broker:\n  fill_model:\n    latency_ms: 30\n    fidelity: realistic\n").Config.Broker.FillModel;
        Assert.Equal((SlippageModel.VolumeScaled, SpreadModel.Historical, LatencyModel.LogNormal), (fills.SlippageModel, fills.SpreadModel, fills.LatencyModel));
        Assert.Equal((PartialFills.Volume, LimitFill.Through, TimeSpan.FromMilliseconds(30)), (fills.PartialFills, fills.LimitFill, fills.LatencySubmit));
    }

    [Fact]
    public void A_preset_replaces_what_weaker_sources_say()
    {
        using var bed = new ConfigBed();
        var config = bed.Load("backtest", "broker.fill_model.fidelity=realistic");
        var fills = config.Config.Broker.FillModel;
        Assert.Equal((PartialFills.Volume, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)), (fills.PartialFills, fills.LatencySubmit, fills.LatencyOut));
        Assert.Equal(
            "fidelity realistic of --set broker.fill_model.fidelity",
            config.Entries.Single(entry => entry.Key == "broker.fill_model.latency_ms").Origin.Place);
    }

    [Fact]
    public void A_stronger_preset_leaves_no_trace_of_a_weaker_one()
    {
        var fast = ConfigBed.Resolve("mode: backtest\n", "fill_model.fidelity=fast").Config;
        var fastOverRealistic = ConfigBed.Resolve("fill_model:\n  fidelity: realistic\n", "fill_model.fidelity=fast").Config;
        Assert.Equal(fast.Broker, fastOverRealistic.Broker);
        var none = ConfigBed.Resolve("fill_model:\n  fidelity: realistic\n", "fill_model.fidelity=null").Config;
        Assert.Equal(ConfigBed.Resolve("mode: backtest\n").Config.Broker, none.Broker);
    }

    [Fact]
    public void A_stronger_source_refines_a_preset()
    {
        var fills = ConfigBed.Resolve("fill_model:\n  fidelity: fast\n", "fill_model.latency_ms=50").Config.Broker.FillModel;
        Assert.Equal((LatencyModel.Fixed, TimeSpan.FromMilliseconds(50)), (fills.LatencyModel, fills.LatencySubmit));
    }

    /// <summary>The block as an older profile writes it: at the top level, with the longer names.</summary>
    [Fact]
    public void The_older_block_at_the_top_level_is_honoured()
    {
        var config = ConfigBed.Resolve(
            """
            fill_model:
              slippage_model: "volume_scaled"
              slippage_base_bps: 3.0
              spread_model: "historical"
              spread_fixed_bps: 1.5
              partial_fills: false
              execution_latency_ms: 5
              intrabar_mode: "optimistic"
            funding:
              enabled: true
              source: "data/funding_rates.csv"
            engine:
              random_seed: 7
            """).Config;
        var fills = config.Broker.FillModel;
        Assert.Equal((SlippageModel.VolumeScaled, 3.0m, SpreadModel.Historical, 1.5m), (fills.SlippageModel, fills.SlippageBps, fills.SpreadModel, fills.SpreadBps));
        Assert.Equal((IntrabarMode.Optimistic, TimeSpan.FromMilliseconds(5)), (fills.IntrabarMode, fills.LatencyCancel));
        Assert.Equal(("data/funding_rates.csv", 7L), (config.Broker.Funding.Source!, config.Engine.Seed));
    }

    [Fact]
    public void Two_names_of_one_key_must_agree_within_a_file()
    {
        Assert.Equal(
            "config/profiles/p.yaml:4: broker.fill_model.slippage_base_bps: is another name of broker.fill_model.slippage_bps, which has a different value at config/profiles/p.yaml:3; keep one",
            ConfigBed.ProblemOf("broker:\n  fill_model:\n    slippage_bps: 1\n    slippage_base_bps: 2\n"));
        Assert.Equal(1m, ConfigBed.Resolve("broker:\n  fill_model:\n    spread_bps: 1\n    spread_fixed_bps: 1.0\n").Config.Broker.FillModel.SpreadBps);
        Assert.Contains("different value", ConfigBed.ProblemOf("fill_model:\n  spread_bps: 1\nbroker:\n  fill_model:\n    spread_bps: 2\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stronger_source_may_use_the_other_name() =>
        Assert.Equal(9m, ConfigBed.Resolve("fill_model:\n  slippage_bps: 1\n", "broker.fill_model.slippage_base_bps=9").Config.Broker.FillModel.SlippageBps);

    [Fact]
    public void A_boolean_is_shorthand_for_partial_fills()
    {
        Assert.Equal(PartialFills.Volume, ConfigBed.Resolve("fill_model:\n  partial_fills: true\n").Config.Broker.FillModel.PartialFills);
        Assert.Equal(PartialFills.Off, ConfigBed.Resolve("fill_model:\n  partial_fills: off\n").Config.Broker.FillModel.PartialFills);
        Assert.Equal(PartialFills.Probabilistic, ConfigBed.Resolve("fill_model:\n  partial_fills: probabilistic\n").Config.Broker.FillModel.PartialFills);
        Assert.Equal(DemoUse.Never, ConfigBed.Resolve("data:\n  demo: false\n").Config.Data.Demo);
    }
}
