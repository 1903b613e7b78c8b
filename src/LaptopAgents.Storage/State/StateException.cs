namespace LaptopAgents.Storage;

/// <summary>What is wrong with an account's state.</summary>
public enum StateProblem
{
    /// <summary>Another process trades this account.</summary>
    Locked,

    /// <summary>The file is no database, or is damaged.</summary>
    Corrupt,

    /// <summary>It was written by a newer program.</summary>
    TooNew,

    /// <summary>It cannot be written.</summary>
    Unwritable,

    /// <summary>It says something else than the journal.</summary>
    Differs,
}

/// <summary>An account's state cannot be used. The message names the cause and the remedy.</summary>
public sealed class StateException(StateProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    public StateProblem Problem { get; } = problem;
}
