namespace LaptopAgents.Strategies;

/// <summary>The settings of <see cref="CompositeStrategy"/>.</summary>
internal static class CompositeParameters
{
    public const string Name = "composite";

    public static readonly WordsParameter Setups = new(
        "setups",
        "pullback_ribbon,sweep_invalidation",
        "other strategies, separated by commas",
        "strategies in the order in which they are asked; settings of each as name.key, for example pullback_ribbon.tp_r_mult",
        static () => [.. StrategyCatalog.Describe().Select(static strategy => strategy.Name).Where(static name => name != Name)]);

    public static readonly IReadOnlyList<StrategyParameter> All = [Setups];
}
