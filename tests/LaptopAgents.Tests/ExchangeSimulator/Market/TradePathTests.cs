using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.ExchangeSimulator;

namespace LaptopAgents.Tests.ExchangeSimulator.Market;

/// <summary>Trades made of a bar give back the bar.</summary>
public sealed class TradePathTests
{
    private const long Tick = 10_000_000, Lot = 10_000, Minute = 60_000_000_000;

    private static readonly Gen<Bar> Bars =
        from low in Gen.Long[1, 2_000_000]
        from range in Gen.Frequency((1, Gen.Const(0L)), (2, Gen.Long[1, 5]), (4, Gen.Long[0, 30_000]))
        from open in Gen.Long[0, range]
        from close in Gen.Long[0, range]
        from volume in Gen.Frequency((1, Gen.Const(0L)), (2, Gen.Long[0, 200_000]), (1, Gen.Long[1, 50]), (4, Gen.Long[0, 90_000_000_000]))
        from minute in Gen.Long[0, 60_000_000]
        select new Bar(new(minute * Minute), new((low + open) * Tick), new((low + range) * Tick), new(low * Tick), new((low + close) * Tick), new(volume));

    [Fact]
    public void A_bar_comes_back_exactly_from_its_trades() =>
        Gen.Select(Bars, Gen.Int[1, 60], Gen.ULong).Sample((bar, trades, seed) =>
        {
            var prints = new List<Print>();
            new TradePath(seed, 0, Tick, Lot, trades).Walk(in bar, Minute, prints);
            Assert.Equal(
                (bar.Open.Raw, bar.High.Raw, bar.Low.Raw, bar.Close.Raw, bar.Volume.Raw),
                (prints[0].Price, prints.Max(print => print.Price), prints.Min(print => print.Price), prints[^1].Price, prints.Sum(print => print.Quantity)));
            Assert.All(prints, print =>
            {
                Assert.True(print.Quantity >= 0 && print.Price % Tick == 0);
                Assert.InRange(print.Time, bar.OpenTime.UnixNanos, bar.OpenTime.UnixNanos + Minute - 1);
            });
            Assert.Equal(prints.Select(print => print.Time).Distinct().Order(), prints.Select(print => print.Time));
        });

    [Fact]
    public void Every_trade_of_a_bar_with_volume_enough_has_a_quantity_on_the_grid() =>
        Gen.Select(Bars, Gen.Long[4, 5_000_000], Gen.ULong).Sample((any, lots, seed) =>
        {
            var bar = any with { Volume = new(lots * Lot) };
            var prints = new List<Print>();
            new TradePath(seed, 1, Tick, Lot, 20).Walk(in bar, Minute, prints);
            Assert.All(prints, print => Assert.True(print.Quantity > 0 && print.Quantity % Lot == 0));
        });

    [Fact]
    public void Another_seed_is_another_stream_and_the_same_seed_is_the_same()
    {
        var bar = new Bar(new(Minute), new(1000 * Tick), new(1100 * Tick), new(900 * Tick), new(1050 * Tick), new(1_000_000_000));
        Assert.Equal(Walk(7), Walk(7));
        Assert.NotEqual(Walk(7), Walk(8));

        List<Print> Walk(ulong seed)
        {
            var prints = new List<Print>();
            new TradePath(seed, 0, Tick, Lot, 20).Walk(in bar, Minute, prints);
            return prints;
        }
    }
}
