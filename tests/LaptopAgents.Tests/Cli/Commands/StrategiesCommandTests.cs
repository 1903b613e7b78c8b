using System.CommandLine;
using System.Text.Json;
using LaptopAgents.Cli.Commands;
using LaptopAgents.Strategies;

namespace LaptopAgents.Tests.Cli.Commands;

public sealed class StrategiesCommandTests
{
    [Fact]
    public void Without_a_name_it_lists_every_strategy()
    {
        var (exit, output, _) = Run();
        Assert.Equal(0, exit);
        Assert.Equal(StrategyCatalog.Describe().Select(strategy => $"{strategy.Name}  {strategy.Summary}"), output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void With_a_name_it_explains_the_settings()
    {
        var (exit, output, _) = Run("pullback_ribbon");
        Assert.Equal(0, exit);
        Assert.Contains("stop_atr_mult = 1.5  # 0.01 to 100: distance of the stop from the limit, in ATR(14)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_a_usage_error_that_names_the_nearest()
    {
        var (exit, output, errors) = Run("sma_crosover");
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains("did you mean 'sma_crossover'?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_carries_the_same()
    {
        var (_, output, _) = Run("--json");
        using var json = JsonDocument.Parse(output);
        var strategies = json.RootElement.EnumerateArray().ToArray();
        Assert.Equal(StrategyCatalog.Describe().Select(known => known.Name), strategies.Select(known => known.GetProperty("name").GetString()!));
        var fast = strategies.Single(known => known.GetProperty("name").ValueEquals("sma_crossover")).GetProperty("parameters")[0];
        Assert.Equal(("fast", "10", "1 to 10000"), (Text(fast, "key"), Text(fast, "default"), Text(fast, "range")));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static (int Exit, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = StrategiesCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (exit, output.ToString(), errors.ToString());
    }
}
