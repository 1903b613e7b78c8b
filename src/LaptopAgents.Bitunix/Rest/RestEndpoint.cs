namespace LaptopAgents.Bitunix;

/// <summary>One call of the venue's REST interface: where it is, how often it may be made and whether it may be made twice.</summary>
/// <param name="Path">Below <c>/api/v1/futures/</c>.</param>
/// <param name="PerSecond">Documented limit, with a little left over.</param>
internal sealed record RestEndpoint(string Path, double PerSecond, bool IsPrivate, bool IsWrite)
{
    public static readonly RestEndpoint TradingPairs = Market("market/trading_pairs");
    public static readonly RestEndpoint Tickers = Market("market/tickers");
    public static readonly RestEndpoint Depth = Market("market/depth");
    public static readonly RestEndpoint Kline = Market("market/kline");
    public static readonly RestEndpoint FundingRate = Market("market/funding_rate");
    public static readonly RestEndpoint FundingRates = Market("market/funding_rate/batch");
    public static readonly RestEndpoint FundingHistory = Market("market/get_funding_rate_history");
    public static readonly RestEndpoint PositionTiers = Market("position/get_position_tiers");

    public static readonly RestEndpoint Account = Read("account");
    public static readonly RestEndpoint LeverageSetting = Read("account/get_leverage_margin_mode");
    public static readonly RestEndpoint Positions = Read("position/get_pending_positions");
    public static readonly RestEndpoint PositionHistory = Read("position/get_history_positions");
    public static readonly RestEndpoint OrderDetail = Read("trade/get_order_detail");
    public static readonly RestEndpoint PendingOrders = Read("trade/get_pending_orders");
    public static readonly RestEndpoint OrderHistory = Read("trade/get_history_orders");
    public static readonly RestEndpoint TradeHistory = Read("trade/get_history_trades");
    public static readonly RestEndpoint PendingTpsl = Read("tpsl/get_pending_orders");
    public static readonly RestEndpoint TpslHistory = Read("tpsl/get_history_orders");

    public static readonly RestEndpoint ChangeLeverage = Write("account/change_leverage", 9);
    public static readonly RestEndpoint ChangeMarginMode = Write("account/change_margin_mode", 9);
    public static readonly RestEndpoint ChangePositionMode = Write("account/change_position_mode", 9);
    public static readonly RestEndpoint AdjustMargin = Write("account/adjust_position_margin", 4.5);
    public static readonly RestEndpoint PlaceOrder = Write("trade/place_order", 9);
    public static readonly RestEndpoint BatchOrder = Write("trade/batch_order", 0.9);
    public static readonly RestEndpoint ModifyOrder = Write("trade/modify_order", 9);
    public static readonly RestEndpoint CancelOrders = Write("trade/cancel_orders", 4.5);
    public static readonly RestEndpoint CancelAll = Write("trade/cancel_all_orders", 9);
    public static readonly RestEndpoint CloseAll = Write("trade/close_all_position", 0.9);
    public static readonly RestEndpoint FlashClose = Write("trade/flash_close_position", 4.5);
    public static readonly RestEndpoint PlaceTpsl = Write("tpsl/place_order", 9);
    public static readonly RestEndpoint ModifyTpsl = Write("tpsl/modify_order", 9);
    public static readonly RestEndpoint PlacePositionTpsl = Write("tpsl/position/place_order", 9);
    public static readonly RestEndpoint ModifyPositionTpsl = Write("tpsl/position/modify_order", 9);
    public static readonly RestEndpoint CancelTpsl = Write("tpsl/cancel_order", 9);

    public string Method => IsWrite ? "POST" : "GET";

    private static RestEndpoint Market(string path) => new(path, 9, IsPrivate: false, IsWrite: false);

    private static RestEndpoint Read(string path) => new(path, 9, IsPrivate: true, IsWrite: false);

    private static RestEndpoint Write(string path, double perSecond) => new(path, perSecond, IsPrivate: true, IsWrite: true);
}
