using System.Globalization;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary>Prints what is wrong with a configuration and gives the exit code for it.</summary>
internal static class ConfigErrors
{
    /// <summary>The command line or the configuration can't be used.</summary>
    public const int ExitCode = 2;

    public static int Print(ConfigException error, TextWriter to)
    {
        var count = error.Problems.Count;
        to.WriteLine(count == 1
            ? "The configuration has a problem:"
            : string.Create(CultureInfo.InvariantCulture, $"The configuration has {count} problems:"));
        foreach (var problem in error.Problems) to.WriteLine($"  {problem}");
        to.WriteLine("`la config explain KEY` says what a key means and which values it takes.");
        return ExitCode;
    }
}
