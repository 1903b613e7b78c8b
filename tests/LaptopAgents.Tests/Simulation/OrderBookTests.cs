using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class OrderBookTests
{
    [Fact]
    public void The_book_agrees_with_a_sorted_dictionary_after_every_change() =>
        Gen.ULong.Sample(static seed =>
        {
            var book = new OrderBook();
            SortedDictionary<long, long>[] slow = [new(Comparer<long>.Create((x, y) => y.CompareTo(x))), []];
            var draws = new Draws(seed);
            for (var i = 0; i < 300; i++)
            {
                var side = (Side)draws.Below(2);
                var price = 1_000 + draws.Below(40) * (side == Side.Buy ? -1 : 1);
                var quantity = draws.Below(4);
                var isSnapshot = draws.Below(60) == 0;
                if (isSnapshot) Array.ForEach(slow, levels => levels.Clear());
                book.Apply(new BookLevelChange(side, new Price(price), new Quantity(quantity), isSnapshot, true));
                if (quantity == 0) slow[(int)side].Remove(price);
                else slow[(int)side][price] = quantity;
                if (draws.Below(5) == 0 && book.TryBest(side, out var best, out var offered))
                {
                    book.TakeBest(side, offered);
                    slow[(int)side].Remove(best.Raw);
                }

                Assert.Equal(slow[0].Select(l => (l.Key, l.Value)), Levels(book, Side.Buy));
                Assert.Equal(slow[1].Select(l => (l.Key, l.Value)), Levels(book, Side.Sell));
                Assert.Equal(slow[(int)side].GetValueOrDefault(price), book.QuantityAt(side, new Price(price)).Raw);
            }
        }, iter: 60);

    [Fact]
    public void A_snapshot_of_several_levels_empties_the_book_once()
    {
        var book = new OrderBook();
        book.Apply(new BookLevelChange(Side.Buy, new Price(5), new Quantity(1), false, true));
        book.Apply(new BookLevelChange(Side.Buy, new Price(7), new Quantity(1), true, false));
        book.Apply(new BookLevelChange(Side.Buy, new Price(8), new Quantity(2), true, false));
        book.Apply(new BookLevelChange(Side.Sell, new Price(9), new Quantity(3), true, true));
        Assert.Equal([(8L, 2L), (7L, 1L)], Levels(book, Side.Buy));
        Assert.Equal([(9L, 3L)], Levels(book, Side.Sell));
    }

    private static IEnumerable<(long Price, long Quantity)> Levels(OrderBook book, Side side)
    {
        for (var rank = 0; book.TryLevel(side, rank, out var price, out var quantity); rank++) yield return (price.Raw, quantity.Raw);
    }
}
