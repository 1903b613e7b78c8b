using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

internal sealed partial class Matcher
{
    /// <summary>
    /// Initial margin on arrival: the larger of what the account would be long and short with every working order filled, at this
    /// order's price, over the leverage, plus the taker fee of this order. An order that does not raise that is exempt.
    /// </summary>
    private OrderReason MarginRefusal(Market market, in WorkingOrder order, long price)
    {
        var equity = _account.Equity;
        if (equity.Raw <= 0) return OrderReason.AccountBankrupt;
        equity = market.IsIsolated ? _account.Cash : equity - IsolatedResults();
        var position = market.Position.Quantity.Raw;
        long buys = 0, sells = 0;
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref readonly var other = ref market.Slots[market.Live[i]];
            if (!other.IsWaiting || other.ReduceOnly) continue;
            if (other.Side == Side.Buy) buys += other.Leaves;
            else sells += other.Leaves;
        }

        var before = Math.Max(position + buys, sells - position);
        var (moreBuys, moreSells) = order.Side == Side.Buy ? (order.Quantity, 0L) : (0L, order.Quantity);
        var after = Math.Max(position + buys + moreBuys, sells + moreSells - position);
        if (after <= before) return OrderReason.None;
        var needed = InitialMargin(market, new Price(price) * new Quantity(after))
            + market.Info.Fee(new Price(price) * new Quantity(order.Quantity), LiquidityRole.Taker);
        return needed + OtherMargin(market) > equity ? OrderReason.InsufficientMargin : OrderReason.None;
    }

    // Open results of isolated positions stand for nothing else; their margins are reckoned with the others'.
    private Money IsolatedResults()
    {
        var sum = Money.Zero;
        foreach (var market in _account.Markets)
            if (market is { IsIsolated: true, Position.IsFlat: false }) sum += market.Position.UnrealisedAt(new Price(market.Price));
        return sum;
    }

    private Money OtherMargin(Market except)
    {
        var sum = Money.Zero;
        foreach (var market in _account.Markets)
            if (market != except && !market.Position.IsFlat)
                sum += market.IsIsolated ? new Money(market.IsolatedMargin) : InitialMargin(market, new Price(market.Price) * market.Position.Quantity.Abs());
        return sum;
    }

    /// <summary>
    /// Sets margin aside for what a fill opened, at the leverage that the whole position may have, and frees the share of what it closed.
    /// A position that grew into a tier of less leverage is topped up to what the venue asked for when it admitted the order.
    /// </summary>
    private void MoveIsolatedMargin(Market market, in Position before)
    {
        var (held, now) = (before.Quantity, market.Position.Quantity);
        var isReduced = !now.IsZero && now.IsPositive == held.IsPositive && now.Abs() < held.Abs();
        if (isReduced)
        {
            var closed = held.Abs() - now.Abs();
            market.IsolatedMargin -= new Money(market.IsolatedMargin).Share(closed, held.Abs(), Rounding.TowardZero).Raw;
            return;
        }

        var isGrown = !held.IsZero && !now.IsZero && now.IsPositive == held.IsPositive;
        var opened = isGrown ? market.Position.Cost.Abs() - before.Cost.Abs() : market.Position.Cost.Abs();
        var kept = isGrown ? market.IsolatedMargin : 0;
        var whole = InitialMargin(market, market.Position.Cost.Abs());
        market.IsolatedMargin = Math.Max(kept + (opened.Raw + market.Leverage - 1) / market.Leverage, whole.Raw);
    }

    private Money InitialMargin(Market market, Money notional)
    {
        long leverage = market.Leverage;
        var tiers = market.Info.MarginTiers;
        for (var i = 0; i < tiers.Count; i++)
        {
            if (notional > tiers[i].NotionalCap && i < tiers.Count - 1) continue;
            leverage = Math.Min(leverage, tiers[i].MaxLeverage);
            break;
        }

        return new Money(notional.Raw / leverage + (notional.Raw % leverage == 0 ? 0 : 1));
    }
}
