namespace LaptopAgents.Storage;

/// <summary>Where a session and its replay part.</summary>
/// <param name="Line">Line of the journal, from 1.</param>
/// <param name="Sequence">Place of the event.</param>
/// <param name="What">What differs: the event, a command, or the state.</param>
/// <param name="Recorded">As the journal has it.</param>
/// <param name="Replayed">As it is now.</param>
/// <param name="Before">The lines before it, newest last.</param>
public sealed record JournalDifference(
    long Line, long Sequence, string What, string Recorded, string Replayed, IReadOnlyList<string> Before);

/// <summary>The session went another way than its journal says.</summary>
public sealed class JournalDifferenceException(JournalDifference difference)
    : Exception($"The session and its journal part at line {difference.Line}: {difference.What} differs.")
{
    public JournalDifference Difference { get; } = difference;
}
