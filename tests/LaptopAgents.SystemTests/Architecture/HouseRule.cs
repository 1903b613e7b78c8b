namespace LaptopAgents.SystemTests.Architecture;

/// <summary>Fails with one line for everything that breaks a rule.</summary>
internal static class HouseRule
{
    public static void Holds<T>(IEnumerable<T> broken)
    {
        var all = broken.Select(item => $"  {item}").ToList();
        Assert.True(all.Count == 0, $"Breaks the rule:\n{string.Join('\n', all)}");
    }
}
