using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Tests.Runtime.Configuration;

/// <summary>What must hold between keys.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("broker.type: is live and mode is backtest (config/profiles/p.yaml:1); they must agree, choose one profile", "broker.type=live", "preflight.enabled=true")]
    [InlineData("data.source: websocket is live data, and a backtest needs recorded data: parquet, csv, demo or replay", "data.source=websocket")]
    [InlineData("trading.sizing: fixed_qty needs trading.fixed_qty", "trading.sizing=fixed_qty")]
    [InlineData("trading.sizing: equity_pct needs trading.equity_pct", "trading.sizing=equity_pct")]
    [InlineData("trading.half_size_funding: is above trading.no_trade_funding (0.0005), so it could never act", "trading.half_size_funding=0.0006")]
    [InlineData("trading.no_trade_funding: is above trading.extreme_funding (0.001), so an extreme rate would raise no alert", "trading.no_trade_funding=0.002")]
    [InlineData("data.from: is not before data.to (2025-05-04)", "data.from=2025-05-04", "data.to=2025-05-04")]
    [InlineData("data.days: can't be given together with both data.from and data.to; leave one of the three out", "data.from=2025-05-04", "data.to=2025-05-05", "data.days=1")]
    [InlineData("broker.fill_model.latency_jitter_ms: is above broker.fill_model.latency_out_ms (10), so a message could arrive before it is sent",
        "fill_model.latency_model=uniform", "fill_model.latency_ms=100", "fill_model.latency_jitter_ms=20", "fill_model.latency_out_ms=10")]
    [InlineData("preflight.required_gates: config_hash needs preflight.expected_config_hash; `la config hash` prints it", "preflight.required_gates=config_hash")]
    [InlineData("output.equity_interval: is not a whole number of bars of 1h", "timeframe=1h", "output.equity_interval=5m")]
    [InlineData("output.dir: {timestmp} is no placeholder; did you mean {timestamp}? (known: {timestamp}, {mode}, {symbol}, {strategy})", "output.dir=run_{timestmp}")]
    [InlineData("output.dir: {day is no placeholder (known: {timestamp}, {mode}, {symbol}, {strategy})", "output.dir=run_{day")]
    [InlineData("output.dir: has a } without its { (placeholders: {timestamp}, {mode}, {symbol}, {strategy})", "output.dir=run_{mode}}")]
    [InlineData("output.dir: '.' is the folder of the project or one above it, and a run gets a folder of its own; name one below, such as .workspace/runs/{mode}_{timestamp}", "output.dir=.")]
    [InlineData("output.dir: 'a/../..' is the folder of the project or one above it, and a run gets a folder of its own; name one below, such as .workspace/runs/{mode}_{timestamp}", "output.dir=a/../..")]
    public void Keys_that_contradict_each_other_are_refused(string expected, params string[] sets)
    {
        var problem = ConfigBed.ProblemOf("mode: backtest\n", sets);
        Assert.EndsWith(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Live_mode_refuses_to_run_without_gates_and_limits()
    {
        using var bed = new ConfigBed();
        var problems = bed.Problems("live", "preflight.enabled=false", "trading.max_daily_loss_usd=null", "trading.max_position_usd=null", "data.source=csv");
        Assert.Equal(
            ["data.source", "preflight.enabled", "trading.max_daily_loss_usd", "trading.max_position_usd"],
            problems.Select(problem => problem.Key));
    }

    [Fact]
    public void Limits_can_be_switched_off_where_no_money_is_at_stake()
    {
        var trading = ConfigBed.Resolve("trading:\n  max_daily_loss_usd: null\n  max_position_usd: ~\n", "trading.max_orders_per_minute=null").Config.Trading;
        Assert.Equal((null, null, null), (trading.MaxDailyLossUsd, trading.MaxPositionUsd, trading.MaxOrdersPerMinute));
    }

    [Fact]
    public void A_rule_stays_silent_about_a_key_that_is_wrong_in_itself()
    {
        using var bed = new ConfigBed();
        Assert.Equal("mode", Assert.Single(bed.Profile("p", "mode: lve\nbroker:\n  type: live\n").Problems("p")).Key);
    }

    [Fact]
    public void A_stronger_symbol_replaces_the_list_and_a_stronger_list_the_symbol()
    {
        Assert.Equal(["SOLUSDT"], ConfigBed.Resolve("symbols: [BTCUSDT, ETHUSDT]\n", "symbol=SOLUSDT").Config.Symbols);
        var config = ConfigBed.Resolve("symbol: BTCUSDT\n", "symbols=SOLUSDT,ETHUSDT").Config;
        Assert.Equal("SOLUSDT", config.Symbol);
        Assert.Equal(["SOLUSDT", "ETHUSDT"], config.Symbols);
    }

    [Fact]
    public void A_symbol_and_a_list_of_one_source_must_agree() => Assert.Equal(
        "config/profiles/p.yaml:2: symbols: does not hold the main symbol SOLUSDT; add it, or change symbol",
        ConfigBed.ProblemOf("symbol: SOLUSDT\nsymbols: [BTCUSDT]\n"));

    [Fact]
    public void Defaults_follow_the_keys_that_they_depend_on()
    {
        var config = ConfigBed.Resolve("mode: paper\ntrading:\n  sizing: fixed_qty\n  fixed_qty: 0.01\n  max_leverage: 2.5\n").Config;
        Assert.Equal((TradingMode.Paper, DataSource.Websocket), (config.Broker.Type, config.Data.Source));
        Assert.Equal((false, false, true), (config.Trading.RequireStop, config.Engine.CloseAtEnd, config.Output.Journal));
        Assert.Equal(5, config.Broker.Margin.Leverage);
    }

    [Fact]
    public void Null_asks_for_a_derived_default_again()
    {
        var config = ConfigBed.Resolve("engine:\n  close_at_end: false\n", "engine.close_at_end=null");
        Assert.True(config.Config.Engine.CloseAtEnd);
    }

    [Theory]
    [InlineData("data/candles/BTCUSDT/", "data/candles/ETHUSDT/")]
    [InlineData("data/candles/BTCUSDT", "data/candles/ETHUSDT")]
    [InlineData("data/funding/BTCUSDT_funding.csv", "data/funding/ETHUSDT_funding.csv")]
    [InlineData("BTCUSDT.csv.gz", "ETHUSDT.csv.gz")]
    [InlineData("data/{symbol}/x_{symbol}.csv", "data/ETHUSDT/x_ETHUSDT.csv")]
    [InlineData("data/mine/bars.csv", "data/mine/bars.csv")]
    [InlineData("DATA/", "DATA/")]
    [InlineData("/", "/")]
    public void One_path_serves_every_symbol(string path, string expected) => Assert.Equal(expected, SymbolPath.For(path, "ETHUSDT"));
}
