using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>Every strategy there is. A new one is a folder and a line here.</summary>
public static class StrategyCatalog
{
    /// <summary>The strategy of a profile that names none.</summary>
    public const string Default = "sweep_invalidation";

    private static readonly StrategyDescription[] s_all =
    [
        new(Default, "Trades the return after a recent high or low was swept and reclaimed.",
            SweepInvalidationParameters.All, p => new SweepInvalidationStrategy(p)),
        new("pullback_ribbon", "Rests a limit at the mean of a trending market.",
            PullbackRibbonParameters.All, p => new PullbackRibbonStrategy(p)),
        new("sma_crossover", "Long while a fast average is above a slow one, else short or flat.",
            SmaCrossoverParameters.All, p => new SmaCrossoverStrategy(p)),
        new("buy_and_hold", "Buys once and never sells of itself; trading.max_bars_open: 0 lets it hold.",
            BuyAndHoldParameters.All, p => new BuyAndHoldStrategy(p)),
        new(CompositeParameters.Name, "Asks several setups in turn until one wants to trade.",
            CompositeParameters.All, p => new CompositeStrategy(p)),
        new("template", "A documented breakout to copy from.",
            TemplateParameters.All, p => new TemplateStrategy(p)),
    ];

    /// <summary>The strategies with their settings, in the order in which they are documented.</summary>
    public static IReadOnlyList<StrategyDescription> Describe() => s_all;

    /// <summary>Makes a strategy for one instrument. An instance keeps state: each instrument of a session gets its own.</summary>
    /// <exception cref="StrategyParameterException">No such strategy, or settings that it cannot use; every problem is listed.</exception>
    public static IStrategy Create(string name, StrategyParameters parameters)
    {
        var strategy = Find(name).Factory(parameters);
        parameters.ThrowIfInvalid();
        return strategy;
    }

    /// <summary>
    /// Makes a strategy that tries <paramref name="setups"/> in their order, or just <paramref name="name"/> where there are none. Plain
    /// settings are those of <paramref name="name"/>; those of another setup are written as <c>setup.key</c>.
    /// </summary>
    /// <exception cref="StrategyParameterException">A name or a setting that cannot be used; every problem is listed.</exception>
    public static IStrategy Create(string name, IReadOnlyList<string> setups, StrategyParameters parameters)
    {
        if (setups.Count == 0) return Create(name, parameters);
        Find(name);
        if (!setups.Contains(name))
            throw Refused($"'{name}' (strategy.name) is not among {string.Join(", ", setups)}: add it, or name one of them");
        if (setups.Contains(CompositeParameters.Name) || setups.Distinct(StringComparer.Ordinal).Count() != setups.Count)
            throw Refused($"{string.Join(", ", setups)}: each strategy once, and no {CompositeParameters.Name}");
        var parts = setups.Select(setup => Find(setup).Factory(setup == name ? parameters : parameters.Section(setup))).ToArray();
        parameters.ThrowIfInvalid();
        return new CompositeStrategy(parts);
    }

    /// <exception cref="StrategyParameterException">No such strategy; the message names the nearest.</exception>
    public static StrategyDescription Find(string name)
    {
        foreach (var description in s_all)
            if (string.Equals(description.Name, name, StringComparison.Ordinal)) return description;
        var known = s_all.Select(static description => description.Name).ToArray();
        throw new StrategyParameterException(
            [$"'{name}' is no strategy; did you mean '{StrategyParameters.NearestWord(known, name)}'? Known: {string.Join(", ", known)}"]);
    }

    private static StrategyParameterException Refused(string why) => new(["strategy.setups: " + why]);
}
