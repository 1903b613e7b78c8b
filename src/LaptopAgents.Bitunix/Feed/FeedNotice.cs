using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

public enum FeedNoticeKind
{
    Connected,
    Disconnected,

    /// <summary>All symbols have their first bars; the market is live from here.</summary>
    WarmedUp,

    /// <summary>Bars were missed and are being fetched.</summary>
    GapFound,

    /// <summary>They were told, as back-filled.</summary>
    GapFilled,

    /// <summary>The venue has no such bars.</summary>
    BarsMissing,

    /// <summary>The venue now has another bar than the one that was told.</summary>
    BarRevised,

    /// <summary>The venue settled at another rate than the one that was told.</summary>
    FundingRevised,

    /// <summary>Messages were dropped because they came faster than they were read.</summary>
    Dropped,

    /// <summary>A message was not understood, or a read failed and is tried again.</summary>
    Problem,
}

/// <summary>Something about the feed that is not a market event.</summary>
/// <param name="Symbol">Empty when it concerns all.</param>
/// <param name="Time">The venue's time.</param>
/// <param name="Text">What happened, in words.</param>
public sealed record FeedNotice(FeedNoticeKind Kind, string Symbol, Timestamp Time, string Text)
{
    /// <summary>For a revision: what was told.</summary>
    public Bar? Told { get; init; }

    /// <summary>For a revision: what the venue says now.</summary>
    public Bar? Revised { get; init; }

    /// <summary>For gaps: bars concerned.</summary>
    public int Bars { get; init; }
}

/// <summary>Told what happens to a feed. It may be called from any task and must return at once.</summary>
public interface IFeedObserver
{
    void OnNotice(FeedNotice notice);
}
