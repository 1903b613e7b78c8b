namespace LaptopAgents.Storage;

/// <summary>A journal's line cannot be read back.</summary>
public sealed class JournalFormatException : Exception
{
    /// <param name="line">From 1.</param>
    /// <param name="problem">What is wrong with it.</param>
    internal JournalFormatException(long line, string problem, Exception? cause = null)
        : base($"Line {line} of the journal: {problem}", cause) => Line = line;

    /// <summary>From 1.</summary>
    public long Line { get; }
}
