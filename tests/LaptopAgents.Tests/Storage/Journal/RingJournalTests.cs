using System.Runtime.CompilerServices;
using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Journal;

public sealed class RingJournalTests
{
    [Fact]
    public void An_entry_is_one_cache_line() => Assert.Equal(64, Unsafe.SizeOf<RingEntry>());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 8)]
    [InlineData(8, 8)]
    public void The_capacity_is_a_power_of_two(int wanted, int capacity) => Assert.Equal(capacity, new RingJournal(wanted).Capacity);

    [Fact]
    public void It_keeps_the_newest_entries_oldest_first() => Gen.Int[0, 50].Sample(count =>
    {
        var journal = new RingJournal(8);
        for (var i = 1; i <= count; i++) journal.OnEvent(i, EngineEvent.OfTrade(default, new Timestamp(i), new Timestamp(i), new MarketTrade(new Price(i), default, Side.Buy)));
        var expected = Enumerable.Range(1, count).TakeLast(8).Select(i => ((long)i, (long)i));
        Assert.Equal(expected, journal.Snapshot().Select(entry => (entry.Sequence, entry.First)));
        Assert.Equal(count, journal.Written);
    });

    [Fact]
    public void A_bar_keeps_its_figures()
    {
        var journal = new RingJournal();
        journal.OnEvent(3, EngineEvent.OfBar(new InstrumentId(1), new Timestamp(60), new Bar(default, new Price(1), new Price(2), new Price(3), new Price(4), new Quantity(5))));
        var entry = Assert.Single(journal.Snapshot());
        Assert.Equal((3L, 60L, EventKind.BarClose, 1), (entry.Sequence, entry.Time.UnixNanos, entry.Kind, entry.Instrument.Index));
        Assert.Equal((1L, 2L, 3L, 4L, 5L), (entry.First, entry.Second, entry.Third, entry.Fourth, entry.Fifth));
    }

    [Fact]
    public void A_report_and_the_command_after_it_keep_their_figures()
    {
        var effects = new EffectBuffer();
        effects.Submit(new SubmitOrder
        {
            Id = new ClientOrderId(1, 11), Instrument = new InstrumentId(1), Side = Side.Sell, Type = OrderType.Limit, Quantity = new Quantity(12),
            LimitPrice = new Price(13), TriggerPrice = new Price(14),
        });
        effects.Cancel(new CancelOrder(new ClientOrderId(1, 21), new InstrumentId(1)));
        effects.Modify(new ModifyOrder(new ClientOrderId(1, 31), default, new Quantity(32), new Price(33), new Price(34)));
        var journal = new RingJournal();
        journal.OnEvent(5, EngineEvent.OfReport(default, new Timestamp(60), new ExecutionReport
        {
            Kind = ExecutionKind.Filled, Side = Side.Sell, OrderId = new ClientOrderId(1, 1), LastPrice = new Price(2), LastQuantity = new Quantity(3),
            LeavesQuantity = new Quantity(4), Fee = new Money(5),
        }));
        foreach (ref readonly var command in effects.Commands) journal.OnCommand(5, in command, stateHash: 99);

        var entries = journal.Snapshot();

        Assert.Equal([false, true, true, true], entries.Select(entry => entry.IsCommand));
        Assert.Equal((byte)ExecutionKind.Filled, entries[0].Detail);
        Assert.Equal((1L, 2L, 3L, 4L, 5L), Figures(entries[0]));
        Assert.Equal((11L, 12L, 13L, 14L, 99L), Figures(entries[1]));
        Assert.Equal((21L, 0L, 0L, 0L, 99L), Figures(entries[2]));
        Assert.Equal((31L, 32L, 33L, 34L, 99L), Figures(entries[3]));
        Assert.All(entries, entry => Assert.Equal((5L, 60L), (entry.Sequence, entry.Time.UnixNanos)));
        Assert.Equal(Side.Sell, entries[1].Side);
    }

    [Fact]
    public void An_entry_of_any_kind_leaves_nothing_of_the_one_it_replaces() => Gen.Select(JournalFixture.Event, JournalFixture.Event).Sample((first, second) =>
    {
        var used = new RingJournal(1);
        used.OnEvent(1, in first);
        used.OnEvent(2, in second);
        var fresh = new RingJournal(1);
        fresh.OnEvent(2, in second);
        Assert.Equal(fresh.Snapshot()[0].ToString(), used.Snapshot()[0].ToString());
        Assert.Equal(Figures(fresh.Snapshot()[0]), Figures(used.Snapshot()[0]));
    });

    [Fact]
    public void An_entry_reads_as_a_line()
    {
        var journal = new RingJournal();
        journal.OnEvent(5, EngineEvent.OfReport(default, new Timestamp(0), new ExecutionReport
        {
            Kind = ExecutionKind.Filled, Side = Side.Sell, OrderId = new ClientOrderId(1, 31), LastPrice = new Price(250_000_000), LastQuantity = new Quantity(100_000_000),
        }));
        Assert.Equal("5 1970-01-01T00:00:00.000Z Filled #0 Sell 1f 2.5 1 0 0", journal.Snapshot()[0].ToString());
    }

    private static (long, long, long, long, long) Figures(RingEntry entry) => (entry.First, entry.Second, entry.Third, entry.Fourth, entry.Fifth);
}
