using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The reads that need no key.</summary>
public sealed class MarketApi
{
    /// <summary>Rows that the venue gives at once.</summary>
    public const int PageRows = 200;

    private readonly RestCaller _caller;

    internal MarketApi(RestCaller caller) => _caller = caller;

    /// <param name="symbols">All pairs when none is named.</param>
    public ValueTask<VenueResult<IReadOnlyList<TradingPair>>> TradingPairsAsync(IReadOnlyList<string> symbols, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.TradingPairs, new QueryParameters().With("symbols", string.Join(',', symbols)), (data, notes) => WireLists.Rows(data, notes, TradingPair.Parse), cancellation);

    /// <param name="symbols">All pairs when none is named.</param>
    public ValueTask<VenueResult<IReadOnlyList<Ticker24>>> TickersAsync(IReadOnlyList<string> symbols, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.Tickers, new QueryParameters().With("symbols", string.Join(',', symbols)), (data, notes) => WireLists.Rows(data, notes, Ticker24.Parse), cancellation);

    /// <param name="levels">1, 5, 15 or 50.</param>
    public ValueTask<VenueResult<DepthBook>> DepthAsync(string symbol, int levels, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.Depth, new QueryParameters().With("symbol", symbol).With("limit", levels), DepthBook.Parse, cancellation);

    /// <summary>At most 200 rows, oldest first and each time once. The newest may still be forming.</summary>
    /// <param name="interval">In the venue's REST words: 1m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d.</param>
    /// <param name="start">Filters only: the venue counts the rows back from the end.</param>
    public async ValueTask<VenueResult<IReadOnlyList<Bar>>> KlinesAsync(
        string symbol, string interval, Timestamp? start, Timestamp? end, int limit, CancellationToken cancellation)
    {
        var query = new QueryParameters().With("symbol", symbol).With("interval", interval).With("limit", limit).With("startTime", start).With("endTime", end).With("type", "LAST_PRICE");
        var rows = await _caller.GetAsync(RestEndpoint.Kline, query, (data, notes) => WireLists.Rows(data, notes, VenueKline.Parse), cancellation);
        return rows.Select(InOrder);
    }

    public ValueTask<VenueResult<CurrentFunding>> FundingRateAsync(string symbol, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.FundingRate, new QueryParameters().With("symbol", symbol), (data, notes) => WireLists.Single(data, notes, CurrentFunding.Parse), cancellation);

    public ValueTask<VenueResult<IReadOnlyList<CurrentFunding>>> FundingRatesAsync(CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.FundingRates, new QueryParameters(), (data, notes) => WireLists.Rows(data, notes, CurrentFunding.Parse), cancellation);

    /// <summary>At most 200 settlements, oldest first.</summary>
    public async ValueTask<VenueResult<IReadOnlyList<SettledFunding>>> FundingHistoryAsync(
        string symbol, Timestamp? start, Timestamp? end, int limit, CancellationToken cancellation)
    {
        // The documented name lacks a letter; whether the right one works too is not known, so both are sent.
        var query = new QueryParameters().With("symbol", symbol).With("starTime", start).With("startTime", start).With("endTime", end).With("limit", limit);
        var rows = await _caller.GetAsync(RestEndpoint.FundingHistory, query, (data, notes) => WireLists.Rows(data, notes, SettledFunding.Parse), cancellation);
        return rows.Select<IReadOnlyList<SettledFunding>>(all => [.. all.OrderBy(row => row.Time).DistinctBy(row => row.Time)]);
    }

    public ValueTask<VenueResult<IReadOnlyList<PositionTier>>> PositionTiersAsync(string symbol, CancellationToken cancellation) =>
        _caller.GetAsync(RestEndpoint.PositionTiers, new QueryParameters().With("symbol", symbol), (data, notes) => WireLists.Rows(data, notes, PositionTier.Parse), cancellation);

    private static IReadOnlyList<Bar> InOrder(IReadOnlyList<VenueKline> rows) => [.. rows.Select(row => row.Bar).OrderBy(bar => bar.OpenTime).DistinctBy(bar => bar.OpenTime)];
}
