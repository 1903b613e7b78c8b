using System.Text.Json;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Tests.Runtime.Configuration;

/// <summary>Hash, YAML, JSON and explanations of a resolved configuration.</summary>
public sealed class ResolvedConfigTests
{
    private const string Text = "symbol: ETHUSDT\ntimeframe: 15m\ntrading:\n  risk_pct: 0.5\n  rr_min: 2\nbroker:\n  fill_model:\n    partial_fills: false\n";

    [Fact]
    public void The_hash_does_not_depend_on_order_spelling_place_or_source()
    {
        var hash = ConfigBed.Resolve(Text).Hash;
        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, ConfigBed.Resolve("broker: {fill_model: {partial_fills: \"off\"}}\ntrading: {rr_min: 2.000, risk_pct: 5e-1}\ntimeframe: 900s\nsymbol: 'ETHUSDT'").Hash);
        Assert.Equal(hash, ConfigBed.Resolve("mode: backtest\n", "symbol=ETHUSDT", "timeframe=15m", "trading.risk_pct=.5", "trading.rr_min=2").Hash);
        Assert.Equal(hash, ConfigBed.Resolve(Text + "meta:\n  version: 1\nengine:\n  seed: 1\n").Hash);
    }

    [Fact]
    public void The_hash_counts_parameters_and_not_where_they_stand()
    {
        using var bed = new ConfigBed();
        bed.File("s.yaml", "params:\n  b: 2.0\n  a: x\n").Profile("f", "strategy:\n  config_file: s.yaml\n").Profile("i", "strategy:\n  params:\n    a: x\n    b: 2\n");
        Assert.Equal(bed.Load("f").Hash, bed.Load("i").Hash);
        Assert.NotEqual(bed.Load("i").Hash, bed.Load("i", "strategy.params.b=3").Hash);
        Assert.NotEqual(ConfigBed.Resolve("strategy:\n  params:\n    a: 1\n").Hash, ConfigBed.Resolve("strategy:\n  params:\n    a: \"1\"\n").Hash);
    }

    /// <summary>Sets each key in turn, past the rules between keys, to a value that is legal and not the default.</summary>
    [Fact]
    public void Every_key_moves_the_configuration_and_only_exempt_keys_leave_the_hash()
    {
        var before = ConfigLoader.Defaults("/");
        var shown = JsonSerializer.Serialize(before.Config);
        foreach (var key in ConfigSchema.Keys.Where(key => key != RootKeys.Version))
        {
            var values = new ConfigValues([]);
            values.Set(key, Other(key, before.Values.Raw(key)), new ConfigOrigin(ConfigOriginKind.Set, "test"), 1);
            var strategy = before.Config.Strategy with
            {
                Name = values.Text(StrategyKeys.Name),
                ConfigFile = values.OptionalText(StrategyKeys.ConfigFile),
                Setups = values.List(StrategyKeys.Setups),
            };
            var after = new ResolvedConfig(LaConfig.From(values, strategy), values) { Profile = "", Files = [], Root = "/", Notices = [] };
            Assert.True(shown != JsonSerializer.Serialize(after.Config), $"{key.Path} changes nothing");
            Assert.True(key.InHash == (before.Hash != after.Hash), $"{key.Path} and the hash");
        }

        Assert.Equal(
            [
                "strategy.config_file", "engine.workers", "broker.api_key", "broker.api_secret", "preflight.expected_config_hash", "logging.level", "logging.format",
                "logging.dir", "logging.max_file_mb", "logging.files_kept", "logging.alert_webhook", "metrics.enabled", "metrics.port", "metrics.public",
                "alerts.telegram_token", "alerts.telegram_chat", "alerts.stale_after_sec", "alerts.hung_after_sec", "alerts.max_clock_offset_ms",
                "alerts.min_disk_mb", "alerts.repeat_minutes", "alerts.max_per_hour",
            ],
            ConfigSchema.Keys.Where(key => !key.InHash).Select(key => key.Path));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("backtest")]
    [InlineData("paper")]
    [InlineData("live")]
    public void What_is_shown_loads_to_the_same_configuration(string profile)
    {
        using var bed = new ConfigBed();
        string[] sets = profile == "backtest"
            ? ["symbols=BTCUSDT,ETHUSDT", "fill_model.fidelity=realistic", "data.from=2025-05-04T15:33Z", "output.equity_interval=1h", "data.path=a b/${x}: #'\"é", "strategy.params.note=1e3 # no"]
            : [];
        var config = bed.Load(profile, sets);
        foreach (var withOrigins in new[] { false, true })
        {
            bed.File("saved.yaml", config.ToYaml(withOrigins));
            var again = bed.Load("saved.yaml");
            Assert.Equal(config.Hash, again.Hash);
            Assert.Equal(JsonSerializer.Serialize(config.Config with { Strategy = Bare(config) }), JsonSerializer.Serialize(again.Config with { Strategy = Bare(again) }));
            Assert.Equal(config.Config.Strategy.Params.Select(param => (param.Key, param.Value)), again.Config.Strategy.Params.Select(param => (param.Key, param.Value)));
        }
    }

    [Fact]
    public void The_JSON_view_has_values_of_their_own_type_and_an_origin_for_each()
    {
        using var json = JsonDocument.Parse(ConfigBed.Resolve(Text, "strategy.params.a=1.50", "strategy.params.b=true").ToJson());
        var config = json.RootElement.GetProperty("config");
        Assert.Equal("0.5", config.GetProperty("trading").GetProperty("risk_pct").GetRawText());
        Assert.Equal("ETHUSDT", config.GetProperty("symbols")[0].GetString());
        Assert.Equal(JsonValueKind.Null, config.GetProperty("data").GetProperty("from").ValueKind);
        Assert.Equal("off", config.GetProperty("broker").GetProperty("fill_model").GetProperty("partial_fills").GetString());
        Assert.Equal("1.5", config.GetProperty("strategy").GetProperty("params").GetProperty("a").GetRawText());
        Assert.Equal("config/profiles/p.yaml:4", json.RootElement.GetProperty("origins").GetProperty("trading.risk_pct").GetString());
        Assert.Equal("default", json.RootElement.GetProperty("origins").GetProperty("trading.max_leverage").GetString());
    }

    [Fact]
    public void A_key_is_explained_in_full()
    {
        var known = Assert.Single(ConfigBed.Resolve(Text).Explain("trading.risk_pct"));
        Assert.Equal(("trading.risk_pct", "number", "percent of equity", "above 0 and up to 100"), (known.Key, known.Type, known.Unit, known.Range));
        Assert.Equal(("1", "0.5", "config/profiles/p.yaml:4"), (known.Default, known.Value, known.Origin.Place));
        Assert.Equal("LA_TRADING__RISK_PCT", known.EnvironmentName);
        var fills = Assert.Single(ConfigBed.Resolve(Text).Explain("fill_model.slippage_base_bps"));
        Assert.Equal("broker.fill_model.slippage_bps", fills.Key);
        Assert.Equal(["broker.fill_model.slippage_base_bps", "fill_model.slippage_bps"], fills.OtherNames);
    }

    [Fact]
    public void A_section_is_explained_key_by_key()
    {
        var config = ConfigBed.Resolve(Text, "strategy.params.fast=1");
        Assert.Equal(["broker.margin.mode", "broker.margin.leverage", "broker.margin.tiers"], config.Explain("broker.margin").Select(known => known.Key));
        Assert.Equal("strategy.params.fast", config.Explain("strategy")[^1].Key);
    }

    [Fact]
    public void An_unknown_key_is_not_explained_but_guessed() => Assert.Equal(
        "config explain: risk_pct: there is no such key; did you mean trading.risk_pct?",
        Assert.Throws<ConfigException>(() => ConfigBed.Resolve(Text).Explain("risk_pct")).Message);

    [Fact]
    public void Every_key_is_documented_with_unit_where_it_has_one()
    {
        Assert.All(ConfigSchema.Keys, key =>
        {
            Assert.Matches("^[A-Z].{10,}\\.$", key.Doc);
            Assert.True(key.Derive is null || key.DerivedFrom.Length > 0, key.Path);
            Assert.True(key.Default is not null || key.Optional || key.Derive is not null, key.Path);
            if (key is DecimalKey && (key.Name.EndsWith("_bps", StringComparison.Ordinal) || key.Name.EndsWith("_pct", StringComparison.Ordinal) || key.Name.EndsWith("_ms", StringComparison.Ordinal)
                || key.Name.EndsWith("_usd", StringComparison.Ordinal) || key.Name.EndsWith("_sec", StringComparison.Ordinal)))
                Assert.NotEmpty(key.Unit);
        });
    }

    [Fact]
    public void Every_default_is_a_value_that_its_key_accepts() => Assert.All(ConfigSchema.Keys.Where(key => key.Default is not null), key =>
    {
        var node = new LaptopAgents.Runtime.Configuration.Loading.ScalarNode(key.Write(key.Default!), LaptopAgents.Runtime.Configuration.Loading.ScalarForm.Given, 0);
        Assert.True(key.TryRead(node, out var value, out var problem), problem);
        Assert.Equal(key.Write(key.Default!), key.Write(value!));
    });

    [Fact]
    public void Loading_is_quick()
    {
        using var bed = new ConfigBed();
        bed.Load("backtest");
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            bed.Load("backtest");
            if (watch.Elapsed < best) best = watch.Elapsed;
        }

        Assert.True(best < TimeSpan.FromMilliseconds(15), $"{best.TotalMilliseconds} ms");
    }

    private static StrategyConfig Bare(ResolvedConfig config) => config.Config.Strategy with { ConfigFile = null, Params = [] };

    private static object Other(ConfigKey key, object? value) => key switch
    {
        BoolKey => value is not true,
        IntKey number => value is long known && known == number.Min ? number.Min + 1 : number.Min,
        DecimalKey number => value is decimal known && known == number.Max ? number.Max / 2 : number.Max,
        TextKey { Rule: var rule } => new[] { "ETHUSDT", "other", new string('a', 64), "-42" }.First(rule.Holds),
        TextListKey { Rule: var rule } => new[] { new[] { "ETHUSDT", "other" }.First(rule.Holds) },
        BarLengthKey => TimeSpan.FromHours(1),
        InstantKey => DateTimeOffset.UnixEpoch,
        SecretKey => new Secret("x"),
        IChoices choices => Word(key, choices, value),
        _ => throw new NotSupportedException(key.GetType().Name),
    };

    private static object Word(ConfigKey key, IChoices choices, object? value)
    {
        foreach (var (word, _) in choices.Choices)
            if (key.TryRead(new LaptopAgents.Runtime.Configuration.Loading.ScalarNode(word, LaptopAgents.Runtime.Configuration.Loading.ScalarForm.Given, 0), out var other, out _)
                && (value is null || key.Write(other) != key.Write(value)))
                return other;
        throw new NotSupportedException(key.Path);
    }
}
