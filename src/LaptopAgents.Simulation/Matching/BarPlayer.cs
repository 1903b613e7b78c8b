using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>
/// Plays a bar as a path of prices: finds what happens next on it, lets it happen, and chooses between the two possible paths.
/// It never runs ahead of what it was asked for, because a report may bring back a command for an earlier place on the path.
/// </summary>
internal sealed partial class BarPlayer(VenueOptions options, Account account, Matcher matcher)
{
    private const int LooksPerLeg = 64;

    /// <summary>Begins the bar that ended now. Nothing of it has happened yet.</summary>
    public static void Start(Market market, in Bar bar, long endTime)
    {
        ref var cursor = ref market.Cursor;
        // Whatever was told since, the path began when the bar did: a mark price or a settlement inside it finds its own place on it.
        cursor.OpenTime = bar.OpenTime.UnixNanos;
        cursor.EndTime = endTime;
        cursor.Open = bar.Open.Raw;
        cursor.High = bar.High.Raw;
        cursor.Low = bar.Low.Raw;
        cursor.Close = bar.Close.Raw;
        cursor.BeginRound(bar.Volume.Raw);
        cursor.Time = cursor.OpenTime;
        cursor.Price = cursor.Open;
        cursor.Leg = 0;
        cursor.Path = IntrabarPath.Unchosen;
        cursor.OpenDone = cursor.Low > market.BandLow && cursor.High < market.BandHigh;
        cursor.NextKnown = false;
        market.InBar = true;
        market.PathsDiffer = false;
    }

    /// <summary>When the next thing happens in the market's bar; <see cref="long.MaxValue"/> when nothing does.</summary>
    public long NextTime(Market market)
    {
        ref var cursor = ref market.Cursor;
        if (!cursor.NextKnown)
        {
            FindNext(market);
            cursor.NextKnown = true;
        }

        return cursor.NextTime;
    }

    /// <summary>Lets happen what <see cref="NextTime"/> found.</summary>
    public void Play(Market market)
    {
        ref var cursor = ref market.Cursor;
        cursor.NextKnown = false;
        if (cursor.Next == StepKind.Open)
        {
            PlayOpen(market);
            return;
        }

        (cursor.Leg, cursor.Price, cursor.Time) = (cursor.NextLeg, cursor.NextPrice, cursor.NextTime);
        if (market.TrailingCount > 0 && cursor.Next != StepKind.Hit) Matcher.TrailAll(market);
        switch (cursor.Next)
        {
            case StepKind.Arrival:
                matcher.Arrive(market, in market.Arrivals.Take());
                break;
            case StepKind.Expiry:
                matcher.Expire(market, cursor.Time);
                break;
            case StepKind.Hit:
                matcher.FireReached(market, jumped: false);
                if (market.TrailingCount > 0) Matcher.TrailAll(market);
                break;
        }

        matcher.CheckLiquidation(market, jumped: false);
    }

    // What the jump to the open's price broke is the venue's before any order can act at that price: an account that trades beyond its
    // bankruptcy would owe. Then comes what arrived up to the open, which meets the open's price, and then what was resting.
    private void PlayOpen(Market market)
    {
        ref var cursor = ref market.Cursor;
        matcher.CheckLiquidation(market, jumped: true);
        matcher.Expire(market, cursor.OpenTime);
        if (market.Arrivals.NextTime <= cursor.OpenTime)
        {
            matcher.Arrive(market, in market.Arrivals.Take());
            return;
        }

        cursor.OpenDone = true;
        matcher.FireReached(market, jumped: true);
        if (market.TrailingCount > 0) Matcher.TrailAll(market);
        matcher.CheckLiquidation(market, jumped: true);
    }

    private void FindNext(Market market)
    {
        ref var cursor = ref market.Cursor;
        if (!cursor.OpenDone)
        {
            (cursor.Next, cursor.NextTime) = (StepKind.Open, cursor.OpenTime);
            return;
        }

        (cursor.Next, cursor.NextTime) = (StepKind.None, long.MaxValue);
        var command = market.Arrivals.NextTime;
        matcher.RefreshLiquidation(market);
        var isWatched = matcher.IsAccountWatched && !market.Position.IsFlat;
        if (market.LiveCount == 0 && command >= cursor.EndTime && !isWatched && !IsLiquidationNear(market)) return;
        var expiry = NextExpiry(market);
        if (cursor.Path == IntrabarPath.Unchosen)
        {
            if (Math.Min(command, expiry) >= cursor.EndTime && !isWatched && !IsTouched(market) && !IsLiquidationNear(market)) return;
            Choose(market, command < cursor.EndTime || expiry < cursor.EndTime);
        }

        Search(market, Math.Max(command, cursor.Time), Math.Max(expiry, cursor.Time), isWatched);
    }

    private static void Search(Market market, long command, long expiry, bool isWatched)
    {
        ref var cursor = ref market.Cursor;
        var outside = Math.Min(command, expiry);
        var from = cursor.Price;
        for (var leg = cursor.Leg; leg < 3; leg++)
        {
            var to = cursor.Vertex(leg + 1);
            var hit = FirstReach(market, from, to);
            var hitTime = hit == 0 ? long.MaxValue : cursor.TimeAt(leg, hit);
            var legEnd = cursor.LegStart(leg + 1);
            var look = isWatched ? NextLook(in cursor, leg, legEnd) : long.MaxValue;
            if (look < legEnd && look < Math.Min(outside, hitTime))
            {
                Set(ref cursor, StepKind.Turn, look, Passed(in cursor, leg, look, from, to, market.Tick), leg);
                return;
            }

            if (outside < legEnd && outside <= hitTime)
            {
                var price = Passed(in cursor, leg, outside, from, to, market.Tick);
                Set(ref cursor, expiry <= command ? StepKind.Expiry : StepKind.Arrival, outside, price, leg);
                return;
            }

            if (hit != 0)
            {
                Set(ref cursor, StepKind.Hit, hitTime, hit, leg);
                return;
            }

            if (market.TrailingCount > 0 || isWatched)
            {
                Set(ref cursor, StepKind.Turn, Math.Min(legEnd, cursor.EndTime - 1), to, leg + 1);
                return;
            }

            from = to;
        }

        (cursor.Next, cursor.NextTime) = (StepKind.None, long.MaxValue);
    }

    // The path never goes back on a leg, though the price of a place is a tick and its time is rounded.
    private static long Passed(in BarCursor cursor, int leg, long time, long from, long to, long tick)
    {
        var price = cursor.PriceAt(leg, time, tick);
        return (to < from ? price > from : price < from) ? from : price;
    }

    // Where a position's end hangs on the prices of others, which move at the same time, each leg is walked in small steps.
    private static long NextLook(in BarCursor cursor, int leg, long legEnd)
    {
        var start = cursor.LegStart(leg);
        var step = Math.Max(1, (legEnd - start) / LooksPerLeg);
        return start + ((Math.Max(cursor.Time, start) - start) / step + 1) * step;
    }

    private static void Set(ref BarCursor cursor, StepKind kind, long time, long price, int leg) =>
        (cursor.Next, cursor.NextTime, cursor.NextPrice, cursor.NextLeg) = (kind, time, price, leg);

    /// <summary>The first price after <paramref name="from"/>, up to <paramref name="to"/>, at which an order acts; zero when none does.</summary>
    private static long FirstReach(Market market, long from, long to)
    {
        long first = 0;
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref readonly var order = ref market.Slots[market.Live[i]];
            if (!order.IsWaiting || order.Phase == OrderPhase.Market || order.RestsIn == market.Cursor.Round) continue;
            if (Matcher.WaitsForMark(market, in order)) continue;
            if (order.FiresDown ? order.Reach < from && order.Reach >= to && order.Reach > first
                : order.Reach > from && order.Reach <= to && (first == 0 || order.Reach < first)) first = order.Reach;
        }

        // A liquidation price stands in the same row; at one price the orders come first.
        if (to < from ? market.PathLiquidationLow >= to && market.PathLiquidationLow < from && market.PathLiquidationLow > first
            : market.PathLiquidationHigh <= to && market.PathLiquidationHigh > from && (first == 0 || market.PathLiquidationHigh < first))
            first = to < from ? market.PathLiquidationLow : market.PathLiquidationHigh;
        return first;
    }

    private static bool IsLiquidationNear(Market market) =>
        market.PathLiquidationLow >= market.Cursor.Low || market.PathLiquidationHigh <= market.Cursor.High;

    public static long NextExpiry(Market market)
    {
        var expiry = long.MaxValue;
        for (var i = 0; i < market.LiveCount; i++)
        {
            ref readonly var order = ref market.Slots[market.Live[i]];
            if (order.IsWaiting && order.ExpireTime < expiry) expiry = order.ExpireTime;
        }

        return expiry;
    }
}
