using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <remarks>
/// Liquidation rule. A position is broken when its margin and its open result at the mark price no longer exceed the maintenance
/// requirement. Its instrument's orders are canceled first. Then, while it is broken: above the lowest tier it is cut to the cap of the
/// tier below, and in the lowest tier it is closed, at the mark price, each cut paying the liquidation fee. When the mark is already
/// beyond bankruptcy the whole position goes at the bankruptcy price, and the venue bears the rest; the fee never takes more than what
/// is left. In cross margin the position with the largest requirement is cut first.
/// </remarks>
internal sealed partial class Matcher
{
    /// <summary>Several positions stand on one balance: each must be looked at whenever the price of another turns.</summary>
    public bool IsAccountWatched { get; private set; }

    /// <summary>More than one position that can be liquidated stands on the account's balance.</summary>
    public bool HasSeveralPositions { get; private set; }

    /// <summary>Both of the above, to be put back after a path was only tried.</summary>
    public (bool IsAccountWatched, bool HasSeveralPositions) Watch
    {
        get => (IsAccountWatched, HasSeveralPositions);
        set => (IsAccountWatched, HasSeveralPositions) = value;
    }

    /// <summary>Reckons anew at which price the market's position is liquidated, when something changed.</summary>
    public void RefreshLiquidation(Market market)
    {
        if (market.IsLiquidationKnown && !IsAccountWatched) return;
        market.IsLiquidationKnown = true;
        (market.LiquidationLow, market.LiquidationHigh) = (long.MinValue, long.MaxValue);
        if (market.Position.IsFlat || market.Info.MarginTiers.Count == 0) return;
        var price = Maintenance.LiquidationPrice(market.Info, market.Position, MarginOf(market));
        if (price == 0) return;
        if (market.Position.IsLong) market.LiquidationLow = price;
        else market.LiquidationHigh = price;
    }

    /// <summary>Cash moved, so every liquidation price moved.</summary>
    public void ForgetLiquidation()
    {
        foreach (var market in _account.Markets) market.IsLiquidationKnown = false;
    }

    /// <summary>
    /// Watches the account through this instant only if the worst price of every bar in it, all at once, could break the account.
    /// </summary>
    public void WatchAccount(ReadOnlySpan<EngineEvent> events)
    {
        var spare = _account.Cash;
        foreach (var market in _account.Markets)
            if (!market.Position.IsFlat) spare += Spare(market, market.MarkOrPrice, market.MarkOrPrice);
        foreach (ref readonly var next in events)
        {
            var market = _account.Markets[next.Instrument.Index];
            if (next.Kind != EventKind.BarClose || market.Position.IsFlat) continue;
            ref readonly var bar = ref next.Bar;
            var worst = market.Position.IsLong ? bar.Low.Raw : bar.High.Raw;
            spare += Spare(market, worst, bar.High.Raw) - Spare(market, market.MarkOrPrice, market.MarkOrPrice);
        }

        IsAccountWatched = spare.Raw <= 0;
    }

    private static Money Spare(Market market, long price, long highest) =>
        market.Position.UnrealisedAt(new Price(price))
        - Maintenance.Required(market.Info, (new Price(highest) * market.Position.Quantity).Abs());

    // What one position does changes what the others can bear.
    private void CountPositions()
    {
        ForgetLiquidation();
        var count = 0;
        foreach (var market in _account.Markets)
            if (market is { IsIsolated: false, Position.IsFlat: false } && market.Info.MarginTiers.Count > 0) count++;
        HasSeveralPositions = IsAccountWatched = count > 1;
    }

    /// <summary>Liquidates what the price of this instant breaks.</summary>
    public void CheckLiquidation(Market market, bool jumped)
    {
        if (market.Position.IsFlat || market.Info.MarginTiers.Count == 0) return;
        RefreshLiquidation(market);
        var mark = market.MarkOrPrice;
        // The price kept may be older than another position's market: only the account itself decides.
        while ((mark <= market.LiquidationLow || mark >= market.LiquidationHigh)
            && !market.Position.IsFlat && Maintenance.IsBroken(market.Info, market.Position, MarginOf(market), mark))
        {
            Liquidate(Trial is null ? Heaviest(market) : market, market.Cursor.Time, jumped);
            RefreshLiquidation(market);
        }
    }

    private Market Heaviest(Market broken)
    {
        if (broken.IsIsolated) return broken;
        var heaviest = broken;
        foreach (var market in _account.Markets)
            if (market is { IsIsolated: false, Position.IsFlat: false } && RequiredBy(market) > RequiredBy(heaviest)) heaviest = market;
        return heaviest;
    }

    private static Money RequiredBy(Market market) =>
        Maintenance.Required(market.Info, (new Price(market.MarkOrPrice) * market.Position.Quantity).Abs());

    /// <summary>What stands for the position besides its own open result.</summary>
    private Money MarginOf(Market market)
    {
        if (market.IsIsolated) return new Money(market.IsolatedMargin);
        var margin = _account.Cash;
        foreach (var other in _account.Markets)
            if (other != market && !other.Position.IsFlat)
                margin += other.IsIsolated ? new Money(-other.IsolatedMargin) : other.Position.UnrealisedAt(new Price(other.MarkOrPrice)) - RequiredBy(other);
        return margin;
    }

    private void Liquidate(Market market, long now, bool jumped)
    {
        market.Cursor.Time = Math.Max(market.Cursor.Time, now);
        CancelForLiquidation(market);
        var mark = market.MarkOrPrice;
        var held = market.Position.Quantity.Raw;
        var size = Math.Abs(held);
        var notional = (new Price(mark) * market.Position.Quantity).Abs();
        var tier = Maintenance.Tier(market.Info, notional);
        var left = BalanceFor(market) + market.Position.UnrealisedAt(new Price(mark));
        var price = mark;
        var quantity = size;
        if (left.IsNegative) price = BankruptcyPrice(market);
        else if (tier > 0)
        {
            var keep = (market.Info.MarginTiers[tier - 1].NotionalCap / new Price(mark)).Raw;
            keep -= keep % market.Lot;
            if (keep > 0 && keep < size) quantity = size - keep;
        }

        var charged = (new Price(price) * new Quantity(quantity)).Times(market.Info.LiquidationFee, Rounding.Ceiling);
        var afford = BalanceFor(market) + market.Position.UnrealisedAt(new Price(price));
        var fee = Money.Min(charged, Money.Max(afford, Money.Zero));
        var flags = (market.HasMark ? FillFlags.None : FillFlags.AssumedMark) | (jumped && price != mark ? FillFlags.Gap : FillFlags.None);
        var side = held > 0 ? Side.Sell : Side.Buy;
        Book(market, side, quantity, price, fee);
        EmitLiquidation(market, side, quantity, price, fee, flags);
    }

    // The balance that the position may use up: its isolated margin, or everything but the other positions' open results.
    private Money BalanceFor(Market market)
    {
        if (market.IsIsolated) return new Money(market.IsolatedMargin);
        var balance = _account.Cash;
        foreach (var other in _account.Markets)
            if (other != market && !other.Position.IsFlat)
                balance += other.IsIsolated ? new Money(-other.IsolatedMargin) : other.Position.UnrealisedAt(new Price(other.MarkOrPrice));
        return balance;
    }

    // Where balance + quantity × price − cost is zero, to the tick on our side of it: the account keeps at most a tick's worth.
    private long BankruptcyPrice(Market market)
    {
        var position = market.Position;
        var value = position.Cost - BalanceFor(market);
        var price = FixedPoint.Divide(value.Raw, position.Quantity.Raw, position.IsLong ? Rounding.Ceiling : Rounding.Floor);
        price = FixedPoint.RoundToMultiple(price, market.Tick, position.IsLong ? Rounding.Ceiling : Rounding.Floor);
        return Math.Max(price, market.Tick);
    }

    private void CancelForLiquidation(Market market)
    {
        for (var i = 0; i < market.LiveCount; i++)
        {
            var slot = market.Live[i];
            if (market.Slots[slot].Phase == OrderPhase.InFlight) continue;
            End(market, slot, ExecutionKind.Canceled, OrderReason.Liquidated);
            i = -1;
        }
    }

    private void EmitLiquidation(Market market, Side side, long quantity, long price, Money fee, FillFlags flags)
    {
        if (Trial is not null)
        {
            Trial.Add(0, side == Side.Buy ? quantity : -quantity, price);
            return;
        }

        if (market.DependsOnPath(0)) flags |= FillFlags.PathDependent;
        Assumptions.Count(flags);
        Report(market) = new ExecutionReport
        {
            Kind = ExecutionKind.Filled,
            Side = side,
            Liquidity = LiquidityRole.Taker,
            Reason = OrderReason.Liquidated,
            Purpose = OrderPurpose.Liquidation,
            Flags = flags,
            FillId = ++_lastFillId,
            LastPrice = new Price(price),
            LastQuantity = new Quantity(quantity),
            CumulativeQuantity = new Quantity(quantity),
            Fee = fee,
            ReferencePrice = new Price(price),
        };
    }
}
