using System.CommandLine;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>--profile</c> and <c>--set</c>, shared by every command that reads the configuration.</summary>
internal sealed class ConfigOptions
{
    /// <summary>Not given means <c>LA_PROFILE</c>, else the default profile; it has no default of its own that could win over those.</summary>
    public Option<string?> Profile { get; } = new("--profile", "-p")
    {
        Description = "Profile (backtest, paper, live) or the path of a YAML file. Default: LA_PROFILE, else backtest.",
        HelpName = "NAME",
    };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "Set one key, such as --set trading.risk_pct=0.5. May be repeated.",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Profile);
        command.Options.Add(Set);
    }

    /// <summary>Completes <paramref name="process"/> by what was given on the command line.</summary>
    public ConfigRequest Complete(ConfigRequest process, ParseResult arguments) => process with
    {
        Profile = arguments.GetValue(Profile) ?? process.Profile,
        Sets = [.. process.Sets, .. arguments.GetValue(Set) ?? []],
        CheckStrategy = StrategyCheck.Problems,
    };
}
