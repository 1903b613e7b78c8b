using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Tests.Runtime.Configuration;

/// <summary>Each kind of mistake: where it is reported, and what it says would be right.</summary>
public sealed class ErrorTests
{
    private const string File = "config/profiles/p.yaml";

    [Theory]
    [InlineData("tradin:\n  risk_pct: 1\n", "1: tradin: there is no such key; did you mean trading?")]
    [InlineData("trading:\n  risk_pc: 1\n", "2: trading.risk_pc: there is no such key; did you mean trading.risk_pct?")]
    [InlineData("max_leverage: 3\n", "1: max_leverage: there is no such key; did you mean trading.max_leverage?")]
    [InlineData("broker:\n  fill_model:\n    slipage_bps: 1\n", "3: broker.fill_model.slipage_bps: there is no such key; did you mean broker.fill_model.slippage_bps?")]
    [InlineData("zzzzzzzzzz: 1\n", "1: zzzzzzzzzz: there is no such key")]
    [InlineData("trading:\n  risk_pct: high\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got 'high'")]
    [InlineData("trading:\n  risk_pct: \"1.0\"\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got the text \"1.0\"")]
    [InlineData("trading:\n  risk_pct: [1]\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got a list")]
    [InlineData("trading:\n  risk_pct:\n    a: 1\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got a section")]
    [InlineData("trading:\n  risk_pct: 0\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got '0'")]
    [InlineData("trading:\n  risk_pct: 100.01\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got '100.01'")]
    [InlineData("trading:\n  risk_pct: 1,5\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got '1,5'")]
    [InlineData("trading:\n  risk_pct: .nan\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got '.nan'")]
    [InlineData("trading:\n  risk_pct: 1e99\n", "2: trading.risk_pct: needs a number above 0 and up to 100, got '1e99'")]
    [InlineData("trading:\n  risk_pct:\n", "2: trading.risk_pct: needs a number above 0 and up to 100; leave the key out to get its default")]
    [InlineData("trading:\n  cooldown_bars: 1.5\n", "2: trading.cooldown_bars: needs a whole number from 0 to 1000000, got '1.5'")]
    [InlineData("engine:\n  seed: -1\n", "2: engine.seed: needs a whole number from 0 to 9223372036854775807, got '-1'")]
    [InlineData("output:\n  report: yes\n", "2: output.report: needs a boolean (true or false), got 'yes'")]
    [InlineData("output:\n  report: \"true\"\n", "2: output.report: needs a boolean (true or false), got the text \"true\"")]
    [InlineData("mode: backtset\n", "1: mode: needs a word (backtest | paper | live), got 'backtset'; did you mean backtest?")]
    [InlineData("logging:\n  level: info\n", "2: logging.level: needs a word (TRACE | DEBUG | INFO | WARNING | ERROR), got 'info'; did you mean INFO?")]
    [InlineData("symbol: btcusdt\n", "1: symbol: needs a text in capitals, such as BTCUSDT, got 'btcusdt'")]
    [InlineData("symbol: true\n", "1: symbol: needs a text in capitals, such as BTCUSDT, got 'true'")]
    [InlineData("timeframe: 7m\n", "1: timeframe: needs a bar length such as 1s, 1m, 15m, 4h or 1d that divides a day, got '7m'")]
    [InlineData("timeframe: 2d\n", "1: timeframe: needs a bar length such as 1s, 1m, 15m, 4h or 1d that divides a day, got '2d'")]
    [InlineData("symbols: []\n", "1: symbols: needs at least one item, got an empty list")]
    [InlineData("symbols: BTCUSDT\n", "1: symbols: needs a list of different texts in capitals, such as BTCUSDT, got 'BTCUSDT'")]
    [InlineData("symbols: [BTCUSDT, BTCUSDT]\n", "1: symbols: needs a list of different texts in capitals, such as BTCUSDT, got a list holding 'BTCUSDT'")]
    [InlineData("data:\n  from: 2025-02-30\n", "2: data.from: needs a UTC time such as 2025-05-04 or 2025-05-04T15:33Z, got '2025-02-30'")]
    [InlineData("data:\n  from: 2025-05-04T10:00+02:00\n", "2: data.from: needs a UTC time such as 2025-05-04 or 2025-05-04T15:33Z, got '2025-05-04T10:00+02:00'")]
    [InlineData("meta:\n  version: 2\n", "2: meta.version: needs a whole number from 1 to 1, got '2'")]
    [InlineData("trading: 5\n", "1: trading: is a section and needs key: value lines, indented under it")]
    [InlineData("strategy:\n  params: [1]\n", "2: strategy.params: needs name: value lines")]
    [InlineData("strategy:\n  params:\n    Look Back: 1\n", "3: strategy.params.Look Back: a parameter's name is in lower case with underscores")]
    [InlineData("strategy:\n  params:\n    levels: [1, 2]\n", "3: strategy.params.levels: needs one value: a number, true or false, or text")]
    [InlineData("_extends: [a, b]\n", "1: _extends: needs the name of one profile, such as base.yaml")]
    public void A_wrong_key_or_value_is_reported_with_file_line_and_remedy(string text, string expected) =>
        Assert.Equal($"{File}:{expected}", ConfigBed.ProblemOf(text));

    [Fact]
    public void A_wrong_gate_is_named_within_its_list() => Assert.Equal(
        $"{File}:2: preflight.required_gates: needs a list of different words (api_connectivity | api_permissions | position_reconciliation | no_orphan_orders"
            + " | min_equity | daily_loss_ok | kill_switch_off | config_hash), got a list holding 'min_equty'; did you mean min_equity?",
        ConfigBed.ProblemOf("preflight:\n  required_gates: [min_equty]\n"));

    [Theory]
    [InlineData("symbol: BTCUSDT\nsymbol: ETHUSDT\n", "2: symbol: is written twice, first on line 1; keep one")]
    [InlineData("trading:\n  risk_pct: 1\ntrading:\n  rr_min: 1\n", "3: trading: is written twice, first on line 1; keep one")]
    [InlineData("trading:\n\trisk_pct: 1\n", "2: is indented with a tab; YAML wants spaces")]
    [InlineData("", "1: is empty; a configuration file holds key: value lines")]
    [InlineData("# only a comment\n", "1: is empty; a configuration file holds key: value lines")]
    [InlineData("---\n", "1: is empty; a configuration file holds key: value lines")]
    [InlineData("- a\n- b\n", "1: must hold key: value lines at the top level")]
    [InlineData("just words\n", "1: must hold key: value lines at the top level")]
    [InlineData("symbol: BTCUSDT\n---\nsymbol: ETHUSDT\n", "2: holds a second document (---); only one is read")]
    [InlineData("trading: &t\n  risk_pct: 1\n", "1: is not valid YAML: anchors (&name) and tags (!type) are not supported")]
    [InlineData("symbol: !!str BTCUSDT\n", "1: is not valid YAML: anchors (&name) and tags (!type) are not supported")]
    [InlineData("symbol: *s\n", "1: is not valid YAML: aliases (*name) are not supported; use _extends to share settings")]
    public void A_file_that_is_not_plain_YAML_is_refused(string text, string expected)
    {
        using var bed = new ConfigBed();
        Assert.Equal($"{File}:{expected}", Assert.Single(bed.Profile("p", text).Problems("p")).ToString());
    }

    [Theory]
    [InlineData("symbol: [BTC\nmode: backtest\n")]
    [InlineData("symbol: \"BTC\n")]
    [InlineData("a: b: c\n")]
    [InlineData("symbol: BTCUSDT\n  timeframe: 1m\n")]
    [InlineData("{\"symbol\": \"BTCUSDT\",, }")]
    public void Broken_YAML_is_reported_with_its_line(string text)
    {
        using var bed = new ConfigBed();
        Assert.Matches($"^{File}:[123]: is not valid YAML: ", Assert.Single(bed.Profile("p", text).Problems("p")).ToString());
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_refused_with_the_line()
    {
        using var bed = new ConfigBed();
        bed.Bytes("config/profiles/p.yaml", [.. "symbol: BTCUSDT\ndata:\n  path: \""u8, 0xE9, .. "\"\n"u8]);
        Assert.Equal($"{File}:3: is not UTF-8; save the file as UTF-8", Assert.Single(bed.Problems("p")).ToString());
        bed.Bytes("config/profiles/p.yaml", [0xFF, 0xFE, (byte)'a', 0]);
        Assert.Equal($"{File}:1: is not UTF-8; save the file as UTF-8", Assert.Single(bed.Problems("p")).ToString());
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake()
    {
        using var bed = new ConfigBed();
        bed.Bytes("config/profiles/p.yaml", [0xEF, 0xBB, 0xBF, .. "symbol: ETHUSDT\n"u8]);
        Assert.Equal("ETHUSDT", bed.Load("p").Config.Symbol);
    }

    [Fact]
    public void A_file_of_a_megabyte_is_refused()
    {
        using var bed = new ConfigBed();
        bed.Profile("p", new string('#', (1 << 20) + 1));
        Assert.Equal($"{File}: is larger than 1 MB and can't be a configuration file", Assert.Single(bed.Problems("p")).ToString());
    }

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_overflow()
    {
        using var bed = new ConfigBed();
        bed.Profile("p", "symbol: " + new string('[', 5_000));
        Assert.Equal($"{File}:1: is not valid YAML: is nested too deeply", Assert.Single(bed.Problems("p")).ToString());
    }

    [Fact]
    public void Every_problem_of_every_source_is_reported_at_once()
    {
        using var bed = new ConfigBed();
        bed.Profile("base", "trading:\n  risk_pct: 1O\n  max_levrage: 5\n");
        bed.Profile("p", "_extends: base.yaml\ntimeframe: 1x\nbroker:\n  fill_model:\n    intrabar_mode: pessimistic\n");
        bed.Environment["LA_TRADING__RISKPCT"] = "1";
        var request = bed.Request("p", "trading.rr_min=-1", "nonsense") with { Flags = [new ConfigFlag("symbol", "btc", "--symbol")] };
        Assert.Equal(
            [
                "config/profiles/base.yaml:3: trading.max_levrage: there is no such key; did you mean trading.max_leverage?",
                "LA_TRADING__RISKPCT: trading.riskpct: there is no such key; did you mean trading.risk_pct?",
                "--set: nonsense: needs the form key=value, such as trading.risk_pct=0.5",
                "config/profiles/base.yaml:2: trading.risk_pct: needs a number above 0 and up to 100, got '1O'",
                "config/profiles/p.yaml:2: timeframe: needs a bar length such as 1s, 1m, 15m, 4h or 1d that divides a day, got '1x'",
                "config/profiles/p.yaml:5: broker.fill_model.intrabar_mode: needs a word (conservative | optimistic | random), got 'pessimistic'",
                "--set trading.rr_min: trading.rr_min: needs a number from 0 to 100, got '-1'",
                "--symbol: symbol: needs a text in capitals, such as BTCUSDT, got 'btc'",
            ],
            ConfigBed.Problems(request).Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_mistake_in_a_file_is_reported_even_where_a_stronger_source_covers_it() =>
        Assert.Equal($"{File}:2: trading.risk_pct: needs a number above 0 and up to 100, got 'x'", ConfigBed.ProblemOf("trading:\n  risk_pct: x\n", "trading.risk_pct=1"));

    [Theory]
    [InlineData("trading.risk=1", "--set trading.risk: trading.risk: there is no such key; did you mean trading.risk_pct?")]
    [InlineData("trading=1", "--set trading: trading: is a section; set its keys one by one, such as trading.starting_equity")]
    [InlineData("=1", "--set: : needs the form key=value, such as trading.risk_pct=0.5")]
    [InlineData("output.report=maybe", "--set output.report: output.report: needs a boolean (true or false), got 'maybe'")]
    public void A_wrong_assignment_is_reported(string set, string expected) =>
        Assert.Equal(expected.Replace(": : ", ": ", StringComparison.Ordinal), ConfigBed.ProblemOf("mode: backtest\n", set));

    [Theory]
    [InlineData("LA_FOO__BAR", "LA_FOO__BAR: foo.bar: there is no such key")]
    [InlineData("LA_TRADING__RSK_PCT", "LA_TRADING__RSK_PCT: trading.rsk_pct: there is no such key; did you mean trading.risk_pct?")]
    [InlineData("LA_SYMBL", "LA_SYMBL: sets no key; did you mean LA_SYMBOL?")]
    [InlineData("LA_PROFIL", "LA_PROFIL: sets no key; did you mean LA_PROFILE?")]
    [InlineData("LA_TRADING_RISK_PCT", "LA_TRADING_RISK_PCT: sets no key; did you mean LA_TRADING__RISK_PCT?")]
    [InlineData("LA_BROKER_FILL_MODEL_SLIPAGE_BPS", "LA_BROKER_FILL_MODEL_SLIPAGE_BPS: sets no key; did you mean LA_BROKER__FILL_MODEL__SLIPPAGE_BPS?")]
    [InlineData("LA_STRATEGY_PARAMS_FAST", "LA_STRATEGY_PARAMS_FAST: sets no key; did you mean LA_STRATEGY__PARAMS__FAST?")]
    [InlineData("LA_CITY_COUNCIL", "LA_CITY_COUNCIL: sets no key; variables that begin with LA_ set keys, two underscores for a dot: LA_TRADING__RISK_PCT")]
    public void A_wrong_variable_is_reported(string name, string expected)
    {
        using var bed = new ConfigBed();
        bed.Environment[name] = "1";
        Assert.Equal(expected, Assert.Single(bed.Profile("p", "mode: backtest\n").Problems("p")).ToString());
    }

    [Fact]
    public void A_folder_in_place_of_a_strategy_file_is_reported_as_missing()
    {
        using var bed = new ConfigBed();
        Directory.CreateDirectory(Path.Combine(bed.Root, "config/strategies/x.yaml"));
        bed.Profile("p", "strategy:\n  config_file: config/strategies/x.yaml\n");
        Assert.Equal(
            $"{File}:2: strategy.config_file: there is no file 'config/strategies/x.yaml' beside it or under {bed.Root}",
            Assert.Single(bed.Problems("p")).ToString());
    }
}
