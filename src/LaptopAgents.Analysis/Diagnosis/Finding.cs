namespace LaptopAgents.Analysis;

/// <summary>How much a finding should worry the reader.</summary>
public enum Severity : byte
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>May change what the result is worth.</summary>
    Warning,

    /// <summary>The result cannot be trusted, or could not be traded, until it is dealt with.</summary>
    Serious,
}

/// <summary>Something about a run that a careful reader would point at.</summary>
/// <param name="Key">Stable name.</param>
/// <param name="Title">What is the matter, in a few words.</param>
/// <param name="Evidence">The numbers of this run.</param>
/// <param name="Cause">Why it happens.</param>
/// <param name="Fix">What to do.</param>
public sealed record Finding(string Key, Severity Severity, string Title, string Evidence, string Cause, string Fix);
