namespace LaptopAgents.Bitunix;

/// <summary>What kind of failure a venue call had. Each asks for another reaction, which is why the venue's numbers are not passed on.</summary>
public enum VenueErrorKind
{
    /// <summary>The request did not reach the venue: no connection, no name, no TLS.</summary>
    Unreachable,

    /// <summary>The connection broke after the request may have been read.</summary>
    Network,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The venue's own failure: HTTP 5xx, code 1 or 10001.</summary>
    VenueFault,

    /// <summary>Too many requests; the request was refused.</summary>
    RateLimited,

    /// <summary>The key or the signature was not accepted.</summary>
    Authentication,

    /// <summary>The key lacks the right, or the address is not on its list.</summary>
    Forbidden,

    /// <summary>A firewall in front of the venue answered in HTML.</summary>
    Blocked,

    /// <summary>The request is wrong: a parameter, a precision, a price on the wrong side.</summary>
    InvalidRequest,
    UnknownSymbol,

    /// <summary>The symbol or the account may not trade.</summary>
    TradingForbidden,
    InsufficientMargin,
    OrderNotFound,

    /// <summary>The order is finished, or in a state that the request does not fit.</summary>
    OrderState,

    /// <summary>The client order id was used before: the earlier order with it exists.</summary>
    DuplicateClientId,
    PositionNotFound,

    /// <summary>A reduce-only order would not reduce.</summary>
    ReduceOnly,
    BelowMinQuantity,
    AboveMaxQuantity,

    /// <summary>The price is outside the venue's protection band.</summary>
    PriceOutOfBand,

    /// <summary>A stop or target is on the wrong side, or would trigger at once.</summary>
    TriggerPrice,

    /// <summary>Leverage, margin mode or position mode cannot be changed now.</summary>
    ModeLocked,

    /// <summary>The answer could not be understood.</summary>
    Protocol,

    /// <summary>The adapter was stopped while the call was under way.</summary>
    Canceled,

    /// <summary>A code that is not in the table: never retried.</summary>
    Unmapped,
}

/// <summary>An expected failure of a venue call, as a value.</summary>
/// <param name="Code">The venue's code or the HTTP status, as text; empty when there was no answer.</param>
/// <param name="Message">The cause and the remedy, in words. Holds no secret.</param>
public sealed record VenueError(VenueErrorKind Kind, string Code, string Message)
{
    /// <summary>The same request may succeed a little later.</summary>
    public bool IsTransient => Kind is VenueErrorKind.Unreachable or VenueErrorKind.Network or VenueErrorKind.Timeout
        or VenueErrorKind.VenueFault or VenueErrorKind.RateLimited;

    /// <summary>
    /// The venue may have carried out the request: an order after such an answer is unknown, not rejected. Only evidence resolves it.
    /// </summary>
    public bool IsOutcomeUnknown => Kind is VenueErrorKind.Network or VenueErrorKind.Timeout or VenueErrorKind.VenueFault
        or VenueErrorKind.Protocol or VenueErrorKind.Canceled or VenueErrorKind.Unmapped;

    /// <summary>How long the venue asked to wait; zero when it did not say.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>The answer's text, shortened and without secrets; empty when there was none.</summary>
    public string Payload { get; init; } = "";

    public override string ToString() => Code.Length == 0 ? $"{Kind}: {Message}" : $"{Kind} ({Code}): {Message}";
}
