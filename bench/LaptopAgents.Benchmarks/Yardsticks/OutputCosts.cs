using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;

namespace LaptopAgents.Benchmarks.Yardsticks;

/// <summary>What it costs to write down what happened, over one year of bars.</summary>
internal static class OutputCosts
{
    private const long NanosPerMinute = 60_000_000_000;

    private static readonly Instrument Btc = new Instrument
    {
        Id = new InstrumentId(0), Symbol = "BTCUSDT", TickSize = Price.FromDecimal(0.1m), LotSize = Quantity.FromDecimal(0.001m),
        MinQuantity = Quantity.FromDecimal(0.001m), MakerFee = Rate.FromBps(2m), TakerFee = Rate.FromBps(6m),
    }.Validated();

    /// <summary>What it costs to make the events alone; to be taken off what a journal costs.</summary>
    public static Measurement Events(ReferenceMarket market)
    {
        var journal = new NoJournal();
        return Measure.Run("making bar events, no journal (bars)", market.Count, () => Feed(market, journal));
    }

    public static Measurement Ring(ReferenceMarket market)
    {
        var journal = new RingJournal();
        return Measure.Run("ring journal (bars)", market.Count, () => Feed(market, journal));
    }

    public static Measurement JournalBars(ReferenceMarket market)
    {
        using var journal = new JsonlJournal(Stream.Null, JournalHeader.For(1, Duration.FromMinutes(1), [Btc], JournalScope.All));
        return Measure.Run("JSONL journal, bars (lines)", market.Count, () => Feed(market, journal));
    }

    public static Measurement JournalFills(ReferenceMarket market)
    {
        const int fills = 14_484;
        using var journal = new JsonlJournal(Stream.Null, JournalHeader.For(1, Duration.FromMinutes(1), [Btc], JournalScope.Orders));
        var reports = new EngineEvent[fills];
        for (var i = 0; i < fills; i++) reports[i] = Fill(market, i);
        return Measure.Run("JSONL journal, fills (lines)", fills, () =>
        {
            for (var i = 0; i < fills; i++) journal.OnEvent(i + 1, in reports[i]);
            return 0;
        });
    }

    public static Measurement EquityCsv(ReferenceMarket market) =>
        Files("equity.csv of a year (rows)", market, new RunFileOptions { Parquet = false });

    public static Measurement EquityParquet(ReferenceMarket market) =>
        Files("equity.parquet of a year (rows)", market, new RunFileOptions { Csv = false });

    public static Measurement Hash(ReferenceMarket market)
    {
        var result = Result(market);
        return Measure.Run("result hash of a year (rows)", market.Count, () => ResultHash.Of(result)[0]);
    }

    private static Measurement Files(string name, ReferenceMarket market, RunFileOptions options)
    {
        var result = Result(market);
        var directory = Directory.CreateTempSubdirectory("la-bench-").FullName;
        try
        {
            return Measure.Run(name, market.Count, () =>
            {
                RunFiles.Write(directory, result, options);
                return 0;
            });
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static long Feed(ReferenceMarket market, IEventJournal journal)
    {
        EngineEvent next = default;
        for (var i = 0; i < market.Count; i++)
        {
            var open = new Timestamp(market.OpenTime[i]);
            var close = new Timestamp(open.UnixNanos + NanosPerMinute);
            EngineEvent.SetBar(
                ref next, Btc.Id, open, close, market.Open[i], market.High[i], market.Low[i], market.Close[i], market.Volume[i]);
            journal.OnEvent(i + 1, in next);
        }

        return market.Count;
    }

    private static EngineEvent Fill(ReferenceMarket market, int i)
    {
        var price = new Price(market.Close[i]);
        var quantity = Quantity.FromDecimal(2m);
        return EngineEvent.OfReport(Btc.Id, new Timestamp(market.OpenTime[i]), new ExecutionReport
        {
            Kind = ExecutionKind.Filled, Side = (Side)(i % 2), Purpose = OrderPurpose.Entry,
            OrderId = new ClientOrderId(1, i + 1), FillId = i + 1,
            LastPrice = price, LastQuantity = quantity, CumulativeQuantity = quantity, Fee = Btc.Fee(price * quantity, LiquidityRole.Taker),
            ReferencePrice = new Price(market.Open[i]), SlippageCost = new Money(market.Open[i] / 5_000),
        });
    }

    private sealed class NoJournal : IEventJournal
    {
        public void OnEvent(long sequence, in EngineEvent next)
        {
            // Nothing: the call itself is what is measured.
        }

        public void OnCommand(long sequence, in EngineCommand command, ulong stateHash)
        {
            // Nothing: the call itself is what is measured.
        }
    }

    // A position that turns every 36 bars, as the reference strategy's does.
    private static RunResult Result(ReferenceMarket market)
    {
        const int barsPerFlip = 36;
        var curve = new EquityCurve(market.Count);
        var (cash, position) = (Money.FromDecimal(LimitLoop.StartCash), Position.Flat);
        for (var i = 0; i < market.Count; i++)
        {
            var price = new Price(market.Close[i]);
            if (i % barsPerFlip == 0)
            {
                var signed = Quantity.FromDecimal(i == 0 ? 1m : i / barsPerFlip % 2 == 0 ? 2m : -2m);
                position = position.After(signed, price, out var realised);
                cash += realised - Btc.Fee(price * signed, LiquidityRole.Taker);
                curve.Change(cash, position.Quantity);
            }

            curve.Add(new Timestamp(market.OpenTime[i]), cash + position.UnrealisedAt(price));
        }

        return new RunResult
        {
            Instruments = [Btc], Interval = Duration.FromMinutes(1), StartEquity = Money.FromDecimal(LimitLoop.StartCash), Equity = curve,
        };
    }
}
