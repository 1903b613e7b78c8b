namespace LaptopAgents.Bitunix;

/// <summary>How the REST interface is called.</summary>
public sealed record RestOptions
{
    /// <summary>Longest wait for one answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts of a read, the first included. An order is never sent twice by itself.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Wait before the second attempt; each further one doubles it.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(400);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(8);
}
