using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

internal sealed partial class BarPlayer
{
    private static bool IsTouched(Market market)
    {
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref readonly var order = ref market.Slots[market.Live[i]];
            if (Touches(market, in order) || order is { Type: OrderType.TrailingStop, Phase: OrderPhase.Stop }) return true;
        }

        return false;
    }

    private static bool Touches(Market market, in WorkingOrder order)
    {
        if (!order.IsWaiting || order.Phase == OrderPhase.Market || order.RestsIn == market.Cursor.Round) return false;
        if (Matcher.WaitsForMark(market, in order)) return false;
        return order.FiresDown ? order.Reach >= market.Cursor.Low : order.Reach <= market.Cursor.High;
    }

    /// <summary>Chooses the path by playing both on the account as it is now, unless it is plain that both end alike.</summary>
    private void Choose(Market market, bool hasOutsideSteps)
    {
        ref var cursor = ref market.Cursor;
        // Only equal ends are decided by this: a long is shown its loss first, anything else its gain of a short first.
        var tie = market.Position.IsLong ? IntrabarPath.LowFirst : IntrabarPath.HighFirst;
        market.ChoiceSequence = LastSequence;
        var isRandom = options.Intrabar == IntrabarMode.Random && !market.IsMissedBar;
        var drawn = isRandom ? Draw(market) : tie;
        if (!hasOutsideSteps && EndsAlike(market))
        {
            cursor.Path = drawn;
            market.PathsDiffer = false;
            return;
        }

        Try(market, IntrabarPath.LowFirst, market.LowFirst);
        Try(market, IntrabarPath.HighFirst, market.HighFirst);
        market.PathsDiffer = !market.LowFirst.IsSameAs(market.HighFirst);
        long low = market.LowFirst.Equity, high = market.HighFirst.Equity;
        if (isRandom || low == high) cursor.Path = drawn;
        else cursor.Path = low < high == (options.Intrabar == IntrabarMode.Conservative || market.IsMissedBar) ? IntrabarPath.LowFirst : IntrabarPath.HighFirst;
    }

    /// <summary>The last order submitted anywhere.</summary>
    public long LastSequence { get; set; }

    private IntrabarPath Draw(Market market)
    {
        var key = unchecked((ulong)market.Cursor.OpenTime * 1_000_003UL + (ulong)market.Id.Index);
        return (Prng.Bits(options.Seed, PrngStream.IntrabarPath, key) & 1) == 0 ? IntrabarPath.LowFirst : IntrabarPath.HighFirst;
    }

    // Orders on one side of the open are met in the same order on both paths, at the same prices. Only what can bring a second order
    // into play, or a second price, can tell the paths apart.
    private bool EndsAlike(Market market)
    {
        if (!matcher.FillsAreWhole || market.TrailingCount > 0 || IsLiquidationNear(market) || matcher.IsAccountWatched) return false;
        bool down = false, up = false;
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref readonly var order = ref market.Slots[market.Live[i]];
            if (!Touches(market, in order)) continue;
            if (order.Type == OrderType.StopLimit || (order.StopSlot & order.TargetSlot) != WorkingOrder.NoSlot) return false;
            if (order.FiresDown) down = true;
            else up = true;
        }

        return !(down && up);
    }

    private void Try(Market market, IntrabarPath path, PathOutcome outcome)
    {
        market.Save();
        var (cash, watch) = (account.Cash, matcher.Watch);
        outcome.Clear();
        matcher.Trial = outcome;
        market.Cursor.Path = path;
        market.Cursor.NextKnown = false;
        while (NextTime(market) < market.Cursor.EndTime) Play(market);
        outcome.Equity = (account.Cash + market.Position.UnrealisedAt(new Price(market.Cursor.Close))).Raw;
        matcher.Trial = null;
        (account.Cash, matcher.Watch) = (cash, watch);
        market.Restore();
    }
}
