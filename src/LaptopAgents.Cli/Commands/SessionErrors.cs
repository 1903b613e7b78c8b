using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary>What may be wrong with a recorded session or an account's state, as exit codes and text.</summary>
internal static class SessionErrors
{
    /// <summary>The exit code for a mistake that has one; null for anything else.</summary>
    public static int? CodeOf(Exception error) => error switch
    {
        JournalDifferenceException => ExitCodes.Differs,
        JournalFormatException => ExitCodes.DataRefused,
        StateException { Problem: StateProblem.Differs } => ExitCodes.Differs,
        StateException { Problem: StateProblem.Corrupt or StateProblem.TooNew } => ExitCodes.DataRefused,
        StateException { Problem: StateProblem.Locked } => ExitCodes.Usage,
        StateException => ExitCodes.Failure,
        DataException => ExitCodes.DataRefused,
        RunFileException => ExitCodes.Failure,
        _ => null,
    };

    public static string TextOf(Exception error) => error is JournalDifferenceException differs ? TextOf(differs.Difference) : error.Message;

    public static string TextOf(JournalDifference difference)
    {
        var before = string.Concat(difference.Before.Select(line => $"  {line}\n"));
        return $"The session and its journal part at line {difference.Line} (event {difference.Sequence}): {difference.What} differs.\n"
            + $"{before}  recorded: {difference.Recorded}\n  now:      {difference.Replayed}";
    }
}
