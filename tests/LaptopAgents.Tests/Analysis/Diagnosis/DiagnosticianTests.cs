using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis;

public sealed class DiagnosticianTests
{
    public static TheoryData<string> Keys => [.. CheckCatalog.All.Select(check => check.Key)];

    [Fact]
    public void A_healthy_run_has_no_finding_at_all() => Assert.Empty(Diagnostician.Examine(HealthyRun.Create().Statistics(Calm())));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_check_finds_what_it_is_for(string key)
    {
        Assert.True(Spoiled.Runs.ContainsKey(key), $"There is no example of '{key}'.");
        var finding = Assert.Single(Diagnostician.Examine(Spoiled.Runs[key]()), finding => finding.Key == key);
        Assert.All(new[] { finding.Title, finding.Evidence, finding.Cause, finding.Fix }, text => Assert.True(text.Length > 5));
        Assert.DoesNotContain("NaN", finding.Evidence, StringComparison.Ordinal);
        Assert.EndsWith(".", finding.Cause, StringComparison.Ordinal);
        Assert.EndsWith(".", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_at_least_forty_checks_with_names_of_their_own()
    {
        Assert.True(Diagnostician.Count >= 40);
        Assert.Equal(Diagnostician.Count, CheckCatalog.All.Select(check => check.Key).Distinct().Count());
        Assert.Equal(CheckCatalog.All.Select(check => check.Key).Order(), Spoiled.Runs.Keys.Order());
    }

    [Fact]
    public void The_worst_findings_stand_first()
    {
        var severities = Diagnostician.Examine(SampleRuns.NoTrades().Statistics()).Select(finding => finding.Severity).ToList();
        Assert.Equal(severities.OrderDescending(), severities);
    }

    [Fact]
    public void No_run_is_too_odd_to_be_examined()
    {
        foreach (var run in new[] { new TinyRun(0), new TinyRun(0, 0, 0), new TinyRun(100, -5, 3), new TinyRun(100, 100).Trade(0), new TinyRun(1, 2).Fill().Order(OrderStatus.Unknown) })
            Assert.NotNull(Diagnostician.Examine(run.Statistics()));
    }

    /// <summary>A market that goes nowhere.</summary>
    internal static double[] Calm() => HealthyRun.Ends(day => day % 3 == 0 ? 0.01 : -0.005, HealthyRun.Days, 100);
}
