using CsCheck;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Storage.Results;

/// <summary>Results made by hand or by chance. A random one has a true ledger: its equity follows from its fills and funding.</summary>
internal static class ResultFixture
{
    public static readonly Instrument Btc = new Instrument
    {
        Id = new InstrumentId(0), Symbol = "BTCUSDT", TickSize = Price.FromDecimal(0.1m), LotSize = Quantity.FromDecimal(0.001m),
        MinQuantity = Quantity.FromDecimal(0.001m), MakerFee = Rate.FromBps(-0.5m), TakerFee = Rate.FromBps(6m),
    }.Validated();

    public static readonly Instrument Eth = new Instrument
    {
        Id = new InstrumentId(1), Symbol = "ETHUSDT", TickSize = Price.FromDecimal(0.01m), LotSize = Quantity.FromDecimal(0.01m),
        MinQuantity = Quantity.FromDecimal(0.01m), MakerFee = Rate.FromBps(2m), TakerFee = Rate.FromBps(6m),
    }.Validated();

    public static Timestamp Time(string iso) => Timestamp.FromDateTime(
        DateTime.Parse(iso, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal));

    public static RunResult Empty(decimal startEquity = 10_000m) => new()
    {
        Instruments = [Btc, Eth],
        Interval = Duration.FromMinutes(1),
        StartEquity = Money.FromDecimal(startEquity),
        EndEquity = Money.FromDecimal(startEquity),
        EndCash = Money.FromDecimal(startEquity),
        Equity = new EquityCurve(),
    };

    /// <summary>A random account in one instrument: fills at random prices with true fees, and funding in between.</summary>
    public static readonly Gen<RunResult> Random =
        from seed in Gen.Int[1, int.MaxValue]
        from steps in Gen.Int[0, 60]
        select Build(seed, steps);

    private static readonly string?[] Notes =
    [
        null, "", "breakout", "a,b", "she said \"buy\"", "line one\nline two", "tab\tand ünïcode ₿ ", "\r", " padded ", ",\",\n",
    ];

    /// <summary>The account that a seed gives.</summary>
    public static RunResult Build(int seed, int steps)
    {
        // The domain forbids ambient randomness; a test's data may come from a seeded generator.
        var random = new Random(seed);
        var result = Empty(random.Next(1, 1_000_000));
        var cash = result.StartEquity;
        var position = Position.Flat;
        var price = Price.FromDecimal(random.Next(1_000, 1_000_000) / 10m);
        for (var step = 0; step < steps; step++)
        {
            var time = new Timestamp(1_700_000_000_000_000_000L + step * 60_000_000_000L + random.Next(0, 1_000_000));
            price = Price.FromDecimal(Math.Max(1m, price.ToDecimal() + random.Next(-500, 500) / 10m));
            if (random.Next(3) == 0) cash += Settle(result, position, price, time, random);
            var isLast = step == steps - 1;
            if (isLast && !position.IsFlat) cash += Fill(result, ref position, price, time, LiquidityRole.Taker, -position.Quantity);
            else if (!isLast && random.Next(2) == 0) cash += FillByChance(result, ref position, price, time, random);
            result.Equity.Change(cash, position.Quantity);
            result.Equity.Add(time, cash + position.UnrealisedAt(price));
            AddRecords(result, time, random);
        }

        result.EndEquity = cash + position.UnrealisedAt(price);
        result.EndCash = cash;
        result.StateHash = (ulong)random.NextInt64();
        return result;
    }

    private static Money Settle(RunResult result, Position position, Price mark, Timestamp time, Random random)
    {
        var rate = new Rate(random.Next(-100_000, 100_000));
        var payment = FundingPayment.For(position.Quantity, mark, rate, isMarkAssumed: random.Next(2) == 0);
        result.Funding.Add(new FundingRecord(time, Btc.Id, payment));
        return payment.Amount;
    }

    private static Money FillByChance(RunResult result, ref Position position, Price price, Timestamp time, Random random) =>
        Fill(result, ref position, price, time, (LiquidityRole)random.Next(2), Quantity.FromDecimal(random.Next(1, 5_000) * (random.Next(2) * 2 - 1) / 1000m));

    private static Money Fill(RunResult result, ref Position position, Price price, Timestamp time, LiquidityRole role, Quantity signed)
    {
        var (side, quantity) = (signed.IsPositive ? Side.Buy : Side.Sell, signed.Abs());
        var fee = Btc.Fee(price * quantity, role);
        position = position.After(signed, price, out var realised);
        result.Fills.Add(new FillRecord
        {
            FillId = result.Fills.Count + 1, OrderId = quantity.Raw % 5 == 0 ? default : new ClientOrderId(7, quantity.Raw * 1_000_003),
            Time = time, Instrument = Btc.Id, Side = side, Price = price, Quantity = quantity, Liquidity = role, Fee = fee,
            ReferencePrice = price, SpreadCost = default, SlippageCost = default, RealisedPnl = realised,
            Purpose = (OrderPurpose)(quantity.Raw / 100_000 % 9), Flags = (FillFlags)(quantity.Raw / 100_000 % 32),
        });
        return realised - fee;
    }

    private static void AddRecords(RunResult result, Timestamp time, Random random)
    {
        result.Orders.Add(new OrderRecord
        {
            OrderId = new ClientOrderId(7, result.Orders.Count + 1), ParentId = random.Next(2) == 0 ? default : new ClientOrderId(7, 1),
            CreatedTime = time, ClosedTime = random.Next(3) == 0 ? default : time, Instrument = new InstrumentId(random.Next(2)),
            Side = (Side)random.Next(2), Type = (OrderType)random.Next(5), TimeInForce = (TimeInForce)random.Next(4),
            Purpose = (OrderPurpose)random.Next(9), ReduceOnly = random.Next(2) == 0, PostOnly = random.Next(2) == 0,
            Quantity = new Quantity(random.NextInt64(1_000_000_000)), LimitPrice = random.Next(2) == 0 ? default : new Price(random.NextInt64(1L << 50)),
            TriggerPrice = random.Next(2) == 0 ? default : new Price(random.NextInt64(1L << 50)), FilledQuantity = new Quantity(random.Next(2) * 300_000_000L),
            FilledNotional = new Money(random.NextInt64(1L << 50)), Fees = new Money(random.NextInt64(-1L << 40, 1L << 40)),
            Status = (OrderStatus)random.Next(12), Reason = (OrderReason)random.Next(Enum.GetValues<OrderReason>().Length), Note = Notes[random.Next(Notes.Length)],
            Sizing = random.Next(2) == 0 ? null : new SizingNote(new Money(random.NextInt64(1L << 50)), random.Next(400) / 100m,
                new Price(random.Next(3)), new Quantity(random.Next()), new Quantity(random.Next()), (OrderReason)random.Next(Enum.GetValues<OrderReason>().Length)),
        });
        var (gross, fees, funding) = (random.NextInt64(-1L << 50, 1L << 50), random.NextInt64(-1L << 40, 1L << 40), random.NextInt64(-1L << 40, 1L << 40));
        result.Trades.Add(new TradeRecord
        {
            TradeId = result.Trades.Count + 1, Instrument = new InstrumentId(random.Next(2)), Side = (Side)random.Next(2),
            Quantity = new Quantity(random.NextInt64(1L << 40)), EntryTime = time, EntryPrice = new Price(random.NextInt64(1L << 50)),
            ExitTime = time, ExitPrice = new Price(random.NextInt64(1L << 50)), GrossPnl = new Money(gross), Fees = new Money(fees),
            Funding = new Money(funding), NetPnl = new Money(gross - fees + funding), SpreadCost = default, SlippageCost = default,
            InitialRisk = random.Next(2) == 0 ? default : new Money(random.NextInt64(1, 1L << 50)), StopPrice = default, TargetPrice = default,
            MaxAdverseExcursion = new Money(-random.NextInt64(1L << 50)), MaxFavourableExcursion = new Money(random.NextInt64(1L << 50)),
            BarsHeld = random.Next(), EntryOrderId = default, EntryReason = Notes[random.Next(Notes.Length)],
            ExitPurpose = (OrderPurpose)random.Next(9), ExitReason = null, Flags = default,
        });
    }
}
