using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>What a <see cref="BitunixFeed"/> brings and how long it waits.</summary>
public sealed record FeedOptions
{
    /// <summary>The contracts, numbered densely from zero.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Length of a bar.</summary>
    public Duration Interval { get; init; } = Duration.FromMinutes(1);

    /// <summary>Closed bars that are fetched and told, marked as back-filled, before the first live one.</summary>
    public int WarmupBars { get; init; } = 500;

    /// <summary>Tell everything from this bar on instead: a session goes on where it stopped. Null to count <see cref="WarmupBars"/> back from now.</summary>
    public Timestamp? ResumeFrom { get; init; }

    public bool WithTrades { get; init; } = true;

    public bool WithQuotes { get; init; } = true;

    /// <summary>Fifteen levels of each side, as snapshots.</summary>
    public bool WithDepth { get; init; }

    /// <summary>
    /// How long after its end a bar may still change, in the venue's time. What happens after a bar's end is held back until the bar is
    /// told, at most so long.
    /// </summary>
    public Duration Grace { get; init; } = Duration.FromMilliseconds(1500);

    /// <summary>A bar told so much later than its end counts as back-filled: nothing may be opened on it.</summary>
    public Duration LateAfter { get; init; } = Duration.FromSeconds(10);

    /// <summary>How long after its end a bar is fetched by REST at the earliest.</summary>
    public Duration Settle { get; init; } = Duration.FromSeconds(2);

    /// <summary>How often the clock is looked at while nothing comes.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often what was told is compared with what the venue now says of it; null for never.</summary>
    public TimeSpan? VerifyEvery { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan KlineSilence { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan QuoteSilence { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan PriceSilence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Messages that may wait; beyond it quotes, trades and books are dropped and counted, bars never.</summary>
    public int MostWaiting { get; init; } = 100_000;

    public SocketOptions Socket { get; init; } = new();
}
