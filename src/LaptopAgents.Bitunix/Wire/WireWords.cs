using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The venue's words in any case and with the stray underscore that it sometimes appends (<c>NEW_</c>).</summary>
internal static class WireWords
{
    public static string Plain(string text) => text.Trim().TrimEnd('_').ToUpperInvariant();

    public static Side Side(in WireObject from, string name) => SideOrNull(from, name) ?? throw from.Unreadable(name, "");

    /// <summary>Buy for BUY and LONG, sell for SELL and SHORT.</summary>
    public static Side? SideOrNull(in WireObject from, string name) => from.TextOrNull(name) is not { } text ? null : Plain(text) switch
    {
        "BUY" or "LONG" => Domain.Side.Buy,
        "SELL" or "SHORT" => Domain.Side.Sell,
        _ => throw from.Unreadable(name, text),
    };

    /// <summary>A word that is not known is a state to be looked into, never an end.</summary>
    public static VenueOrderStatus Status(string? text) => text is null ? VenueOrderStatus.Unknown : Plain(text) switch
    {
        "INIT" => VenueOrderStatus.Init,
        "NEW" => VenueOrderStatus.New,
        "PART_FILLED" => VenueOrderStatus.PartFilled,
        "FILLED" => VenueOrderStatus.Filled,
        "CANCELED" or "CANCELLED" => VenueOrderStatus.Canceled,
        "PART_FILLED_CANCELED" => VenueOrderStatus.PartFilledCanceled,
        "SYSTEM_CANCELED" => VenueOrderStatus.SystemCanceled,
        "EXPIRED" => VenueOrderStatus.Expired,
        "FAILED" => VenueOrderStatus.Failed,
        _ => VenueOrderStatus.Unknown,
    };

    public static VenueOrderType? OrderType(in WireObject from) => from.TextOrNull("orderType", "type") is not { } text ? null : Plain(text) switch
    {
        "LIMIT" => VenueOrderType.Limit,
        "MARKET" => VenueOrderType.Market,
        _ => throw from.Unreadable("orderType", text),
    };

    public static VenueOrderType? LegType(string? text) => text is null ? null : Plain(text) switch
    {
        "LIMIT" => VenueOrderType.Limit,
        "MARKET" => VenueOrderType.Market,
        _ => null,
    };

    /// <summary>Null for a word that is no time in force: pushes were seen with LONG and SHORT there.</summary>
    public static VenueEffect? Effect(string? text) => text is null ? null : Plain(text) switch
    {
        "GTC" => VenueEffect.GoodTillCanceled,
        "IOC" => VenueEffect.ImmediateOrCancel,
        "FOK" => VenueEffect.FillOrKill,
        "POST_ONLY" => VenueEffect.PostOnly,
        _ => null,
    };

    public static TriggerSource? StopType(string? text) => text is null ? null : Plain(text) switch
    {
        "MARK_PRICE" or "MARK" => TriggerSource.MarkPrice,
        "LAST_PRICE" or "LAST" => TriggerSource.LastPrice,
        _ => null,
    };

    public static MarginMode? Margin(string? text) => text is null ? null : Plain(text) switch
    {
        "ISOLATION" or "ISOLATED" => MarginMode.Isolated,
        "CROSS" => MarginMode.Cross,
        _ => null,
    };

    public static PositionMode? Position(string? text) => text is null ? null : Plain(text) switch
    {
        "ONE_WAY" => PositionMode.OneWay,
        "HEDGE" => PositionMode.Hedge,
        _ => null,
    };

    public static PushEvent Event(string? text) => text is null ? PushEvent.Update : Plain(text) switch
    {
        "CREATE" or "OPEN" => PushEvent.Open,
        "CLOSE" => PushEvent.Close,
        _ => PushEvent.Update,
    };
}
