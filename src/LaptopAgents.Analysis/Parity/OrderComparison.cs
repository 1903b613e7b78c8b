using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Splits what one order differs by: its costs, the price that it met, and how much of it was filled.</summary>
internal static class OrderComparison
{
    // As in the sum over the run: what a fill's own amounts may lose to rounding.
    private const int UnitsEach = 4;

    /// <summary>When an order had its full effect: its last fill on either side, or its decision.</summary>
    public static Timestamp TimeOf(OrderSide? session, OrderSide? backtest)
    {
        var (left, right) = (EndOf(session), EndOf(backtest));
        return left > right ? left : right;
    }

    public static ParityLine Compare(OrderSide? session, OrderSide? backtest, Price mark, BarComparison bars, RootCauses roots)
    {
        var any = (session ?? backtest)!;
        var amounts = new CauseSums();
        amounts.Add(ParityCause.Fees, Of(backtest, side => side.Fees) - Of(session, side => side.Fees));
        amounts.Add(ParityCause.Spread, Of(backtest, side => side.Spread) - Of(session, side => side.Spread));
        amounts.Add(ParityCause.Slippage, Of(backtest, side => side.Slippage) - Of(session, side => side.Slippage));
        var lost = Of(backtest, Unstated) - Of(session, Unstated);
        var fills = (session?.Fills ?? 0) + (backtest?.Fills ?? 0);
        amounts.Add(Math.Abs(lost.Raw) <= UnitsEach * (long)fills ? ParityCause.Rounding : ParityCause.Unexplained, lost);

        var market = Of(session, side => Market(side, mark)) - Of(backtest, side => Market(side, mark));
        var price = PricePart(session, backtest);
        var followed = new CauseSums();
        if (!price.IsZero) Take(PriceCause(session!, backtest!, bars, roots), price);
        if (market != price) Take(QuantityCause(session, backtest, bars, roots), market - price);
        return new ParityLine
        {
            Time = TimeOf(session, backtest), Instrument = any.Instrument, What = Words.Of(any.Purpose), Session = Shown(session), Backtest = Shown(backtest),
            Amounts = amounts, Followed = followed,
        };

        void Take((ParityCause Cause, bool Follows) why, Money amount)
        {
            amounts.Add(why.Cause, amount);
            if (why.Follows) followed.Add(why.Cause, amount);
        }
    }

    private static Timestamp EndOf(OrderSide? side) => side is null ? default : side.Filled.IsZero ? side.Decided : side.LastFill;

    private static Money Of(OrderSide? side, Func<OrderSide, Money> amount) => side is null ? Money.Zero : amount(side);

    // What lies between price and reference and is called neither spread nor slippage.
    private static Money Unstated(OrderSide side) => Signed(side, side.Notional - side.Reference) - side.Spread - side.Slippage;

    private static Money Market(OrderSide side, Price mark) => Signed(side, mark * side.Filled - side.Reference);

    private static Money Signed(OrderSide side, Money amount) => side.Side == Side.Buy ? amount : -amount;

    // Other reference prices for the quantity that both have filled.
    private static Money PricePart(OrderSide? session, OrderSide? backtest)
    {
        if (session is null || backtest is null || session.Filled.IsZero || backtest.Filled.IsZero) return Money.Zero;
        var both = Quantity.Min(session.Filled, backtest.Filled);
        return Signed(session, Share(backtest, both) - Share(session, both));
    }

    private static Money Share(OrderSide side, Quantity part) =>
        part == side.Filled ? side.Reference : side.Reference.Share(part, side.Filled, Rounding.HalfEven);

    private static (ParityCause Cause, bool Follows) PriceCause(OrderSide session, OrderSide backtest, BarComparison bars, RootCauses roots)
    {
        if (bars.During(session.Instrument, Earlier(session.Decided, backtest.Decided), TimeOf(session, backtest)) is { } cause) return (cause, false);
        if (session.FirstFill != backtest.FirstFill || session.LastFill != backtest.LastFill) return (ParityCause.Latency, false);
        return Inherited(TimeOf(session, backtest), roots, ParityCause.Unexplained);
    }

    private static (ParityCause Cause, bool Follows) QuantityCause(OrderSide? session, OrderSide? backtest, BarComparison bars, RootCauses roots)
    {
        if (session is null || backtest is null)
        {
            var alone = (session ?? backtest)!;
            return Inherited(alone.Decided, roots, ParityCause.Unexplained);
        }

        if (session.LackedData || backtest.LackedData) return (ParityCause.MissingData, false);
        if (session.Ordered != backtest.Ordered) return Inherited(Earlier(session.Decided, backtest.Decided), roots, ParityCause.Unexplained);
        if (bars.During(session.Instrument, Earlier(session.Decided, backtest.Decided), TimeOf(session, backtest)) is { } cause) return (cause, false);
        if (IsOnItsWay(session) || IsOnItsWay(backtest)) return (ParityCause.Latency, false);
        // Of a bracket one leg ends with the other: that it was not filled tells of what was before.
        if (session.Parent.IsNone || (!session.Filled.IsZero && !backtest.Filled.IsZero)) return (ParityCause.Partials, false);
        return Inherited(TimeOf(session, backtest), roots, ParityCause.Partials);
    }

    private static (ParityCause Cause, bool Follows) Inherited(Timestamp time, RootCauses roots, ParityCause otherwise) =>
        roots.At(time) is { } cause ? (cause, true) : (otherwise, false);

    private static bool IsOnItsWay(OrderSide side) => side.Status is OrderStatus.Initialized or OrderStatus.Submitted;

    private static Timestamp Earlier(Timestamp left, Timestamp right) => left < right ? left : right;

    private static ParityOrder? Shown(OrderSide? side) => side is null ? null : new ParityOrder(
        side.Side, side.Status, side.Reason, side.Ordered, side.Filled, side.AveragePrice, side.FirstFill, side.LastFill, side.Fees);
}
