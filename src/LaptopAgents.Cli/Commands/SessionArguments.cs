using System.CommandLine;

namespace LaptopAgents.Cli.Commands;

/// <summary>What the commands about recorded sessions share.</summary>
internal static class SessionArguments
{
    public static Argument<string> Session() => new("SESSION") { Description = "Folder or name of a session, or 'latest'." };

    /// <summary>Runs a command's work; what is wrong with a session is told and becomes its exit code.</summary>
    public static async Task<int> RunAsync(ParseResult arguments, Func<Task<int>> work)
    {
        var errors = arguments.InvocationConfiguration.Error;
        try
        {
            return await work();
        }
        catch (Runtime.Configuration.ConfigException error)
        {
            return ConfigErrors.Print(error, errors);
        }
        catch (Exception error) when (SessionErrors.CodeOf(error) is { } code)
        {
            errors.WriteLine($"error: {SessionErrors.TextOf(error)}");
            return code;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"error: {error.Message} Check the path, its rights and the space on the disk.");
            return ExitCodes.Failure;
        }
    }
}
