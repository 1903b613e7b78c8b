using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The account's reads and settings.</summary>
public sealed class AccountApi
{
    private const string Coin = "USDT";
    private readonly RestCaller _caller;

    internal AccountApi(RestCaller caller) => _caller = caller;

    public ValueTask<VenueResult<VenueAccount>> AccountAsync(CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.Account, new QueryParameters().With("marginCoin", Coin), (data, notes) => WireLists.Single(data, notes, VenueAccount.Parse), cancellation);

    public ValueTask<VenueResult<LeverageSetting>> LeverageAsync(string symbol, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.LeverageSetting, new QueryParameters().With("symbol", symbol).With("marginCoin", Coin), (data, notes) => WireLists.Single(data, notes, LeverageSetting.Parse), cancellation);

    /// <param name="symbol">All when null.</param>
    public ValueTask<VenueResult<IReadOnlyList<VenuePosition>>> PositionsAsync(string? symbol, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.Positions, new QueryParameters().With("symbol", symbol), (data, notes) => WireLists.Rows(data, notes, VenuePosition.Parse), cancellation);

    public ValueTask<VenueResult<VenuePage<ClosedPosition>>> PositionHistoryAsync(HistoryQuery query, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.PositionHistory, Parameters(query).With("positionId", query.PositionId), (data, notes) => VenuePage<ClosedPosition>.Parse(data, notes, ClosedPosition.Parse), cancellation);

    /// <summary>An order by one of its names. A fresh order may not be found at first.</summary>
    public ValueTask<VenueResult<VenueOrder>> OrderAsync(OrderName name, CancellationToken cancellation)
    {
        // One name and nothing else: a further parameter was seen to be refused.
        var query = string.IsNullOrEmpty(name.OrderId) ? new QueryParameters().With("clientId", name.ClientId) : new QueryParameters().With("orderId", name.OrderId);
        return _caller.GetAsync(RestEndpoint.OrderDetail, query, (data, notes) => WireLists.Single(data, notes, VenueOrder.Parse), cancellation);
    }

    /// <summary>Working orders, newest first. Stops and targets are listed by <see cref="PendingTpslAsync"/>.</summary>
    public ValueTask<VenueResult<VenuePage<VenueOrder>>> PendingOrdersAsync(HistoryQuery query, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.PendingOrders, Named(query), (data, notes) => VenuePage<VenueOrder>.Parse(data, notes, VenueOrder.Parse), cancellation);

    /// <summary>Finished orders, newest first.</summary>
    public ValueTask<VenueResult<VenuePage<VenueOrder>>> OrderHistoryAsync(HistoryQuery query, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.OrderHistory, Named(query).With("queryCanceled", query.OnlyCanceled ? "true" : null), (data, notes) => VenuePage<VenueOrder>.Parse(data, notes, VenueOrder.Parse), cancellation);

    /// <summary>Fills, newest first.</summary>
    public ValueTask<VenueResult<VenuePage<VenueTrade>>> TradeHistoryAsync(HistoryQuery query, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.TradeHistory, Parameters(query).With("orderId", query.OrderId), (data, notes) => VenuePage<VenueTrade>.Parse(data, notes, VenueTrade.Parse), cancellation);

    public ValueTask<VenueResult<VenuePage<VenueTpsl>>> PendingTpslAsync(HistoryQuery query, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.PendingTpsl, Parameters(query).With("positionId", query.PositionId), (data, notes) => VenuePage<VenueTpsl>.Parse(data, notes, VenueTpsl.Parse), cancellation);

    public ValueTask<VenueResult<VenuePage<VenueTpsl>>> TpslHistoryAsync(HistoryQuery query, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.TpslHistory, Parameters(query), (data, notes) => VenuePage<VenueTpsl>.Parse(data, notes, VenueTpsl.Parse), cancellation);

    public ValueTask<VenueResult<LeverageSetting>> ChangeLeverageAsync(string symbol, int leverage, CancellationToken cancellation)
    {
        var body = RequestBodies.Of(json =>
        {
            json.WriteString("symbol", symbol);
            json.WriteNumber("leverage", leverage);
            json.WriteString("marginCoin", Coin);
        });
        return _caller.PostAsync(RestEndpoint.ChangeLeverage, body, (data, notes) => WireLists.Single(data, notes, LeverageSetting.Parse), cancellation);
    }

    public ValueTask<VenueResult<LeverageSetting>> ChangeMarginModeAsync(string symbol, MarginMode mode, CancellationToken cancellation)
    {
        var body = RequestBodies.Of(json =>
        {
            json.WriteString("symbol", symbol);
            json.WriteString("marginMode", mode == MarginMode.Cross ? "CROSS" : "ISOLATION");
            json.WriteString("marginCoin", Coin);
        });
        return _caller.PostAsync(RestEndpoint.ChangeMarginMode, body, (data, notes) => WireLists.Single(data, notes, LeverageSetting.Parse), cancellation);
    }

    /// <summary>For the whole account; refused while there is any position or order.</summary>
    public ValueTask<VenueResult<PositionModeSetting>> ChangePositionModeAsync(PositionMode mode, CancellationToken cancellation)
    {
        var body = RequestBodies.Of(json => json.WriteString("positionMode", mode == PositionMode.Hedge ? "HEDGE" : "ONE_WAY"));
        return _caller.PostAsync(RestEndpoint.ChangePositionMode, body, (data, notes) => WireLists.Single(data, notes, PositionModeSetting.Parse), cancellation);
    }

    /// <summary>Adds margin to an isolated position, or takes it away when negative.</summary>
    public ValueTask<VenueResult<bool>> AdjustMarginAsync(string symbol, string positionId, Money amount, CancellationToken cancellation)
    {
        var body = RequestBodies.Of(json =>
        {
            json.WriteString("symbol", symbol);
            json.WriteString("marginCoin", Coin);
            json.WriteString("amount", amount.ToString());
            json.WriteString("positionId", positionId);
        });
        return _caller.PostAsync(RestEndpoint.AdjustMargin, body, static (_, _) => true, cancellation);
    }

    private static QueryParameters Parameters(HistoryQuery query) => new QueryParameters()
        .With("symbol", query.Symbol).With("startTime", query.From).With("endTime", query.To).With("skip", query.Skip).With("limit", query.Limit);

    private static QueryParameters Named(HistoryQuery query) => Parameters(query).With("orderId", query.OrderId).With("clientId", query.ClientId);
}
