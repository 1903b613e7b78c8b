using System.Text;
using System.Text.Json;
using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;

namespace LaptopAgents.Tests.Storage.Journal;

public sealed class JsonlJournalTests
{
    [Fact]
    public void Any_events_are_read_back_exactly() => JournalFixture.Event.Array[0, 30].Sample(events =>
    {
        using var stream = JournalFixture.Write(JournalFixture.Header, journal =>
        {
            for (var i = 0; i < events.Length; i++) journal.OnEvent(i + 1, in events[i]);
        });
        var entries = JournalFixture.ReadAll(stream);
        Assert.Equal(events.Length, entries.Count);
        for (var i = 0; i < events.Length; i++)
        {
            Assert.Null(entries[i].Command);
            Assert.Equal(i + 1, entries[i].Sequence);
            JournalFixture.AssertSame(in events[i], entries[i].Event);
        }
    });

    [Fact]
    public void Any_commands_are_read_back_exactly_with_the_time_and_state_they_belong_to() =>
        Gen.Select(JournalFixture.Submit, JournalFixture.Cancel, JournalFixture.Modify, Gen.ULong, JournalFixture.Event).Sample((submit, cancel, modify, hash, cause) =>
        {
            var effects = new EffectBuffer();
            effects.Submit(in submit);
            effects.Cancel(in cancel);
            effects.Modify(in modify);
            using var stream = JournalFixture.Write(JournalFixture.Header, journal =>
            {
                journal.OnEvent(7, in cause);
                foreach (ref readonly var command in effects.Commands) journal.OnCommand(7, in command, hash);
            });
            var entries = JournalFixture.ReadAll(stream);
            Assert.Equal([null, CommandKind.Submit, CommandKind.Cancel, CommandKind.Modify], entries.Select(entry => entry.Command));
            Assert.All(entries, entry => Assert.Equal((7, cause.Time), (entry.Sequence, entry.Time)));
            Assert.All(entries.Skip(1), entry => Assert.Equal(hash, entry.StateHash));
            Assert.Equal(submit, entries[1].Submit);
            Assert.Equal(cancel, entries[2].Cancel);
            Assert.Equal(modify, entries[3].Modify);
        });

    [Fact]
    public void The_header_is_read_back()
    {
        using var stream = JournalFixture.Write(JournalFixture.Header, _ => { });
        using var reader = new JournalReader(stream);
        Assert.Equal(JournalFixture.Header.Symbols, reader.Header.Symbols);
        Assert.Equal(JournalFixture.Header with { Symbols = [] }, reader.Header with { Symbols = [] });
    }

    [Fact]
    public void The_scope_orders_leaves_the_market_out() => JournalFixture.Event.Array[0, 30].Sample(events =>
    {
        using var stream = JournalFixture.Write(JournalFixture.Header with { Scope = JournalScope.Orders }, journal =>
        {
            for (var i = 0; i < events.Length; i++) journal.OnEvent(i + 1, in events[i]);
        });
        var expected = events.Where(e => e.Kind is EventKind.ExecutionReport or EventKind.FundingPayment or EventKind.OperatorCommand).Select(e => e.Kind);
        Assert.Equal(expected, JournalFixture.ReadAll(stream).Select(entry => entry.Event.Kind));
    });

    [Fact]
    public void A_fill_is_written_as_documented()
    {
        var report = EngineEvent.OfReport(new InstrumentId(0), ResultFixture.Time("2025-05-04T15:33:00.125Z"), new ExecutionReport
        {
            Kind = ExecutionKind.Filled, OrderId = new ClientOrderId(42, 31), Side = Side.Sell, Purpose = OrderPurpose.StopLoss, FillId = 9,
            LastPrice = Price.FromDecimal(95_000.5m), LastQuantity = Quantity.FromDecimal(0.25m), CumulativeQuantity = Quantity.FromDecimal(0.25m),
            Fee = Money.FromDecimal(14.250075m), ReferencePrice = Price.FromDecimal(95_010m), SlippageCost = Money.FromDecimal(2.375m), Flags = FillFlags.Gap,
        });
        Assert.Equal(
            """{"seq":12,"time":"2025-05-04T15:33:00.125Z","event":"execution_report","symbol":"BTCUSDT","what":"filled","order":"0000002a-1f","side":"sell","purpose":"stop_loss","flags":4,"fill":9,"price":95000.5,"qty":0.25,"filled_qty":0.25,"fee":14.250075,"reference_price":95010,"slippage_cost":2.375}""",
            SecondLine(journal => journal.OnEvent(12, in report)));
    }

    [Fact]
    public void A_bar_is_written_as_documented()
    {
        var open = ResultFixture.Time("2025-05-04T23:59:00Z");
        var bar = EngineEvent.OfBar(new InstrumentId(1), open + Duration.FromMinutes(1), open + Duration.FromSeconds(61) + new Duration(5),
            new Bar(open, new Price(100), new Price(300_000_000), new Price(1), new Price(-5), new Quantity(0)), isBackfilled: true);
        Assert.Equal(
            """{"seq":1,"time":"2025-05-05T00:00:00.000Z","event":"bar_close","symbol":"ETHUSDT","received":"2025-05-05T00:00:01.000000005Z","backfilled":true,"open":0.000001,"high":3,"low":0.00000001,"close":-0.00000005,"volume":0}""",
            SecondLine(journal => journal.OnEvent(1, in bar)));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(-1, "2025-05-04T23:58:59.999999999Z")]
    public void A_bar_says_when_it_opened_only_when_its_close_does_not_tell(long early, string expected)
    {
        var open = ResultFixture.Time("2025-05-04T23:59:00Z");
        var bar = EngineEvent.OfBar(default, open + Duration.FromMinutes(1), new Bar(open + new Duration(early), default, default, default, default, default));
        using var stream = JournalFixture.Write(JournalFixture.Header, journal => journal.OnEvent(1, in bar));
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[1]);
        Assert.Equal(expected, json.RootElement.TryGetProperty("open_time", out var written) ? written.GetString() : "");
        JournalFixture.AssertSame(in bar, Assert.Single(JournalFixture.ReadAll(stream)).Event);
    }

    [Fact]
    public void Every_line_is_json_in_any_culture() => JournalFixture.Event.Array[1, 5].Sample(events => HostileCulture.Run(() =>
    {
        using var stream = JournalFixture.Write(JournalFixture.Header, journal =>
        {
            for (var i = 0; i < events.Length; i++) journal.OnEvent(i + 1, in events[i]);
        });
        var lines = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(events.Length + 1, lines.Length);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }), iter: 50);

    [Fact]
    public void The_longest_lines_fit()
    {
        var order = new SubmitOrder
        {
            Id = new ClientOrderId(uint.MaxValue, -1), Instrument = new InstrumentId(0), Side = Side.Sell, Type = OrderType.TrailingStop,
            TimeInForce = TimeInForce.ImmediateOrCancel, Purpose = OrderPurpose.TrailingStop, TriggerSource = TriggerSource.MarkPrice, ReduceOnly = true,
            PostOnly = true, Quantity = new Quantity(long.MinValue), LimitPrice = new Price(long.MinValue), TriggerPrice = new Price(long.MinValue),
            TrailingDistance = new Price(long.MinValue), ExpireTime = Timestamp.MaxValue, StopLoss = new BracketLeg(new ClientOrderId(1, -1), new Price(long.MinValue)),
            TakeProfit = new BracketLeg(new ClientOrderId(1, -1), new Price(long.MinValue)),
        };
        var effects = new EffectBuffer();
        effects.Submit(in order);
        using var stream = JournalFixture.Write(JournalFixture.Header, journal => journal.OnCommand(long.MaxValue, effects.Commands[0], ulong.MaxValue));
        Assert.True(stream.Length < 1_000, "The room that is reserved for a line must be generous.");
        Assert.Equal(order, Assert.Single(JournalFixture.ReadAll(stream)).Submit);
    }

    [Fact]
    public void A_line_costs_no_allocation()
    {
        var report = EngineEvent.OfReport(new InstrumentId(0), new Timestamp(1_700_000_000_000_000_000), new ExecutionReport
        {
            Kind = ExecutionKind.Filled, OrderId = new ClientOrderId(42, 31), LastPrice = new Price(9_500_000_000_000), LastQuantity = new Quantity(100_000),
        });
        using var journal = new JsonlJournal(Stream.Null, JournalFixture.Header);
        for (var i = 0; i < 100; i++) journal.OnEvent(i, in report);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) journal.OnEvent(i, in report);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Whatever_reaches_the_stream_ends_with_a_whole_line()
    {
        var chunks = new ChunkStream();
        var bar = EngineEvent.OfBar(new InstrumentId(0), new Timestamp(60_000_000_000), new Bar(default, new Price(1), new Price(2), new Price(1), new Price(2), new Quantity(5)));
        using (var journal = new JsonlJournal(chunks, JournalFixture.Header))
            for (var i = 1; i <= 5_000; i++) journal.OnEvent(i, in bar);
        Assert.True(chunks.LastBytes.Count > 3);
        Assert.All(chunks.LastBytes, last => Assert.Equal((byte)'\n', last));
    }

    private static string SecondLine(Action<JsonlJournal> write)
    {
        using var stream = JournalFixture.Write(JournalFixture.Header, write);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[1];
    }

    private sealed class ChunkStream : MemoryStream
    {
        public List<byte> LastBytes { get; } = [];

        public override void Write(byte[] buffer, int offset, int count)
        {
            LastBytes.Add(buffer[offset + count - 1]);
            base.Write(buffer, offset, count);
        }
    }
}
