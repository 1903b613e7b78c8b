using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Tests.Runtime.Configuration;

public sealed class ProfileTests
{
    private static ConfigRequest Shipped(string profile) => new() { Profile = profile, WorkingDirectory = ConfigBed.Repository, RequireSecrets = false };

    [Theory]
    [InlineData("base", TradingMode.Backtest)]
    [InlineData("backtest", TradingMode.Backtest)]
    [InlineData("paper", TradingMode.Paper)]
    [InlineData("live", TradingMode.Live)]
    public void Every_shipped_profile_loads(string profile, TradingMode mode)
    {
        var config = ConfigLoader.Load(Shipped(profile));
        Assert.Equal((mode, mode), (config.Config.Mode, config.Config.Broker.Type));
        Assert.Equal("sweep_invalidation", config.Config.Strategy.Name);
        Assert.Equal(10m, config.Config.Strategy.Params.Single(param => param.Key == "lookback_bars").Value);
    }

    /// <summary>The figures of the documented profiles, key by key.</summary>
    [Fact]
    public void The_backtest_profile_says_what_is_documented()
    {
        var config = ConfigLoader.Load(Shipped("backtest")).Config;
        Assert.Equal((1, "BTCUSDT", TimeSpan.FromMinutes(1)), (config.Meta.Version, config.Symbol, config.Timeframe));
        Assert.Equal(
            (10_000m, 1.0m, 5.0m, 50_000m, 50m),
            (config.Trading.StartingEquity, config.Trading.RiskPct, config.Trading.MaxLeverage, config.Trading.MaxPositionUsd!.Value, config.Trading.MaxDailyLossUsd!.Value));
        Assert.Equal((100, 51), (config.Engine.MinHistoryBars, config.Engine.WarmupCandles));
        Assert.Equal((LogLevel.Info, LogFormat.Json), (config.Logging.Level, config.Logging.Format));
        Assert.Equal((DataSource.Parquet, "data/candles/BTCUSDT/"), (config.Data.Source, config.Data.Path));
        var fills = config.Broker.FillModel;
        Assert.Equal((2.0m, 1.0m, TimeSpan.Zero), (fills.SlippageBps, fills.SpreadBps, fills.LatencySubmit));
        Assert.Equal((PartialFills.Off, IntrabarMode.Conservative), (fills.PartialFills, fills.IntrabarMode));
        Assert.Equal((true, "data/funding/BTCUSDT_funding.csv"), (config.Broker.Funding.Enabled, config.Broker.Funding.Source!));
        Assert.Equal(".workspace/runs/backtest_20250504T153300Z", config.Output.DirFor(config, "20250504T153300Z"));
        Assert.True(config.Engine.CloseAtEnd);
    }

    [Fact]
    public void The_paper_profile_says_what_is_documented()
    {
        var config = ConfigLoader.Load(Shipped("paper")).Config;
        Assert.Equal((DataSource.Websocket, "bitunix"), (config.Data.Source, config.Data.Provider));
        Assert.Equal(".workspace/paper/broker_state.db", config.Broker.StatePath);
        Assert.Equal((2.0m, 0.5m), (config.Broker.FillModel.SlippageBps, config.Broker.FillModel.SpreadBps));
        Assert.Equal((false, LogLevel.Debug), (config.Preflight.Enabled, config.Logging.Level));
        Assert.False(config.Engine.CloseAtEnd);
    }

    [Fact]
    public void The_live_profile_says_what_is_documented()
    {
        var config = ConfigLoader.Load(Shipped("live") with { Environment = new Dictionary<string, string> { ["ALERT_WEBHOOK_URL"] = "https://example.test/x" } }).Config;
        Assert.True(config.Broker.ConfirmOrders);
        Assert.True(config.Preflight.Enabled);
        Assert.Equal(
            [PreflightGate.ApiConnectivity, PreflightGate.PositionReconciliation, PreflightGate.MinEquity, PreflightGate.DailyLossOk, PreflightGate.KillSwitchOff],
            config.Preflight.RequiredGates);
        Assert.Equal((10m, TimeSpan.FromSeconds(300)), (config.Safety.MaxSlippageBps!.Value, config.Safety.DeadManTimeout));
        Assert.Equal("https://example.test/x", config.Logging.AlertWebhook!.Reveal());
    }

    [Fact]
    public void The_base_profile_states_nothing_but_the_defaults_and_a_strategy_file()
    {
        var defaults = ConfigLoader.Defaults(ConfigBed.Repository).Entries;
        var based = ConfigLoader.Load(Shipped("base")).Entries.Where(entry => !entry.Key.StartsWith("strategy.", StringComparison.Ordinal));
        Assert.All(based, entry => Assert.Equal(defaults.Single(known => known.Key == entry.Key).Value, entry.Value));
    }

    [Fact]
    public void The_built_in_profiles_are_the_shipped_ones()
    {
        using var bed = new ConfigBed();
        foreach (var profile in new[] { "base", "backtest", "paper", "live" })
        {
            var builtIn = bed.Load(profile);
            Assert.All(builtIn.Files, file => Assert.StartsWith("built-in:", file, StringComparison.Ordinal));
            Assert.Equal(ConfigLoader.Load(Shipped(profile)).Hash, builtIn.Hash);
        }
    }

    [Theory]
    [InlineData("scalp_1m_sweep.json", "sweep_invalidation")]
    [InlineData("pullback_ribbon.yaml", "pullback_ribbon")]
    [InlineData("sma_crossover.yaml", "sma_crossover")]
    [InlineData("buy_and_hold.yaml", "buy_and_hold")]
    public void Every_shipped_strategy_file_loads_for_its_strategy(string file, string strategy)
    {
        var request = Shipped("backtest") with { Sets = [$"strategy.name={strategy}", $"strategy.config_file=config/strategies/{file}"] };
        Assert.Equal(strategy, ConfigLoader.Load(request).Config.Strategy.Name);
        Assert.Equal(4, Directory.GetFiles(Path.Combine(ConfigBed.Repository, "config/strategies")).Length);
    }

    [Fact]
    public void Profiles_are_found_from_any_folder_of_the_project()
    {
        using var bed = new ConfigBed();
        bed.Profile("p", "symbol: ETHUSDT\n").File("src/deep/x.txt", "");
        var config = ConfigLoader.Load(bed.Request("p") with { WorkingDirectory = Path.Combine(bed.Root, "src", "deep") });
        Assert.Equal(("ETHUSDT", bed.Root), (config.Config.Symbol, config.Root));
        Assert.Equal(Path.Combine(bed.Root, "data", "x"), config.PathOf("data/x"));
    }

    [Fact]
    public void Profiles_beside_the_program_come_before_the_built_in_ones()
    {
        using var bed = new ConfigBed();
        bed.File("program/config/profiles/backtest.yaml", "symbol: PROGUSDT\n").File("elsewhere/x.txt", "");
        var request = bed.Request("backtest") with { WorkingDirectory = Path.Combine(bed.Root, "elsewhere"), ProgramDirectory = Path.Combine(bed.Root, "program") };
        Assert.Equal("PROGUSDT", ConfigLoader.Load(request).Config.Symbol);
    }

    [Fact]
    public void A_path_is_a_profile_too_and_may_extend_a_profile_by_name()
    {
        using var bed = new ConfigBed();
        bed.File("mine/test.yml", "_extends: paper\nsymbol: ETHUSDT\n");
        var config = bed.Load("mine/test.yml");
        Assert.Equal(("ETHUSDT", TradingMode.Paper), (config.Config.Symbol, config.Config.Mode));
        Assert.Equal(["built-in:config/profiles/base.yaml", "built-in:config/profiles/paper.yaml", "mine/test.yml"], config.Files);
    }

    [Fact]
    public void Extending_is_recursive()
    {
        using var bed = new ConfigBed();
        bed.Profile("a", "symbol: AAAUSDT\ntimeframe: 5m\ntrading:\n  rr_min: 4\n")
            .Profile("b", "_extends: a.yaml\nsymbol: BBBUSDT\ntimeframe: 15m\n")
            .Profile("c", "_extends: b.yaml\nsymbol: CCCUSDT\n");
        var config = bed.Load("c").Config;
        Assert.Equal(("CCCUSDT", TimeSpan.FromMinutes(15), 4m), (config.Symbol, config.Timeframe, config.Trading.RrMin));
    }

    [Fact]
    public void A_circle_of_profiles_is_an_error_that_shows_it()
    {
        using var bed = new ConfigBed();
        bed.Profile("a", "symbol: AAAUSDT\n_extends: b.yaml\n").Profile("b", "_extends: a.yaml\n");
        Assert.Equal(
            "config/profiles/b.yaml:1: _extends: goes in a circle: config/profiles/a.yaml -> config/profiles/b.yaml -> config/profiles/a.yaml",
            Assert.Single(bed.Problems("a")).ToString());
    }

    [Fact]
    public void An_unknown_profile_names_the_nearest_and_the_known_ones()
    {
        using var bed = new ConfigBed();
        Assert.Equal(
            "--profile: there is no profile 'papr'; did you mean paper? (known: backtest, base, live, paper, reference; or the path of a YAML file)",
            Assert.Single(bed.Problems("papr")).ToString());
    }

    [Fact]
    public void An_unknown_parent_is_reported_where_it_is_named()
    {
        using var bed = new ConfigBed();
        bed.Profile("p", "symbol: BTCUSDT\n_extends: bas.yaml\n");
        Assert.StartsWith("config/profiles/p.yaml:2: _extends: there is no profile 'bas.yaml'", Assert.Single(bed.Problems("p")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_schema_is_the_one_that_the_program_prints() =>
        Assert.Equal(File.ReadAllText(Path.Combine(ConfigBed.Repository, "config/schema.json")), ConfigLoader.JsonSchema());

    [Fact]
    public void Every_shipped_profile_tells_editors_where_its_schema_is() =>
        Assert.All(Directory.GetFiles(Path.Combine(ConfigBed.Repository, "config/profiles")), file =>
            Assert.StartsWith("# yaml-language-server: $schema=../schema.json\n", File.ReadAllText(file), StringComparison.Ordinal));

    [Fact]
    public void The_paths_that_may_be_missing_are_those_of_the_shipped_profile()
    {
        var shipped = ConfigLoader.Load(new ConfigRequest { Profile = "backtest", WorkingDirectory = ConfigBed.Repository });
        Assert.Equal((DataConfig.ShippedPath, FundingConfig.ShippedSource), (shipped.Config.Data.Path, shipped.Config.Broker.Funding.Source));
    }
}
