namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// The exchange's odd habits, and what its documentation says instead. The defaults are what clients have met in practice; whatever is not
/// known for sure can be set either way, so that a client can be tried against both.
/// </summary>
public sealed record Quirks
{
    /// <summary>Replies of <c>account</c> and of the <c>change_*</c> calls are arrays of one element.</summary>
    public bool AccountAsArray { get; set; }

    /// <summary>The reply of <c>funding_rate</c> is an array of one element.</summary>
    public bool FundingRateAsArray { get; set; }

    /// <summary>The reply to a placed TP/SL order is an array that names a client id.</summary>
    public bool TpslReplyAsArray { get; set; }

    /// <summary>Positions are LONG and SHORT in REST too; otherwise BUY and SELL.</summary>
    public bool PositionSideLongShort { get; set; }

    /// <summary>Now and then a status ends with an underscore: <c>NEW_</c>.</summary>
    public bool StatusUnderscore { get; set; }

    /// <summary>Times and totals are JSON numbers; otherwise strings.</summary>
    public bool NumericTimes { get; set; }

    /// <summary>Depth and kline values are JSON numbers; otherwise strings.</summary>
    public bool NumericPrices { get; set; }

    /// <summary>Klines name base volume <c>baseVol</c>; otherwise the names are swapped, as they are on the real exchange.</summary>
    public bool KlineVolumesAsDocumented { get; set; }

    /// <summary>A page of klines starts at <c>startTime</c>; otherwise it hangs at <c>endTime</c>.</summary>
    public bool KlineHonoursStart { get; set; }

    /// <summary>The bar that is still forming is left out of klines.</summary>
    public bool KlineWithoutForming { get; set; }

    /// <summary>Klines end before <c>endTime</c>; otherwise a bar that opens at it is told.</summary>
    public bool KlineEndExclusive { get; set; }

    /// <summary><c>depth_books</c> sends one snapshot and then changes; otherwise full books.</summary>
    public bool DepthBooksIncremental { get; set; }

    /// <summary>The <c>tickers</c> channel sends arrays.</summary>
    public bool TickersAsArray { get; set; }

    /// <summary>What a market order's row has for a price: a text, or null when empty.</summary>
    public string MarketPriceText { get; set; } = "market";

    /// <summary>A subscription is answered by an echo.</summary>
    public bool SubscribeAck { get; set; }

    /// <summary>Private pushes come only for what was subscribed; otherwise after the login without asking.</summary>
    public bool PrivateOnlyWhenSubscribed { get; set; }

    /// <summary>A ping is answered by <c>op: pong</c>.</summary>
    public bool PongAsPong { get; set; }

    /// <summary>An UPDATE of a position leaves out what did not change.</summary>
    public bool PositionUpdatePartial { get; set; }

    /// <summary>A post-only order that would take is refused at once; otherwise accepted and canceled.</summary>
    public bool PostOnlyRefusedAtOnce { get; set; }

    /// <summary>In one-way mode an opposite OPEN order that reduces only is understood.</summary>
    public bool OneWayReduceByOpen { get; set; } = true;

    /// <summary>In one-way mode a CLOSE order with the position's side is understood.</summary>
    public bool OneWayReduceByClose { get; set; } = true;

    /// <summary>A missing <c>tradeSide</c> is refused; otherwise it means OPEN in one-way mode.</summary>
    public bool TradeSideRequired { get; set; }

    /// <summary>A position id on an OPEN order is refused; otherwise ignored.</summary>
    public bool RefusePositionIdOnOpen { get; set; }

    /// <summary>Milliseconds in which a new order cannot be found.</summary>
    /// <value>The default is 0.</value>
    public int OrderVisibleAfterMs { get; set; }

    /// <summary>Milliseconds in which a new position cannot be found.</summary>
    /// <value>The default is 250.</value>
    public int PositionVisibleAfterMs { get; set; } = 250;

    /// <summary>Available funds count open results; otherwise wallet − margin − frozen.</summary>
    public bool AvailableWithUnrealised { get; set; }

    /// <summary>The current funding rate is a fraction; otherwise percent.</summary>
    public bool FundingRateAsFraction { get; set; }

    /// <summary>Over a limit: HTTP 429 instead of code 10006.</summary>
    public bool RateLimitAsHttp429 { get; set; }

    /// <summary>Every private call needs a nonce that was not used before.</summary>
    public bool RefuseUsedNonce { get; set; }

    /// <summary>Whether fields of the <c>price</c> channel are now and then missing.</summary>
    public bool PricePushPartial { get; set; }
}
