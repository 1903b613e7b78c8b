using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Journal;

/// <summary>Events and commands of every kind with any values that the types allow.</summary>
internal static class JournalFixture
{
    public static readonly JournalHeader Header = new(42, Duration.FromMinutes(1), ["BTCUSDT", "ETHUSDT", "ODD\"\\₿"], JournalScope.All);

    private static readonly Gen<long> Raw = Gen.Frequency(
        (2, Gen.Long), (3, Gen.Long[-1_000_000, 1_000_000].Select(value => value * 10_000_000)), (1, Gen.Const(0L)), (1, Gen.Const(long.MinValue)));

    private static readonly Gen<Timestamp> Time = Gen.Long[0, long.MaxValue].Select(nanos => new Timestamp(nanos));
    private static readonly Gen<InstrumentId> Instrument = Gen.Int[0, Header.Symbols.Count - 1].Select(index => new InstrumentId(index));
    private static readonly Gen<Price> AnyPrice = Raw.Select(raw => new Price(raw));
    private static readonly Gen<Quantity> AnyQuantity = Raw.Select(raw => new Quantity(raw));
    private static readonly Gen<Money> AnyMoney = Raw.Select(raw => new Money(raw));
    private static readonly Gen<Rate> AnyRate = Raw.Select(raw => new Rate(raw));
    private static readonly Gen<ClientOrderId> Id = Gen.Frequency(
        (1, Gen.Const(default(ClientOrderId))), (3, Gen.Select(Gen.UInt, Gen.Long[0, long.MaxValue]).Select((session, sequence) => new ClientOrderId(session, sequence))));

    private static readonly Gen<Side> AnySide = Gen.Enum<Side>();

    private static readonly Gen<ExecutionReport> Report =
        from words in Gen.Select(Gen.Enum<ExecutionKind>(), AnySide, Gen.Enum<LiquidityRole>(), Gen.Enum<OrderReason>(), Gen.Enum<OrderPurpose>())
        from flags in Gen.Byte[0, 31]
        from ids in Gen.Select(Id, Gen.Long[0, long.MaxValue])
        from prices in AnyPrice.Array[3]
        from quantities in AnyQuantity.Array[3]
        from amounts in AnyMoney.Array[3]
        select new ExecutionReport
        {
            Kind = words.Item1, Side = words.Item2, Liquidity = words.Item3, Reason = words.Item4, Purpose = words.Item5, Flags = (FillFlags)flags,
            OrderId = ids.Item1, FillId = ids.Item2, LastPrice = prices[0], LastQuantity = quantities[0], CumulativeQuantity = quantities[1],
            LeavesQuantity = quantities[2], Fee = amounts[0], ReferencePrice = prices[1], SpreadCost = amounts[1], SlippageCost = amounts[2], NewPrice = prices[2],
        };

    private static readonly Gen<Bar> AnyBar = Gen.Select(Time, AnyPrice.Array[4], AnyQuantity)
        .Select((open, prices, volume) => new Bar(open, prices[0], prices[1], prices[2], prices[3], volume));

    private static readonly Gen<Quote> AnyQuote = Gen.Select(AnyPrice, AnyQuantity, AnyPrice, AnyQuantity)
        .Select((bid, bidQuantity, ask, askQuantity) => new Quote(bid, bidQuantity, ask, askQuantity));

    private static readonly Gen<FundingPayment> Payment = Gen.Select(AnyQuantity, AnyPrice, AnyRate, AnyMoney, Gen.Bool)
        .Select((position, mark, rate, amount, isAssumed) => new FundingPayment(position, mark, rate, amount, isAssumed));

    private static readonly Gen<BookLevelChange> Level = Gen.Select(AnySide, AnyPrice, AnyQuantity, Gen.Bool, Gen.Bool)
        .Select((side, price, quantity, isSnapshot, isLast) => new BookLevelChange(side, price, quantity, isSnapshot, isLast));

    public static readonly Gen<EngineEvent> Event = Gen.OneOf(
        Gen.Select(Instrument, Time, Time, AnyBar, Gen.Bool).Select((i, t, r, bar, isBackfilled) => EngineEvent.OfBar(i, t, r, in bar, isBackfilled)),
        Gen.Select(Instrument, Time, Time, AnyQuote).Select((i, t, r, quote) => EngineEvent.OfQuote(i, t, r, in quote)),
        Gen.Select(Instrument, Time, Time, AnyPrice, AnyQuantity, AnySide)
            .Select((i, t, r, price, quantity, side) => EngineEvent.OfTrade(i, t, r, new MarketTrade(price, quantity, side))),
        Gen.Select(Instrument, Time, Time, AnyPrice, AnyPrice).Select((i, t, r, price, index) => EngineEvent.OfMarkPrice(i, t, r, new MarkPrice(price, index))),
        Gen.Select(Instrument, Time, Time, AnyRate, AnyPrice, Gen.Int[0, 8])
            .Select((i, t, r, rate, mark, hours) => EngineEvent.OfFundingRate(i, t, r, new FundingRate(rate, mark, Duration.FromMinutes(60L * hours)))),
        Gen.Select(Instrument, Time, Payment).Select((i, t, payment) => EngineEvent.OfFundingPayment(i, t, in payment)),
        Gen.Select(Instrument, Time, Time, Level).Select((i, t, r, level) => EngineEvent.OfBookLevel(i, t, r, in level)),
        Gen.Select(Instrument, Time, Report).Select((i, t, report) => EngineEvent.OfReport(i, t, in report)),
        Gen.Select(Time, Gen.Enum<OperatorCommand>()).Select(EngineEvent.OfCommand));

    public static readonly Gen<SubmitOrder> Submit =
        from words in Gen.Select(AnySide, Gen.Enum<OrderType>(), Gen.Enum<TimeInForce>(), Gen.Enum<OrderPurpose>(), Gen.Enum<TriggerSource>())
        from flags in Gen.Select(Gen.Bool, Gen.Bool)
        from ids in Id.Array[3]
        from instrument in Instrument
        from quantity in AnyQuantity
        from closing in AnyQuantity
        from prices in AnyPrice.Array[5]
        from expiry in Gen.Frequency((1, Gen.Const(default(Timestamp))), (1, Time))
        select new SubmitOrder
        {
            Id = ids[0], Instrument = instrument, Side = words.Item1, Type = words.Item2, TimeInForce = words.Item3, Purpose = words.Item4,
            TriggerSource = words.Item5, ReduceOnly = flags.Item1, PostOnly = flags.Item2, Quantity = quantity, ClosingQuantity = closing, LimitPrice = prices[0],
            TriggerPrice = prices[1], TrailingDistance = prices[2], ExpireTime = expiry, StopLoss = new BracketLeg(ids[1], prices[3]),
            TakeProfit = new BracketLeg(ids[2], prices[4]),
        };

    public static readonly Gen<CancelOrder> Cancel = Gen.Select(Id, Instrument).Select((id, instrument) => new CancelOrder(id, instrument));

    public static readonly Gen<ModifyOrder> Modify = Gen.Select(Id, Instrument, AnyQuantity, AnyPrice, AnyPrice)
        .Select((id, instrument, quantity, limit, trigger) => new ModifyOrder(id, instrument, quantity, limit, trigger));

    public static MemoryStream Write(JournalHeader header, Action<JsonlJournal> write)
    {
        var bytes = new MemoryStream();
        using (var journal = new JsonlJournal(bytes, header)) write(journal);
        return new MemoryStream(bytes.ToArray());
    }

    public static List<JournalEntry> ReadAll(Stream stream)
    {
        using var reader = new JournalReader(stream);
        var entries = new List<JournalEntry>();
        while (reader.TryRead(out var entry)) entries.Add(entry);
        Assert.False(reader.IsCutOff);
        return entries;
    }

    public static void AssertSame(in EngineEvent expected, in EngineEvent actual)
    {
        Assert.Equal(expected.Kind, actual.Kind);
        Assert.Equal(expected.Time, actual.Time);
        Assert.Equal(expected.ReceiveTime, actual.ReceiveTime);
        Assert.Equal(expected.Instrument, actual.Instrument);
        Assert.Equal(expected.IsBackfilled, actual.IsBackfilled);
        Assert.Equal(Payload(in expected), Payload(in actual));
    }

    private static object Payload(in EngineEvent next) => next.Kind switch
    {
        EventKind.BarClose => next.Bar,
        EventKind.Quote => next.Quote,
        EventKind.Trade => next.Trade,
        EventKind.MarkPrice => next.MarkPrice,
        EventKind.FundingRate => next.FundingRate,
        EventKind.FundingPayment => next.FundingPayment,
        EventKind.BookLevel => next.BookLevel,
        EventKind.ExecutionReport => next.Report,
        _ => next.Command,
    };
}
