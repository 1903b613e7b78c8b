using LaptopAgents.Bitunix;

namespace LaptopAgents.Cli.Composition;

/// <summary>Passes on what a live feed notices, and counts the reconnects. It is called from the feed's own tasks.</summary>
internal sealed class FeedNotices : IFeedObserver
{
    private long _connects;

    /// <summary>Takes each notice.</summary>
    public Action<FeedNotice>? Listener { get; set; }

    public long Reconnects => Math.Max(0, Interlocked.Read(ref _connects) - 1);

    public void OnNotice(FeedNotice notice)
    {
        if (notice.Kind == FeedNoticeKind.Connected) Interlocked.Increment(ref _connects);
        Listener?.Invoke(notice);
    }
}
