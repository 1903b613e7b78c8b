using System.Globalization;

namespace LaptopAgents.Bitunix;

/// <summary>The one place that knows the venue's numbers.</summary>
internal static class BitunixCodes
{
    public static VenueErrorKind KindOf(long code) => code switch
    {
        // Code 1 ("Network Error") is in no table; it was seen on public endpoints.
        1 or 10001 => VenueErrorKind.VenueFault,
        10002 or 10008 or 20016 or 30006 => VenueErrorKind.InvalidRequest,
        10003 or 10007 => VenueErrorKind.Authentication,
        403 or 10004 => VenueErrorKind.Forbidden,
        10005 or 10006 => VenueErrorKind.RateLimited,
        20001 => VenueErrorKind.UnknownSymbol,
        20002 or 20003 or 20008 or 30001 or 10012 => VenueErrorKind.InsufficientMargin,
        20004 or 20011 or 20012 or 20013 or 20014 or 20015 or 30040 or 710002 => VenueErrorKind.TradingForbidden,
        20005 or 20010 => VenueErrorKind.InvalidRequest,
        20006 or 20009 or 200014 => VenueErrorKind.ModeLocked,
        20007 => VenueErrorKind.OrderNotFound,
        30002 or 30003 or 30014 or 30015 => VenueErrorKind.PriceOutOfBand,
        30004 => VenueErrorKind.PositionNotFound,
        30011 or 10013 => VenueErrorKind.OrderState,
        30013 or 30039 => VenueErrorKind.AboveMaxQuantity,
        30016 or 30017 => VenueErrorKind.BelowMinQuantity,
        30018 or 30019 => VenueErrorKind.ReduceOnly,
        30005 or 30041 or (>= 30007 and <= 30010) or (>= 30020 and <= 30037) => VenueErrorKind.TriggerPrice,
        30038 => VenueErrorKind.InvalidRequest,
        30042 => VenueErrorKind.DuplicateClientId,
        _ => VenueErrorKind.Unmapped,
    };

    /// <summary>An error of the venue's envelope.</summary>
    public static VenueError ToError(long code, string message) =>
        new(KindOf(code), code.ToString(CultureInfo.InvariantCulture), Describe(KindOf(code), message));

    /// <summary>An answer whose status alone says that it failed.</summary>
    public static VenueError OfStatus(int status, bool isHtml) => status switch
    {
        403 when isHtml => Of(VenueErrorKind.Blocked, status, "A firewall in front of the venue refused this address. Use another network."),
        401 => Of(VenueErrorKind.Authentication, status, "The venue did not accept the key. Check it and the clock."),
        403 => Of(VenueErrorKind.Forbidden, status, "The key may not do this. Check its rights and its list of addresses."),
        404 => Of(VenueErrorKind.InvalidRequest, status, "The venue does not know this path. Check --venue-url."),
        429 => Of(VenueErrorKind.RateLimited, status, "Too many requests."),
        >= 500 => Of(VenueErrorKind.VenueFault, status, "The venue failed to answer."),
        _ => Of(VenueErrorKind.InvalidRequest, status, "The venue refused the request."),
    };

    private static VenueError Of(VenueErrorKind kind, int status, string message) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"HTTP {status}"), message);

    private static string Describe(VenueErrorKind kind, string message)
    {
        var said = message.Length == 0 ? "The venue gave no reason." : $"The venue says: {message}.";
        var remedy = kind switch
        {
            VenueErrorKind.Authentication => " Check the key, its secret and the clock.",
            VenueErrorKind.Forbidden => " Check the key's rights and its list of addresses.",
            VenueErrorKind.UnknownSymbol => " Check the symbol's spelling.",
            VenueErrorKind.TradingForbidden => " This account or symbol cannot be traded by program.",
            _ => "",
        };
        return said + remedy;
    }
}
