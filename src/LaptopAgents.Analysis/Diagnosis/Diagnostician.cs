namespace LaptopAgents.Analysis;

/// <summary>Runs every check over a run.</summary>
public static class Diagnostician
{
    /// <summary>How many checks there are.</summary>
    public static int Count => CheckCatalog.All.Count;

    /// <summary>What was found, worst first; within one severity in the order of the catalogue.</summary>
    public static IReadOnlyList<Finding> Examine(RunStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var found = new List<Finding>();
        for (var severity = Severity.Serious; ; severity--)
        {
            foreach (var check in CheckCatalog.All)
                if (check.Severity == severity && check.Evidence(statistics) is { } evidence)
                    found.Add(new Finding(check.Key, severity, check.Title, evidence, check.Cause, check.Fix));
            if (severity == Severity.Note) return found;
        }
    }
}

/// <summary>One question to a run. <paramref name="Evidence"/> answers with the run's own numbers, or null when all is well.</summary>
internal sealed record Check(
    string Key, Severity Severity, string Title, Func<RunStatistics, string?> Evidence, string Cause, string Fix);
