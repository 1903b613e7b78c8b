using LaptopAgents.Bitunix;
using Microsoft.Extensions.Logging;

namespace LaptopAgents.Cli.Screens;

/// <summary>What a live feed notices, in the session's log.</summary>
internal static partial class FeedMessages
{
    public static void Tell(ILogger log, FeedNotice notice)
    {
        if (notice.Kind is FeedNoticeKind.Connected or FeedNoticeKind.WarmedUp or FeedNoticeKind.GapFilled) Changed(log, notice.Kind, notice.Symbol, notice.Text);
        else Troubled(log, notice.Kind, notice.Symbol, notice.Text);
    }

    [LoggerMessage(EventName = "feed_changed", Level = LogLevel.Information, Message = "{Notice} {Symbol} {Text}")]
    private static partial void Changed(ILogger log, FeedNoticeKind notice, string symbol, string text);

    [LoggerMessage(EventName = "feed_troubled", Level = LogLevel.Warning, Message = "{Notice} {Symbol} {Text}")]
    private static partial void Troubled(ILogger log, FeedNoticeKind notice, string symbol, string text);
}
