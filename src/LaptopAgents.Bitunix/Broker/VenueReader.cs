using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>Reads the venue's side of the truth and hands it in. Each method tells whether everything could be read.</summary>
internal sealed class VenueReader(AccountApi account, OrderTruth truth, BrokerOptions options, Func<Timestamp> now, TimeProvider time)
{
    private const int PageRows = 100;
    private const int MostPages = 50;
    private static readonly Duration s_overlap = Duration.FromMinutes(2);
    private static readonly TimeSpan s_positionLook = TimeSpan.FromMilliseconds(250);

    /// <summary>Fills from here on are read when none was told yet.</summary>
    public Timestamp Since { get; set; }

    /// <summary>Working orders that the venue listed when they were read last.</summary>
    public int Listed { get; private set; }

    /// <summary>The id of an open position, which the venue shows a little after it came about; null when there is none.</summary>
    public async ValueTask<string?> PositionIdAsync(string symbol, Side side, CancellationToken stop)
    {
        for (var look = 0; look < 12; look++)
        {
            var rows = await account.PositionsAsync(symbol, stop);
            if (rows.IsOk && rows.Value.FirstOrDefault(row => row.Symbol == symbol && row.Side == side) is { } position) return position.PositionId;
            await Task.Delay(s_positionLook, time, stop);
        }

        return null;
    }

    /// <summary>Looks an order up by its detail, and where that has nothing, in the lists of working and finished orders.</summary>
    public async ValueTask QueryAsync(TrackedPart part, CancellationToken stop)
    {
        var asked = time.GetTimestamp();
        var row = await account.OrderAsync(new OrderName(part.VenueId, part.ClientId), stop);
        if (row.IsOk)
        {
            truth.Take(OrderEvidence.Of(row.Value, now(), asked));
            return;
        }

        if (row.Error.Kind != VenueErrorKind.OrderNotFound)
        {
            truth.QueryFailed(part);
            return;
        }

        var name = new HistoryQuery { OrderId = part.VenueId.Length > 0 ? part.VenueId : null, ClientId = part.VenueId.Length > 0 ? null : part.ClientId };
        var found = await ListedAsync(account.PendingOrdersAsync(name, stop), part)
            ?? await ListedAsync(account.OrderHistoryAsync(name, stop), part) ?? await ListedAsync(account.OrderHistoryAsync(name with { OnlyCanceled = true }, stop), part);
        switch (found)
        {
            case { } order when order.Rows is [var first, ..]: truth.Take(OrderEvidence.Of(first, now(), asked)); break;
            case { IsFailed: true }: truth.QueryFailed(part); break;
            default: truth.NotFound(part); break;
        }
    }

    /// <summary>Reads the fills since a little before the newest that was told, oldest first in effect.</summary>
    public async ValueTask<bool> TradesAsync(CancellationToken stop)
    {
        var from = truth.NewestTrade > Since ? truth.NewestTrade : Since;
        var rows = await AllAsync((skip, to) => account.TradeHistoryAsync(new HistoryQuery(From: from == default ? null : from - s_overlap, Skip: skip), to), stop);
        if (rows is not null) truth.TakeTrades(rows, isWhole: true);
        return rows is not null;
    }

    /// <summary>The newest fills, for a session that begins: nothing is to be told of them. No clock takes part, for none is known yet.</summary>
    public async ValueTask<bool> SkipPastAsync(CancellationToken stop)
    {
        for (var skip = 0; ;)
        {
            var rows = await account.TradeHistoryAsync(new HistoryQuery(Skip: skip), stop);
            if (!rows.IsOk) return false;
            truth.Skip(rows.Value.Rows);
            skip += rows.Value.Rows.Count;
            foreach (var row in rows.Value.Rows)
            {
                if (row.Time > Since) Since = row.Time.Value;
            }

            if (rows.Value.Rows.Count < PageRows || rows.Value.Rows[^1].Time < Since - s_overlap) return true;
        }
    }

    /// <summary>Finds out whose orders the fills of unknown orders belong to.</summary>
    public async ValueTask FillersAsync(CancellationToken stop)
    {
        foreach (var id in truth.UnknownFillers())
        {
            var asked = time.GetTimestamp();
            var row = await account.OrderAsync(new OrderName(id, null), stop);
            if (row.IsOk) truth.Take(OrderEvidence.Of(row.Value, now(), asked));
            else truth.FillerNotFound(id);
        }
    }

    /// <summary>Reads stops and targets, working and finished.</summary>
    public async ValueTask<bool> TpslAsync(CancellationToken stop)
    {
        var past = await account.TpslHistoryAsync(new HistoryQuery(), stop);
        var pending = await account.PendingTpslAsync(new HistoryQuery(), stop);
        var positions = await account.PositionsAsync(null, stop);
        if (!past.IsOk || !pending.IsOk || !positions.IsOk) return false;
        foreach (var row in past.Value.Rows.Concat(pending.Value.Rows))
            truth.TakeTpsl(row.OrderId, row.Symbol, row.Status, row.TakeProfit, row.StopLoss, row.Triggered ?? row.Created ?? now());
        truth.EndOfTpsl(instrument => !positions.Value.Any(row => row.Symbol == options.Instruments[instrument.Index].Symbol));
        return true;
    }

    /// <summary>Reads the working orders; ours that are not among them are looked up one by one.</summary>
    public async ValueTask<bool> OrdersAsync(CancellationToken stop)
    {
        var expected = truth.WorkingParts();
        var asked = time.GetTimestamp();
        var rows = await AllAsync((skip, to) => account.PendingOrdersAsync(new HistoryQuery(Skip: skip), to), stop);
        if (rows is null) return false;
        Listed = rows.Count;
        foreach (var row in rows) truth.Take(OrderEvidence.Of(row, now(), asked));
        foreach (var part in expected.Where(part => !rows.Exists(row => row.OrderId == part.VenueId || row.ClientId == part.ClientId))) truth.Ask(part);
        return true;
    }

    private static async ValueTask<Listing?> ListedAsync(ValueTask<VenueResult<VenuePage<VenueOrder>>> page, TrackedPart part)
    {
        var rows = await page;
        if (!rows.IsOk) return new([], IsFailed: true);
        // A filter that the venue does not know is a filter that it ignores.
        var own = rows.Value.Rows.Where(row => row.ClientId == part.ClientId || (part.VenueId.Length > 0 && row.OrderId == part.VenueId)).ToList();
        return own.Count > 0 ? new(own, IsFailed: false) : null;
    }

    // Pages move while they are read: a row may come twice, which does no harm, or be pushed out by a new one, which the next page then shows.
    private static async ValueTask<List<T>?> AllAsync<T>(Func<int, CancellationToken, ValueTask<VenueResult<VenuePage<T>>>> page, CancellationToken stop)
    {
        var all = new List<T>();
        for (var number = 0; number < MostPages; number++)
        {
            var rows = await page(all.Count, stop);
            if (!rows.IsOk) return null;
            all.AddRange(rows.Value.Rows);
            if (rows.Value.Rows.Count < PageRows || all.Count >= rows.Value.Total) break;
        }

        return all;
    }

    private sealed record Listing(IReadOnlyList<VenueOrder> Rows, bool IsFailed);
}
