using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Composition;

/// <summary>What the catalog of strategies has against the one that the configuration chose, told like every other problem of a profile.</summary>
internal static class StrategyCheck
{
    private const string SetupsKey = "strategy.setups";

    public static IReadOnlyList<ConfigProblem> Problems(ChosenStrategy chosen)
    {
        try
        {
            _ = EngineComposition.Strategy(chosen.Strategy);
            return [];
        }
        catch (StrategyParameterException error)
        {
            return [.. error.Problems.Select(problem => Blame(problem, chosen))];
        }
    }

    // A problem with a parameter reads `place: parameter: what`; one with the choice itself names no place.
    private static ConfigProblem Blame(string problem, ChosenStrategy chosen)
    {
        if (problem.StartsWith(SetupsKey + ": ", StringComparison.Ordinal))
            return new ConfigProblem(chosen.Setups.Place, SetupsKey, problem[(SetupsKey.Length + 2)..]);
        if (problem.Split(": ", 3) is [var place, var parameter, var what] && !problem.StartsWith('\''))
            return new ConfigProblem(place, $"strategy.params.{parameter}", what);
        var isSetup = chosen.Strategy.Setups.Any(setup => setup != chosen.Strategy.Name && problem.StartsWith($"'{setup}'", StringComparison.Ordinal));
        return isSetup ? new ConfigProblem(chosen.Setups.Place, SetupsKey, problem) : new ConfigProblem(chosen.Name.Place, "strategy.name", problem);
    }
}
