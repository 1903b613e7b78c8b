using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Tests.Runtime.Configuration;

public sealed class PrecedenceTests
{
    /// <summary>Every level sets risk_pct; the strongest level given decides, and says so.</summary>
    [Theory]
    [InlineData(0, 1.0, "default")]
    [InlineData(1, 2.0, "config/profiles/base.yaml:2")]
    [InlineData(2, 3.0, "config/profiles/p.yaml:3")]
    [InlineData(3, 4.0, ".env:1 (LA_TRADING__RISK_PCT)")]
    [InlineData(4, 5.0, "LA_TRADING__RISK_PCT")]
    [InlineData(5, 6.0, "--set trading.risk_pct")]
    [InlineData(6, 7.0, "--risk")]
    public void The_strongest_source_that_was_given_decides(int levels, double expected, string place)
    {
        using var bed = new ConfigBed();
        bed.Profile("base", levels >= 1 ? "trading:\n  risk_pct: 2.0\n" : "symbol: BTCUSDT\n");
        bed.Profile("p", "_extends: base.yaml\n" + (levels >= 2 ? "trading:\n  risk_pct: 3.0\n" : ""));
        if (levels >= 3) bed.File(".env", "LA_TRADING__RISK_PCT=4.0\n");
        if (levels >= 4) bed.Environment["LA_TRADING__RISK_PCT"] = "5.0";
        var request = bed.Request("p", levels >= 5 ? ["trading.risk_pct=6.0"] : []) with
        {
            Flags = levels >= 6 ? [new ConfigFlag("trading.risk_pct", "7.0", "--risk")] : [],
        };
        var config = ConfigLoader.Load(request);
        Assert.Equal((decimal)expected, config.Config.Trading.RiskPct);
        Assert.Equal(place, config.Entries.Single(entry => entry.Key == "trading.risk_pct").Origin.Place);
    }

    [Fact]
    public void A_weaker_source_keeps_the_keys_that_a_stronger_one_does_not_mention()
    {
        using var bed = new ConfigBed();
        bed.Profile("base", "trading:\n  risk_pct: 2.0\n  rr_min: 3\n").Profile("p", "_extends: base.yaml\ntrading:\n  risk_pct: 0.5\n");
        var trading = bed.Load("p").Config.Trading;
        Assert.Equal((0.5m, 3m), (trading.RiskPct, trading.RrMin));
    }

    [Fact]
    public void Lists_are_replaced_and_not_merged()
    {
        using var bed = new ConfigBed();
        bed.Profile("base", "symbols: [BTCUSDT, ETHUSDT]\n").Profile("p", "_extends: base.yaml\nsymbols: [BTCUSDT]\n");
        Assert.Equal(["BTCUSDT"], bed.Load("p").Config.Symbols);
    }

    [Fact]
    public void The_profile_is_the_one_given_else_that_of_the_environment_else_backtest()
    {
        using var bed = new ConfigBed();
        bed.Profile("backtest", "symbol: AAAUSDT\n").Profile("mine", "symbol: BBBUSDT\n").Profile("other", "symbol: CCCUSDT\n");
        Assert.Equal("AAAUSDT", bed.Load(null).Config.Symbol);
        bed.Environment["LA_PROFILE"] = "mine";
        Assert.Equal("BBBUSDT", bed.Load(null).Config.Symbol);
        Assert.Equal("CCCUSDT", bed.Load("other").Config.Symbol);
    }

    [Fact]
    public void Variables_and_assignments_are_typed_by_the_schema()
    {
        using var bed = new ConfigBed();
        bed.Environment["LA_OUTPUT__REPORT"] = "false";
        bed.Environment["LA_SYMBOLS"] = "BTCUSDT,ETHUSDT";
        bed.Environment["LA_BROKER__FILL_MODEL__PARTIAL_FILLS"] = "true";
        bed.Environment["LA_STRATEGY__PARAMS__LOOKBACK_BARS"] = "12";
        var config = bed.Profile("p", "mode: backtest\n")
            .Load("p", "preflight.required_gates=[min_equity, kill_switch_off]", "data.from=2025-05-04").Config;
        Assert.False(config.Output.Report);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], config.Symbols);
        Assert.Equal(PartialFills.Volume, config.Broker.FillModel.PartialFills);
        Assert.Equal([PreflightGate.MinEquity, PreflightGate.KillSwitchOff], config.Preflight.RequiredGates);
        Assert.Equal(new DateTimeOffset(2025, 5, 4, 0, 0, 0, TimeSpan.Zero), config.Data.From);
        Assert.Equal(12m, Assert.Single(config.Strategy.Params).Value);
    }

    [Fact]
    public void The_last_assignment_of_a_key_wins() =>
        Assert.Equal(0.25m, ConfigBed.Resolve("mode: backtest\n", "trading.risk_pct=0.5", "trading.risk_pct=0.25").Config.Trading.RiskPct);

    [Fact]
    public void An_empty_variable_counts_as_not_given()
    {
        using var bed = new ConfigBed();
        bed.Environment["LA_TRADING__RISK_PCT"] = "";
        Assert.Equal(2m, bed.Profile("p", "trading:\n  risk_pct: 2\n").Load("p").Config.Trading.RiskPct);
    }

    [Fact]
    public void The_env_file_never_overrides_the_real_environment()
    {
        using var bed = new ConfigBed();
        bed.File(".env", "WHO=file\n").Environment["WHO"] = "process";
        Assert.Equal("process", bed.Profile("p", "data:\n  path: ${WHO}\n").Load("p").Config.Data.Path);
    }

    [Fact]
    public void Variables_that_the_program_reads_elsewhere_are_no_keys()
    {
        using var bed = new ConfigBed();
        foreach (var name in new[] { "LA_TEST_DATA", "LA_MAX_MEMORY_MB", "LA_KILL_SWITCH" }) bed.Environment[name] = "1";
        Assert.Empty(bed.Profile("p", "mode: backtest\n").Load("p").Notices);
    }

    [Fact]
    public void Values_do_not_depend_on_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "~" } };
            var config = ConfigBed.Resolve("trading:\n  risk_pct: 1.5\nbroker:\n  fees:\n    maker_bps: -0.5\n", "trading.rr_min=2.5");
            Assert.Equal((1.5m, 2.5m, -0.5m), (config.Config.Trading.RiskPct, config.Config.Trading.RrMin, config.Config.Broker.Fees.MakerBps!.Value));
            Assert.Contains("maker_bps: -0.5\n", config.ToYaml());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
