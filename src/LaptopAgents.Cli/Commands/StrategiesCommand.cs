using System.CommandLine;
using LaptopAgents.Engine;
using LaptopAgents.Strategies;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la strategies [NAME] [--json]</c>: the strategies there are, and the settings of one.</summary>
public static class StrategiesCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "A strategy, to see its settings.", Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("strategies", "List the strategies, or one strategy's settings.") { name, json };
        command.SetAction(arguments => Run(arguments, arguments.GetValue(name), arguments.GetValue(json)));
        return command;
    }

    private static int Run(ParseResult arguments, string? name, bool asJson)
    {
        var output = arguments.InvocationConfiguration.Output;
        try
        {
            var chosen = name is null ? StrategyCatalog.Describe() : [StrategyCatalog.Find(name)];
            if (asJson) StrategiesView.WriteJson(chosen, output);
            else if (name is null) StrategiesView.WriteList(chosen, output);
            else StrategiesView.WriteOne(chosen[0], output);
            return ExitCodes.Done;
        }
        catch (StrategyParameterException unknown)
        {
            foreach (var problem in unknown.Problems) arguments.InvocationConfiguration.Error.Write(problem + "\n");
            return ExitCodes.Usage;
        }
    }
}
