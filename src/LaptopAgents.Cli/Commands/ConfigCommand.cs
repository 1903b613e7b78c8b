using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la config show | explain | hash | schema</c>: what is configured, where it comes from, what it means.</summary>
public static class ConfigCommand
{
    /// <summary>Creates the command. <paramref name="process"/> supplies environment and folders; it is asked only when a command runs.</summary>
    public static Command Create(Func<ConfigRequest> process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return new Command("config", "Show and explain the configuration.")
        {
            Show(process), Explain(process), Hash(process), Schema(),
        };
    }

    private static Command Show(Func<ConfigRequest> process)
    {
        var options = new ConfigOptions();
        var origin = new Option<bool>("--origin") { Description = "Write beside each value where it came from." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("show", "Print the resolved configuration as YAML, secrets masked.") { origin, json };
        options.AddTo(command);
        command.SetAction(arguments =>
        {
            if (!TryLoad(arguments, process, options, out var config)) return ConfigErrors.ExitCode;
            arguments.InvocationConfiguration.Output.Write(
                arguments.GetValue(json) ? config.ToJson() + "\n" : config.ToYaml(arguments.GetValue(origin)));
            return 0;
        });
        return command;
    }

    private static Command Explain(Func<ConfigRequest> process)
    {
        var options = new ConfigOptions();
        var key = new Argument<string>("KEY") { Description = "A key such as trading.risk_pct, or a section such as trading." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("explain", "Say what a key means, which values it takes, and where its value comes from.") { key, json };
        options.AddTo(command);
        command.SetAction(arguments =>
        {
            // Whoever has to mend a configuration needs the explanation most, so then it is given with the defaults for values.
            var isLoaded = TryLoad(arguments, process, options, out var config);
            config ??= ConfigLoader.Defaults(process().WorkingDirectory);
            try
            {
                var explanations = config.Explain(arguments.GetRequiredValue(key));
                ConfigExplanationView.Write(explanations, arguments.GetValue(json), arguments.InvocationConfiguration.Output);
                return isLoaded ? 0 : ConfigErrors.ExitCode;
            }
            catch (ConfigException error)
            {
                return ConfigErrors.Print(error, arguments.InvocationConfiguration.Error);
            }
        });
        return command;
    }

    private static Command Hash(Func<ConfigRequest> process)
    {
        var options = new ConfigOptions();
        var command = new Command("hash", "Print the SHA-256 of the resolved configuration, without secrets.");
        options.AddTo(command);
        command.SetAction(arguments =>
        {
            if (!TryLoad(arguments, process, options, out var config)) return ConfigErrors.ExitCode;
            arguments.InvocationConfiguration.Output.Write(config.Hash + "\n");
            return 0;
        });
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of a profile, for editors.");
        command.SetAction(arguments =>
        {
            arguments.InvocationConfiguration.Output.Write(ConfigLoader.JsonSchema());
            return 0;
        });
        return command;
    }

    /// <summary>Nothing here trades, so a secret that is not set on this machine is told and is no error.</summary>
    private static bool TryLoad(
        ParseResult arguments, Func<ConfigRequest> process, ConfigOptions options, [NotNullWhen(true)] out ResolvedConfig? config)
    {
        var errors = arguments.InvocationConfiguration.Error;
        config = null;
        try
        {
            config = ConfigLoader.Load(options.Complete(process(), arguments) with { RequireSecrets = false });
            foreach (var notice in config.Notices) errors.Write($"note: {notice}\n");
            return true;
        }
        catch (ConfigException error)
        {
            ConfigErrors.Print(error, errors);
            return false;
        }
    }
}
