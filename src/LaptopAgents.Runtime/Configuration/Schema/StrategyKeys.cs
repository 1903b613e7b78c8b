namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>Which strategy runs. Its parameters are free keys under strategy.params, checked by the strategy itself.</summary>
internal static class StrategyKeys
{
    /// <summary>The open part of the schema: any name may stand under it.</summary>
    public const string ParamsPath = "strategy.params";

    public const string ParamsDoc = "Parameters of the strategy, laid over those of config_file. The strategy checks their names and values.";

    public static readonly ConfigSection Section = new(
        "strategy",
        "Which strategy, with which parameters. A source that names another strategy drops what weaker files said about the first one's parameters, file and setups.");

    public static readonly TextKey Name = Section.Add(new TextKey("name", "The strategy's name in the catalog.")
    { Rule = TextRule.Name, Default = "sweep_invalidation" });

    public static readonly TextKey ConfigFile = Section.Add(new TextKey(
        "config_file",
        "A JSON or YAML file with the strategy's parameters.")
    { Rule = TextRule.Path, Optional = true, InHash = false });

    public static readonly TextListKey Setups = Section.Add(new TextListKey(
        "setups",
        "Strategies to try in this order; the first that gives an entry wins. Empty: only name.")
    { Rule = TextRule.Name, Default = Array.Empty<string>() });
}
