using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Tests.Runtime.Configuration;

public sealed class StrategyTests
{
    private static string Params(ResolvedConfig config) => string.Join(' ', config.Config.Strategy.Params.Select(param => $"{param.Key}={param.Text}"));

    private static ConfigBed Bed()
    {
        var bed = new ConfigBed();
        bed.File("config/strategies/s.json", "{ \"strategy\": \"sweep_invalidation\", \"params\": { \"lookback_bars\": 10, \"target\": \"vwap\", \"ema_filter\": false } }");
        return bed.Profile("base", "strategy:\n  name: sweep_invalidation\n  config_file: config/strategies/s.json\n");
    }

    [Fact]
    public void Parameters_come_from_the_file_and_inline_ones_lie_over_them()
    {
        using var bed = Bed();
        bed.Profile("p", "_extends: base\nstrategy:\n  params:\n    lookback_bars: 12\n    note: \"12\"\n");
        var config = bed.Load("p", "strategy.params.ema_filter=true");
        Assert.Equal("lookback_bars=12 target=vwap ema_filter=true note=12", Params(config));
        Assert.Equal(
            ["config/profiles/p.yaml:4", "config/strategies/s.json:1", "--set strategy.params.ema_filter", "config/profiles/p.yaml:5"],
            config.Config.Strategy.Params.Select(param => param.Origin.Place));
        Assert.Equal([12m, "vwap", true, "12"], config.Config.Strategy.Params.Select(param => param.Value));
    }

    [Fact]
    public void Null_takes_a_parameter_back_to_the_strategys_own_default()
    {
        using var bed = Bed();
        Assert.Equal("lookback_bars=10 ema_filter=false", Params(bed.Load("base", "strategy.params.target=null")));
    }

    [Fact]
    public void Naming_another_strategy_drops_what_files_said_about_the_first()
    {
        using var bed = Bed();
        bed.Environment["LA_STRATEGY__PARAMS__FAST"] = "5";
        var config = bed.Load("base", "strategy.name=sma_crossover", "strategy.params.slow=20");
        Assert.Equal("fast=5 slow=20", Params(config));
        Assert.Null(config.Config.Strategy.ConfigFile);
    }

    [Fact]
    public void A_profile_that_names_another_strategy_brings_its_own_file()
    {
        using var bed = Bed();
        bed.File("config/strategies/m.yaml", "strategy: sma_crossover\nparams:\n  fast: 3\n");
        bed.Profile("p", "_extends: base\nstrategy:\n  name: sma_crossover\n  config_file: config/strategies/m.yaml\n");
        Assert.Equal("fast=3", Params(bed.Load("p")));
    }

    [Fact]
    public void A_file_for_another_strategy_is_refused()
    {
        using var bed = Bed();
        Assert.Equal(
            "config/strategies/s.json:1: strategy: the file is for sweep_invalidation and strategy.name is sma_crossover; name a file that fits, or set strategy.config_file to null",
            Assert.Single(bed.Problems("base", "strategy.name=sma_crossover", "strategy.config_file=config/strategies/s.json")).ToString());
    }

    [Fact]
    public void Mistakes_in_a_strategy_file_are_reported_there()
    {
        using var bed = Bed();
        bed.File("config/strategies/s.json", "{\n  \"param\": 1,\n  \"params\": { \"A b\": 1, \"x\": \"${NO_SUCH}\" }\n}");
        Assert.Equal(
            [
                "config/strategies/s.json:2: param: there is no such key in a strategy file; did you mean params? (known: strategy, description, params; parameters stand under params)",
                "config/strategies/s.json:3: strategy.params.A b: a parameter's name is in lower case with underscores",
                "config/strategies/s.json:3: strategy.params.x: the variable NO_SUCH is not set",
            ],
            bed.Problems("base").Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_file_is_found_beside_the_profile_that_names_it()
    {
        using var bed = new ConfigBed();
        bed.File("mine/p.yaml", "strategy:\n  config_file: s.yaml\n").File("mine/s.yaml", "params:\n  a: 1\n");
        Assert.Equal("a=1", Params(bed.Load("mine/p.yaml")));
    }

    [Fact]
    public void What_the_catalog_has_against_a_strategy_is_reported_with_everything_else()
    {
        using var bed = new ConfigBed();
        bed.Profile("p", "strategy:\n  name: nope\n  params:\n    fast: 3\ntrading:\n  risk_pct: -1\n");
        ChosenStrategy? asked = null;
        var request = bed.Request("p") with { CheckStrategy = chosen => { asked = chosen; return [new(chosen.Name.Place, "strategy.name", "is unknown")]; } };
        Assert.Equal(
            ["config/profiles/p.yaml:6: trading.risk_pct", "config/profiles/p.yaml:2: strategy.name: is unknown"],
            ConfigBed.Problems(request).Select(problem => problem.Key == "trading.risk_pct" ? $"{problem.Place}: {problem.Key}" : problem.ToString()));
        Assert.Equal(("nope", "fast"), (asked!.Strategy.Name, Assert.Single(asked.Strategy.Params).Key));
    }

    [Fact]
    public void A_strategy_whose_name_cannot_be_read_is_not_asked_about()
    {
        using var bed = new ConfigBed();
        var request = bed.Profile("p", "strategy:\n  name: [a, b]\n").Request("p") with { CheckStrategy = _ => throw new InvalidOperationException() };
        Assert.Equal("strategy.name", Assert.Single(ConfigBed.Problems(request)).Key);
    }

    [Fact]
    public void Setups_are_a_list_in_order() =>
        Assert.Equal(["pullback_ribbon", "sweep_invalidation"], ConfigBed.Resolve("strategy:\n  setups: [pullback_ribbon, sweep_invalidation]\n").Config.Strategy.Setups);
}
