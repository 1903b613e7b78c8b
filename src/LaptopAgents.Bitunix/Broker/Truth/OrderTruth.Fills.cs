using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <remarks>Fills, told in the order of their times and each once, and the money that they move.</remarks>
internal sealed partial class OrderTruth
{
    private readonly HashSet<long> _seenTrades = [];
    private readonly SortedDictionary<(long Time, long Number), VenueTrade> _pendingTrades = [];
    private readonly HashSet<string> _foreignOrders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foreignFillers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _askedSince = new(StringComparer.Ordinal);
    private readonly Position[] _positions = [];
    private long _newestTrade;

    /// <summary>There is evidence of fills that have not been told.</summary>
    public bool NeedsTrades { get; private set; }

    // Orders that turned up after they had been given up; they are to be canceled.
    private Queue<TrackedPart> LateOrders { get; } = new();

    /// <summary>Orders whose fate is open: on their way, unknown, or with a request that is not settled.</summary>
    public int OpenParts
    {
        get
        {
            lock (_gate) return _orders.Values.Sum(static order => order.Parts.Count(static part => part.Phase is PartPhase.Queued or PartPhase.Sending or PartPhase.Unknown || part.QueryAt is not null));
        }
    }

    /// <summary>The next order that turned up after it had been given up; it is to be canceled.</summary>
    public bool TryTakeLate([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TrackedPart part)
    {
        lock (_gate) return LateOrders.TryDequeue(out part);
    }

    /// <summary>Whether the told fills make this position.</summary>
    public bool IsPosition(string symbol, Quantity signed)
    {
        lock (_gate) return IndexOf(symbol) is not { } index || _positions[index].Quantity == signed;
    }

    /// <summary>What fills and funding have moved since the start.</summary>
    public Money CashMoved { get; private set; }

    /// <summary>The time of the newest fill that was told; the start of time when there is none.</summary>
    public Timestamp NewestTrade => new(Volatile.Read(ref _newestTrade));

    public Position PositionOf(InstrumentId instrument)
    {
        lock (_gate) return _positions[instrument.Index];
    }

    /// <summary>Something else than an order says that there are fills: they are to be read.</summary>
    public void AskTrades()
    {
        lock (_gate) NeedsTrades = true;
    }

    /// <summary>Fills of before the session: nothing is told of them.</summary>
    public void Skip(IEnumerable<VenueTrade> trades)
    {
        lock (_gate)
        {
            foreach (var trade in trades) _seenTrades.Add(Number(trade.TradeId));
        }
    }

    /// <summary>Takes in fills in any order, known ones too.</summary>
    /// <param name="isWhole">They are all that the venue has since the newest that was told.</param>
    public void TakeTrades(IEnumerable<VenueTrade> trades, bool isWhole)
    {
        lock (_gate)
        {
            foreach (var trade in trades)
            {
                var number = Number(trade.TradeId);
                if (!_seenTrades.Contains(number)) _pendingTrades[((trade.Time ?? _now()).UnixNanos, number)] = trade;
            }

            TellTrades();
            if (isWhole) NeedsTrades = _pendingTrades.Count > 0 || _orders.Values.Any(static order => order.Parts.Exists(static part => part.Known > part.Told));
        }
    }

    /// <summary>Orders with fills whose owner is not known; they are to be looked up.</summary>
    public List<string> UnknownFillers()
    {
        lock (_gate) return [.. _pendingTrades.Values.Select(static trade => trade.OrderId).Distinct().Where(id => !IsOwnerKnown(id))];
    }

    /// <summary>An order with fills was looked for and not found, or not read. After a while it counts as somebody else's.</summary>
    public void FillerNotFound(string venueId)
    {
        lock (_gate)
        {
            var since = _askedSince.TryGetValue(venueId, out var first) ? first : _askedSince[venueId] = _time.GetTimestamp();
            if (_time.GetElapsedTime(since) <= _options.Patience) return;
            _foreignFillers.Add(venueId);
            TellTrades();
        }
    }

    /// <summary>Finished orders are forgotten, so that a long session does not grow; their fills stay known.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            foreach (var order in _orders.Values.Where(static order => order.IsFinished && order.Parts.TrueForAll(static part => part.Refusal != OrderReason.UnknownOrder)).ToList())
            {
                if (_orders.Count <= MostFinished) return;
                _orders.Remove(order.Terms.Id);
            }
        }
    }

    // Pushes repeat the past for a while, so that the newest finished orders are kept.
    private const int MostFinished = 500;

    private bool IsOwnerKnown(string venueId) => _byVenueId.ContainsKey(venueId) || _children.ContainsKey(venueId) || _foreignFillers.Contains(venueId);

    private void TellTrades()
    {
        // One whose owner is not known holds up all that follow: the position must be told in the order in which it came about.
        while (_pendingTrades.Count > 0)
        {
            var (key, trade) = _pendingTrades.First();
            var clientPart = PartOf(trade.OrderId, trade.ClientId);
            if (clientPart is null && !IsOwnerKnown(trade.OrderId)) return;
            _pendingTrades.Remove(key);
            if (!_seenTrades.Add(key.Number)) continue;
            var time = new Timestamp(key.Time);
            _newestTrade = Math.Max(_newestTrade, key.Time);
            Move(trade);
            if (clientPart is not null) TellFill(clientPart, trade, key.Number, time);
            else if (_children.TryGetValue(trade.OrderId, out var child)) TellLegFill(child, trade, key.Number, time);
            else TellForeignFill(trade, key.Number, time);
        }
    }

    private void TellFill(TrackedPart part, VenueTrade trade, long number, Timestamp time)
    {
        var order = part.Order;
        if (part.Phase is PartPhase.Sending or PartPhase.Unknown) part.Phase = PartPhase.Working;
        TellAccepted(order, time);
        part.Told += trade.Quantity;
        if (part.Told > part.Known) part.Known = part.Told;
        if (part.Phase == PartPhase.Working && part.Told >= part.Quantity) (part.Phase, part.End, part.QueryAt) = (PartPhase.Done, VenueOrderStatus.Filled, null);
        if (order.Told + trade.Quantity > order.Quantity)
        {
            // A change whose answer was lost made the order larger than the engine knows.
            order.Quantity = order.Told + trade.Quantity;
            Tell(order, time, Report(order, ExecutionKind.Modified) with { LeavesQuantity = trade.Quantity });
        }

        order.Told += trade.Quantity;
        var report = Fill(trade, number) with
        {
            OrderId = order.Terms.Id,
            Purpose = order.Terms.Purpose,
            CumulativeQuantity = order.Told,
            LeavesQuantity = Leaves(order),
        };
        Tell(order, time, in report);
        if (report.LeavesQuantity.IsZero) order.IsOver = true;
        Settle(order, time);
    }

    private void TellForeignFill(VenueTrade trade, long number, Timestamp time)
    {
        Find(BrokerFindingKind.ForeignFill, trade.Symbol, trade.OrderId, $"{trade.Side} {trade.Quantity} {trade.Symbol} at {trade.Price} by an order that this session did not send: a hand, another program or a liquidation.");
        if (IndexOf(trade.Symbol) is { } index) _reports.Add(new(index), time, Fill(trade, number) with { Purpose = OrderPurpose.Flatten, CumulativeQuantity = trade.Quantity });
    }

    private void Move(VenueTrade trade)
    {
        if (IndexOf(trade.Symbol) is not { } index) return;
        _positions[index] = _positions[index].After(trade.Side.Signed(trade.Quantity), trade.Price, out var realised);
        CashMoved += realised - trade.Fee;
    }

    private int? IndexOf(string symbol)
    {
        for (var i = 0; i < _options.Instruments.Count; i++)
        {
            if (_options.Instruments[i].Symbol == symbol) return i;
        }

        return null;
    }

    // What the price would have been without our order is not known to the venue either.
    private static ExecutionReport Fill(VenueTrade trade, long number) => new()
    {
        Kind = ExecutionKind.Filled, Side = trade.Side, FillId = number, LastPrice = trade.Price, LastQuantity = trade.Quantity, Fee = trade.Fee,
        ReferencePrice = trade.Price, Liquidity = trade.Role ?? LiquidityRole.Taker,
    };

    /// <summary>The venue's number of a fill; one that is no number becomes one by FNV-1a, the same each time.</summary>
    internal static long Number(string tradeId)
    {
        if (long.TryParse(tradeId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        var hash = 14695981039346656037UL;
        foreach (var letter in tradeId) hash = unchecked((hash ^ letter) * 1099511628211UL);
        return (long)(hash >> 1) | 1;
    }
}
