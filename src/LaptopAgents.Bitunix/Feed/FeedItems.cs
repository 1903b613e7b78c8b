using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>What reaches the feed's inbox. <paramref name="Now"/> is the venue's clock when it came.</summary>
internal abstract record FeedItem(Timestamp Now);

/// <summary>The running funding of every symbol, with which the feed begins.</summary>
internal sealed record BeginItem(Timestamp Now, IReadOnlyList<CurrentFunding> Funding) : FeedItem(Now);

internal sealed record PushItem(Timestamp Now, VenuePush Push) : FeedItem(Now);

/// <summary>Time passed.</summary>
internal sealed record TickItem(Timestamp Now) : FeedItem(Now);

/// <summary>The stream was cut and is back.</summary>
internal sealed record InterruptedItem(Timestamp Now) : FeedItem(Now);

/// <summary>Bars of the past that were asked for.</summary>
/// <param name="To">The range asked for ends before this opening.</param>
internal sealed record BarsItem(Timestamp Now, int Symbol, Timestamp From, Timestamp To, IReadOnlyList<Bar> Bars) : FeedItem(Now);

/// <summary>Settlements of the past that were asked for.</summary>
internal sealed record FundingItem(Timestamp Now, int Symbol, IReadOnlyList<SettledFunding> Rows) : FeedItem(Now);

/// <summary>What the venue now says of the last bars and settlements.</summary>
internal sealed record VerifyItem(Timestamp Now, int Symbol, IReadOnlyList<Bar> Bars, IReadOnlyList<SettledFunding> Funding) : FeedItem(Now);

/// <summary>Asked for what is missing; the answer comes through the inbox.</summary>
internal interface IFeedFetcher
{
    /// <summary>Bars that open from one instant up to, not including, another.</summary>
    void FetchBars(int symbol, Timestamp from, Timestamp to);

    /// <summary>Settlements after one instant and up to another.</summary>
    void FetchFunding(int symbol, Timestamp after, Timestamp upTo);
}
