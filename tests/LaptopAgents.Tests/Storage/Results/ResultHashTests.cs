using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Results;

public sealed class ResultHashTests
{
    [Fact]
    public void The_same_facts_have_the_same_hash() => Gen.Int[1, 1_000_000].Sample(seed =>
        Assert.Equal(ResultHash.Of(ResultFixture.Build(seed, 30)), ResultHash.Of(ResultFixture.Build(seed, 30))), iter: 30);

    [Fact]
    public void The_hash_is_what_it_was_when_this_test_was_written() =>
        Assert.Equal("d72161b2ce251459279e9c766681f6b8d646106d33cc20b2a204804b0dac0f84", ResultHash.Of(HandMade()));

    [Fact]
    public void The_culture_has_no_part_in_it()
    {
        var result = ResultFixture.Build(seed: 3, steps: 40);
        var expected = ResultHash.Of(result);
        HostileCulture.Run(() => Assert.Equal(expected, ResultHash.Of(result)));
    }

    [Fact]
    public void The_session_prefix_of_order_ids_has_no_part_in_it()
    {
        var result = ResultFixture.Build(seed: 3, steps: 40);
        var expected = ResultHash.Of(result);
        for (var i = 0; i < result.Orders.Count; i++)
            result.Orders[i] = result.Orders[i] with { OrderId = result.Orders[i].OrderId with { Session = 99 } };
        Assert.Equal(expected, ResultHash.Of(result));
    }

    [Fact]
    public void Every_changed_fact_changes_it()
    {
        var changes = new (string Fact, Action<RunResult> Change)[]
        {
            ("end equity", result => result.EndEquity += new Money(1)),
            ("state hash", result => result.StateHash ^= 1),
            ("partial", result => result.IsPartial = true),
            ("bars", result => result.Bars++),
            ("a fill's price", result => result.Fills[0] = result.Fills[0] with { Price = new Price(result.Fills[0].Price.Raw + 1) }),
            ("a fill's flags", result => result.Fills[0] = result.Fills[0] with { Flags = result.Fills[0].Flags ^ FillFlags.Gap }),
            ("a fill's time", result => result.Fills[0] = result.Fills[0] with { Time = new Timestamp(result.Fills[0].Time.UnixNanos + 1) }),
            ("an order's status", result => result.Orders[0] = result.Orders[0] with { Status = (OrderStatus)(((int)result.Orders[0].Status + 1) % 12) }),
            ("an order's note", result => result.Orders[0] = result.Orders[0] with { Note = result.Orders[0].Note + "." }),
            ("a trade's result", result => result.Trades[0] = result.Trades[0] with { NetPnl = result.Trades[0].NetPnl + new Money(1) }),
            ("a funding amount", result => result.Funding[0] = result.Funding[0] with { Payment = result.Funding[0].Payment with { Rate = new Rate(123) } }),
            ("an equity point", result => result.Equity.Add(result.To, result.EndEquity)),
            ("cash at a point", result => result.Equity.Change(new Money(1), default)),
            ("a lost order", result => result.Orders.RemoveAt(result.Orders.Count - 1)),
        };
        var seen = new HashSet<string> { ResultHash.Of(ResultFixture.Build(seed: 5, steps: 40)) };
        foreach (var (fact, change) in changes)
        {
            var result = ResultFixture.Build(seed: 5, steps: 40);
            change(result);
            Assert.True(seen.Add(ResultHash.Of(result)), $"The hash did not notice {fact}.");
        }
    }

    private static RunResult HandMade()
    {
        var result = ResultFixture.Empty();
        var time = ResultFixture.Time("2025-05-04T16:00:00Z");
        result.Equity.Change(Money.FromDecimal(9_999.5m), Quantity.FromDecimal(-0.5m));
        result.Equity.Add(time, Money.FromDecimal(10_001.25m));
        result.Fills.Add(new FillRecord
        {
            FillId = 1, OrderId = new ClientOrderId(1, 1), Time = time, Instrument = ResultFixture.Btc.Id, Side = Side.Sell, Price = Price.FromDecimal(95_000m),
            Quantity = Quantity.FromDecimal(0.5m), Liquidity = LiquidityRole.Taker, Fee = Money.FromDecimal(28.5m), ReferencePrice = Price.FromDecimal(95_001m),
            SpreadCost = Money.FromDecimal(0.25m), SlippageCost = Money.FromDecimal(0.25m), RealisedPnl = default, Purpose = OrderPurpose.Entry, Flags = FillFlags.Gap,
        });
        result.StateHash = 0xFEED_FACE_CAFE_BEEF;
        return result;
    }
}
