using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>One print of a bar's stream. A quantity of zero is a price that the bar's volume does not reach for.</summary>
internal readonly record struct Print(long Time, long Price, long Quantity, Side Aggressor);

/// <summary>
/// Turns a bar into trades that aggregate back to exactly that bar. The price walks open, low, high, close or open, high, low, close,
/// each leg a third of the bar, and wanders on the tick grid on its way, never beyond the extremes. A pure function of seed,
/// instrument and bar, so that the same market is the same market on every run.
/// </summary>
internal sealed class TradePath(ulong seed, int instrument, long tick, long lot, int tradesPerBar)
{
    // Streams of this stage; PrngStream numbers the venue's own.
    private const ulong Order = 0x4558_0001, Step = 0x4558_0002, Share = 0x4558_0003, Taker = 0x4558_0004;
    private const int Corners = 4;

    private readonly ulong _key = unchecked((ulong)(instrument + 1) * 0x1000003);

    /// <summary>Appends the prints of <paramref name="bar"/>, in time order, all inside the bar.</summary>
    public void Walk(in Bar bar, long interval, List<Print> prints)
    {
        var first = prints.Count;
        var open = bar.OpenTime.UnixNanos;
        var isFlat = bar.High == bar.Low;
        var least = isFlat ? 1 : Corners;
        // Each print needs a lot of its own; a bar of less volume has fewer of them.
        var affordable = bar.Volume.Raw / lot;
        var count = (int)Math.Clamp(affordable, least, Math.Max(least, tradesPerBar));
        for (var i = 0; i < count; i++)
        {
            var time = open + (long)((Int128)interval * (2 * i + 1) / (2 * count));
            prints.Add(new Print(time, 0, 0, Side.Buy));
        }

        Price(in bar, prints, first, count);
        Size(bar.Volume.Raw, open, prints, first, count);
    }

    private void Price(in Bar bar, List<Print> prints, int first, int count)
    {
        var open = bar.OpenTime.UnixNanos;
        var lowFirst = (Prng.Bits(seed, Order ^ _key, (ulong)open) & 1) == 0;
        var (one, two) = lowFirst ? (bar.Low.Raw, bar.High.Raw) : (bar.High.Raw, bar.Low.Raw);
        ReadOnlySpan<long> corners = [bar.Open.Raw, one, two, bar.Close.Raw];
        ReadOnlySpan<int> places = [0, (count - 1) / 3, (count - 1) * 2 / 3, count - 1];
        var before = bar.Open.Raw;
        for (var i = 0; i < count; i++)
        {
            var leg = i >= places[2] ? 2 : i >= places[1] ? 1 : 0;
            var (from, to) = (places[leg], places[leg + 1]);
            long price;
            if (i == count - 1) price = corners[3];
            else if (i == places[2]) price = corners[2];
            else if (i == places[1]) price = corners[1];
            else if (i == 0) price = corners[0];
            else price = Wander(in bar, corners[leg] + (corners[leg + 1] - corners[leg]) * (i - from) / (to - from), open, i);
            var side = price > before || price == before && (Draw(Taker, open, i) & 1) == 0 ? Side.Buy : Side.Sell;
            prints[first + i] = prints[first + i] with { Price = price, Aggressor = side };
            before = price;
        }
    }

    // Off the straight line by up to an eighth of the range.
    private long Wander(in Bar bar, long straight, long open, int i)
    {
        var reach = (bar.High.Raw - bar.Low.Raw) / 8;
        var off = reach == 0 ? 0 : (long)(Draw(Step, open, i) % (ulong)(2 * reach + 1)) - reach;
        var price = straight + off;
        price -= (price - bar.Low.Raw) % tick;
        return Math.Clamp(price, bar.Low.Raw, bar.High.Raw);
    }

    private void Size(long volume, long open, List<Print> prints, int first, int count)
    {
        var lots = volume / lot;
        if (lots < count)
        {
            // Not even a lot for each: whole volume at the close, and the other prices print without any.
            prints[^1] = prints[^1] with { Quantity = volume };
            return;
        }

        Span<long> weights = count <= 256 ? stackalloc long[count] : new long[count];
        long sum = 0;
        for (var i = 0; i < count; i++)
        {
            // Squared, so that a few trades are large and most are small.
            var draw = (long)(Draw(Share, open, i) >> 48) + 1;
            weights[i] = draw * draw;
            sum += weights[i];
        }

        var spare = lots - count;
        var given = 0L;
        for (var i = 0; i < count - 1; i++)
        {
            var quantity = 1 + (long)((Int128)spare * weights[i] / sum);
            given += quantity;
            prints[first + i] = prints[first + i] with { Quantity = quantity * lot };
        }

        // What the lots leave over goes with the last trade, so that the sum is exact.
        prints[^1] = prints[^1] with { Quantity = volume - given * lot };
    }

    private ulong Draw(ulong stream, long open, int i) => Prng.Bits(seed, stream ^ _key, unchecked((ulong)open + (ulong)i));
}
