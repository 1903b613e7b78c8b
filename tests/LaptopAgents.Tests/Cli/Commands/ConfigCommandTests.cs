using System.CommandLine;
using System.Text.Json;
using LaptopAgents.Cli.Commands;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Tests.Runtime.Configuration;

namespace LaptopAgents.Tests.Cli.Commands;

public sealed class ConfigCommandTests
{
    [Fact]
    public void Show_prints_a_profile_that_loads_to_the_same_hash()
    {
        using var bed = new ConfigBed();
        var (code, output, errors) = Run(bed, "show", "--profile", "paper", "--set", "symbol=ETHUSDT", "--set", "trading.risk_pct=0.5");
        Assert.Equal((0, ""), (code, errors));
        bed.File("shown.yaml", output);
        Assert.Equal(Run(bed, "hash", "-p", "shown.yaml").Output, Run(bed, "hash", "-p", "paper", "--set", "symbol=ETHUSDT", "--set", "trading.risk_pct=0.5").Output);
    }

    [Fact]
    public void Show_writes_origins_on_request()
    {
        using var bed = new ConfigBed();
        Assert.Contains("  risk_pct: 0.5  # --set trading.risk_pct\n", Run(bed, "show", "--origin", "--set", "trading.risk_pct=0.5").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("# --set", Run(bed, "show", "--set", "trading.risk_pct=0.5").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_writes_JSON_on_request()
    {
        using var bed = new ConfigBed();
        using var json = JsonDocument.Parse(Run(bed, "show", "--json").Output);
        Assert.Equal(("backtest", 64), (json.RootElement.GetProperty("profile").GetString(), json.RootElement.GetProperty("hash").GetString()!.Length));
    }

    [Fact]
    public void Showing_live_needs_no_secret_and_says_which_is_missing()
    {
        using var bed = new ConfigBed();
        var (code, output, errors) = Run(bed, "show", "-p", "live");
        Assert.Equal(0, code);
        Assert.Contains("alert_webhook: null\n", output, StringComparison.Ordinal);
        Assert.StartsWith("note: built-in:config/profiles/live.yaml:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_go_to_the_error_stream_with_exit_code_2()
    {
        using var bed = new ConfigBed();
        foreach (var command in new[] { "show", "hash" })
        {
            var (code, output, errors) = Run(bed, command, "--set", "trading.risk=1", "--set", "timeframe=7m");
            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith("The configuration has 2 problems:\n  --set trading.risk: trading.risk: there is no such key; did you mean trading.risk_pct?\n", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Explain_tells_all_about_a_key()
    {
        using var bed = new ConfigBed();
        var (code, output, _) = Run(bed, "explain", "broker.fill_model.limit_fill");
        Assert.Equal(0, code);
        Assert.Equal(
            """
            key: broker.fill_model.limit_fill
            description: When a resting limit order fills.
            type: word
            range: (touch | through | queue)
              touch: when the price reaches the limit
              through: when the price trades beyond the limit by a tick
              queue: when the quantity ahead of it has gone; needs trades or a book
            default: through
            value: through
            origin: default
            environment: LA_BROKER__FILL_MODEL__LIMIT_FILL
            other names: fill_model.limit_fill

            """,
            output);
    }

    [Fact]
    public void Explain_lists_a_section_and_writes_JSON()
    {
        using var bed = new ConfigBed();
        Assert.Contains("broker.margin.mode = isolated  # default: What backs a position.\n", Run(bed, "explain", "broker.margin").Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run(bed, "explain", "broker.margin", "--json").Output);
        Assert.Equal(3, json.RootElement.GetArrayLength());
    }

    [Fact]
    public void Explain_still_explains_when_the_configuration_is_broken()
    {
        using var bed = new ConfigBed();
        var (code, output, errors) = Run(bed, "explain", "trading.risk_pct", "--set", "trading.risk_pct=none");
        Assert.Equal(2, code);
        Assert.Contains("range: above 0 and up to 100\n", output, StringComparison.Ordinal);
        Assert.Contains("got 'none'", errors, StringComparison.Ordinal);
        (code, output, errors) = Run(bed, "explain", "risk_pct");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("did you mean trading.risk_pct?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_prints_the_committed_file()
    {
        using var bed = new ConfigBed();
        Assert.Equal(File.ReadAllText(Path.Combine(ConfigBed.Repository, "config/schema.json")), Run(bed, "schema").Output);
    }

    private static (int Code, string Output, string Errors) Run(ConfigBed bed, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var command = ConfigCommand.Create(() => new ConfigRequest { WorkingDirectory = bed.Root, Environment = bed.Environment });
        var code = command.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
