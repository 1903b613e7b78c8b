using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Configuration.Loading;

namespace LaptopAgents.Tests.Runtime.Configuration;

public sealed class VariableTests
{
    [Theory]
    [InlineData("${A}", "one")]
    [InlineData("x-${A}-${B}", "x-one-two")]
    [InlineData("${NO:-fallback}", "fallback")]
    [InlineData("${EMPTY:-fallback}", "fallback")]
    [InlineData("${A:-fallback}", "one")]
    [InlineData("$${A}", "${A}")]
    [InlineData("$$${A}", "$${A}")]
    [InlineData("cost $5 {timestamp}", "cost $5 {timestamp}")]
    public void References_are_expanded(string path, string expected)
    {
        using var bed = new ConfigBed();
        (bed.Environment["A"], bed.Environment["B"], bed.Environment["EMPTY"]) = ("one", "two", "");
        Assert.Equal(expected, bed.Profile("p", $"data:\n  path: \"{path}\"\n").Load("p").Config.Data.Path);
    }

    [Fact]
    public void An_expanded_value_is_typed_by_the_schema()
    {
        using var bed = new ConfigBed();
        (bed.Environment["RISK"], bed.Environment["ON"], bed.Environment["WHO"]) = ("0.75", "false", "ETHUSDT");
        var config = bed.Profile("p", "trading:\n  risk_pct: ${RISK}\noutput:\n  report: \"${ON}\"\nsymbols: [BTCUSDT, \"${WHO}\"]\n").Load("p").Config;
        Assert.Equal((0.75m, false), (config.Trading.RiskPct, config.Output.Report));
        Assert.Equal(["BTCUSDT", "ETHUSDT"], config.Symbols);
    }

    [Fact]
    public void An_unset_variable_is_an_error_where_it_is_used()
    {
        using var bed = new ConfigBed();
        Assert.Equal(
            "config/profiles/p.yaml:2: trading.risk_pct: the variable RISK is not set; set it, or write ${RISK:-} to go without or ${RISK:-value} for a default",
            Assert.Single(bed.Profile("p", "trading:\n  risk_pct: ${RISK}\n").Problems("p")).ToString());
    }

    [Fact]
    public void An_unset_variable_does_not_matter_where_a_stronger_source_decides() =>
        Assert.Equal(2m, ConfigBed.Resolve("trading:\n  risk_pct: ${RISK}\n", "trading.risk_pct=2").Config.Trading.RiskPct);

    [Theory]
    [InlineData("${A")]
    [InlineData("${}")]
    [InlineData("${A B}")]
    [InlineData("${1A}")]
    public void A_broken_reference_is_an_error(string path) => Assert.Equal(
        "config/profiles/p.yaml:2: data.path: has a broken reference; write ${NAME}, ${NAME:-default}, or $${ for a literal ${",
        ConfigBed.ProblemOf($"data:\n  path: \"{path}\"\n"));

    [Fact]
    public void A_message_repeats_the_reference_and_never_what_a_variable_holds()
    {
        using var bed = new ConfigBed();
        bed.Environment["TOKEN"] = "hunter2";
        var problem = Assert.Single(bed.Profile("p", "trading:\n  risk_pct: ${TOKEN}\n").Problems("p")).ToString();
        Assert.EndsWith("got '${TOKEN}'", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A=b", "A", "b")]
    [InlineData("export A=b", "A", "b")]
    [InlineData("  A = b  # why", "A", "b")]
    [InlineData("A=b#c", "A", "b#c")]
    [InlineData("A=", "A", "")]
    [InlineData("A= # nothing", "A", "")]
    [InlineData("A='b # $c \\n'", "A", "b # $c \\n")]
    [InlineData("A=\"b\\n\\\"c\\\" # d\" # e", "A", "b\n\"c\" # d")]
    [InlineData("A=b=c", "A", "b=c")]
    [InlineData("A=b\r", "A", "b")]
    public void The_env_file_reads_the_usual_forms(string line, string name, string value)
    {
        var problems = new List<ConfigProblem>();
        Assert.Equal([(name, value, 2)], DotEnv.Read($"# comment\n{line}\n\n", ".env", problems));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("=hunter2")]
    [InlineData("A B=hunter2")]
    [InlineData("A=\"hunter2")]
    [InlineData("A='hunter2' more")]
    public void A_wrong_line_of_the_env_file_is_reported_without_its_content(string line)
    {
        using var bed = new ConfigBed();
        Assert.Equal(
            ".env:2: is not NAME=value, with quotes closed",
            Assert.Single(bed.File(".env", $"OK=1\n{line}\n").Profile("p", "mode: backtest\n").Problems("p")).ToString());
    }
}
