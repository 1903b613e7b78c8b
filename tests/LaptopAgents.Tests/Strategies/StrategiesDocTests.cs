using System.Runtime.CompilerServices;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;

namespace LaptopAgents.Tests.Strategies;

/// <summary>docs/STRATEGIES.md against the catalog and the engine's features.</summary>
public sealed class StrategiesDocTests
{
    private const string Head = "| Setting | Default | Range | Meaning |";

    public static TheoryData<string> Names => new(StrategyCatalog.Describe().Select(strategy => strategy.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_table_of_settings_is_what_the_catalog_says(string name)
    {
        var rows = StrategyCatalog.Find(name).Parameters
            .Select(known => $"| `{known.Key}` | `{known.Default}` | {known.Range} | {known.Meaning} |");
        Assert.Contains(string.Join('\n', [Head, "|---|---|---|---|", .. rows, ""]), Doc(), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_one_table_for_each_strategy_and_no_other() =>
        Assert.Equal(StrategyCatalog.Describe().Count, Doc().Split(Head).Length - 1);

    [Fact]
    public void Every_feature_of_the_engine_is_described()
    {
        var features = typeof(IFeature).Assembly.GetExportedTypes()
            .Where(type => type.IsClass && typeof(IFeature).IsAssignableFrom(type));
        Assert.All(features, feature => Assert.Contains("`" + feature.Name, Doc(), StringComparison.Ordinal));
    }

    private static string Doc([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "STRATEGIES.md")).ReplaceLineEndings("\n");
}
