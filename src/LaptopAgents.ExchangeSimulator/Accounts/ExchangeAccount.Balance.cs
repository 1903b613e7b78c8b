using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <remarks>
/// What the venue does not keep: money that orders lock up. Initial margin = notional ÷ leverage, rounded up; an order locks its margin and
/// a taker's fee; available = wallet − margin − frozen.
/// </remarks>
internal sealed partial class ExchangeAccount
{
    public Money Wallet => _venue.Cash;

    /// <summary>Locked by positions.</summary>
    public Money Margin => Sum(_open.Values, MarginOf);

    /// <summary>Locked by orders.</summary>
    public Money Frozen => Sum(_live.Values, FrozenBy);

    public Money CrossUnrealised => Sum(_open.Values, row => row.MarginMode == MarginMode.Cross ? Unrealised(row) : Money.Zero);

    public Money IsolatedUnrealised => Sum(_open.Values, row => row.MarginMode == MarginMode.Isolated ? Unrealised(row) : Money.Zero);

    /// <summary>Free to open with.</summary>
    public Money Available
    {
        get
        {
            var free = Wallet - Margin - Frozen;
            if (_exchange.Quirks.AvailableWithUnrealised) free += CrossUnrealised + IsolatedUnrealised;
            return Money.Max(free, Money.Zero);
        }
    }

    public Money MarginOf(PositionRow row) =>
        row.MarginMode == MarginMode.Isolated ? _venue.IsolatedMargin(new InstrumentId(row.Lane)) : InitialMargin(row);

    public Money FrozenBy(OrderRow order)
    {
        var opening = Opening(order.Lane, order.Side, order.Leaves);
        if (order.ReduceOnly || opening <= 0) return Money.Zero;
        return Cost(order.Market, order.Price, opening);
    }

    public Price LiquidationPrice(PositionRow row) => _venue.LiquidationPrice(new InstrumentId(row.Lane));

    public static Money Unrealised(PositionRow row) => row.Held.UnrealisedAt(row.Market.Mark);

    /// <summary>Margin and fee that an opening order needs.</summary>
    private Money Cost(SymbolMarket market, long price, long quantity)
    {
        var notional = new Price(price) * new Quantity(quantity);
        return Divide(notional, LeverageOf(market)) + market.Info.Fee(notional, LiquidityRole.Taker);
    }

    private static Money InitialMargin(PositionRow row) => Divide(row.Held.Cost.Abs(), row.Leverage);

    private static Money Divide(Money notional, int leverage) => new((notional.Raw + leverage - 1) / leverage);

    // What of an order would not close the lane's position.
    private long Opening(int lane, Side side, long quantity)
    {
        var held = _venue.Position(new InstrumentId(lane)).Quantity.Raw;
        var closes = side == Side.Buy ? Math.Max(0, -held) : Math.Max(0, held);
        return quantity - Math.Min(quantity, closes);
    }

    private static bool FitsTier(SymbolMarket market, int leverage, Money notional)
    {
        var tiers = market.Info.MarginTiers;
        for (var i = tiers.Count - 1; i >= 0; i--)
            if (tiers[i].MaxLeverage >= leverage) return notional <= tiers[i].NotionalCap;
        return tiers.Count == 0;
    }

    private Refusal? CheckFunds(SymbolMarket market, int lane, Side side, long price, long quantity)
    {
        var opening = Opening(lane, side, quantity);
        if (opening <= 0) return null;
        var held = _venue.Position(new InstrumentId(lane)).Quantity.Abs().Raw;
        var waiting = _live.Values.Where(order => order.Lane == lane && order.Side == side && !order.ReduceOnly).Sum(order => order.Leaves);
        var isAdding = opening == quantity;
        var notional = new Price(price) * new Quantity(opening + waiting + (isAdding ? held : 0));
        if (!FitsTier(market, LeverageOf(market), notional)) return Refusal.Of(20002);
        var usable = Wallet - Margin - Frozen + CrossUnrealised;
        return Cost(market, price, opening) > usable ? Refusal.Of(20003) : null;
    }

    private static Money Sum<T>(IEnumerable<T> rows, Func<T, Money> amount)
    {
        var sum = Money.Zero;
        foreach (var row in rows) sum += amount(row);
        return sum;
    }
}
