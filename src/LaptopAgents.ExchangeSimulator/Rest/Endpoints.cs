using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Carries a call out and writes its data; a refusal throws away what was written.</summary>
internal delegate Refusal? EndpointHandler(Exchange exchange, RestRequest request, Utf8JsonWriter json);

/// <summary>One call that the exchange knows.</summary>
/// <param name="PerSecond">How often an account (a private call) or an address (a public one) may call it.</param>
internal sealed record Endpoint(string Method, string Path, bool IsPrivate, int PerSecond, EndpointHandler Handler)
{
    public bool NeedsTrade => IsPrivate && Method == "POST";
}

/// <summary>Every call that the exchange knows.</summary>
internal static class Endpoints
{
    private const string Root = "/api/v1/futures/";

    public static IReadOnlyDictionary<(string Method, string Path), Endpoint> All { get; } = new Endpoint[]
    {
        Public("market/trading_pairs", MarketEndpoints.TradingPairs),
        Public("market/tickers", MarketEndpoints.Tickers),
        Public("market/depth", MarketEndpoints.Depth),
        Public("market/kline", MarketEndpoints.Klines),
        Public("market/funding_rate", FundingEndpoints.Current),
        Public("market/funding_rate/batch", FundingEndpoints.All),
        Public("market/get_funding_rate_history", FundingEndpoints.History),
        Public("position/get_position_tiers", MarketEndpoints.PositionTiers),
        Read("account", AccountEndpoints.Account),
        Read("account/get_leverage_margin_mode", AccountEndpoints.LeverageAndMarginMode),
        Write("account/change_leverage", 10, AccountEndpoints.ChangeLeverage),
        Write("account/change_margin_mode", 10, AccountEndpoints.ChangeMarginMode),
        Write("account/change_position_mode", 10, AccountEndpoints.ChangePositionMode),
        Write("account/adjust_position_margin", 5, AccountEndpoints.AdjustMargin),
        Read("position/get_pending_positions", PositionEndpoints.Pending),
        Read("position/get_history_positions", PositionEndpoints.History),
        Write("trade/place_order", 10, TradeEndpoints.Place),
        Write("trade/batch_order", 1, TradeEndpoints.Batch),
        Write("trade/modify_order", 10, TradeEndpoints.Modify),
        Write("trade/cancel_orders", 5, TradeEndpoints.Cancel),
        Write("trade/cancel_all_orders", 10, TradeEndpoints.CancelAll),
        Write("trade/close_all_position", 1, TradeEndpoints.CloseAll),
        Write("trade/flash_close_position", 5, TradeEndpoints.FlashClose),
        Read("trade/get_order_detail", OrderQueries.Detail),
        Read("trade/get_pending_orders", OrderQueries.Pending),
        Read("trade/get_history_orders", OrderQueries.History),
        Read("trade/get_history_trades", OrderQueries.Trades),
        Write("tpsl/place_order", 10, StopEndpoints.Place),
        Write("tpsl/modify_order", 10, StopEndpoints.Modify),
        Write("tpsl/position/place_order", 10, StopEndpoints.PlaceWhole),
        Write("tpsl/position/modify_order", 10, StopEndpoints.ModifyWhole),
        Write("tpsl/cancel_order", 10, StopEndpoints.Cancel),
        Read("tpsl/get_pending_orders", StopEndpoints.Pending),
        Read("tpsl/get_history_orders", StopEndpoints.History),
    }.ToDictionary(endpoint => (endpoint.Method, endpoint.Path));

    private static Endpoint Public(string path, EndpointHandler handler) => new("GET", Root + path, IsPrivate: false, 10, handler);

    private static Endpoint Read(string path, EndpointHandler handler) => new("GET", Root + path, IsPrivate: true, 10, handler);

    private static Endpoint Write(string path, int perSecond, EndpointHandler handler) => new("POST", Root + path, IsPrivate: true, perSecond, handler);
}
