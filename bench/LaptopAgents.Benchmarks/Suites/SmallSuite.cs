using BenchmarkDotNet.Attributes;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;

namespace LaptopAgents.Benchmarks.Suites;

/// <summary>The small things that everything else is made of.</summary>
[MemoryDiagnoser]
public class SmallSuite : IDisposable
{
    private readonly JsonlJournal _journal = new(
        Stream.Null, new JournalHeader(1, Duration.FromMinutes(1), ["BTCUSDT"], JournalScope.Orders));

    private readonly EngineEvent _fill = EngineEvent.OfReport(
        new InstrumentId(0), new Timestamp(1_704_067_200_000_000_000),
        new ExecutionReport
        {
            Kind = ExecutionKind.Filled, OrderId = new ClientOrderId(1, 77), FillId = 42, LastPrice = Price.FromDecimal(42_123.4m),
            LastQuantity = Quantity.FromDecimal(0.123m), CumulativeQuantity = Quantity.FromDecimal(0.123m), Fee = Money.FromDecimal(3.1087m),
            ReferencePrice = Price.FromDecimal(42_115m),
        });

    private readonly Price _price = Price.FromDecimal(42_123.4m);
    private readonly Price _oddPrice = Price.FromDecimal(42_123.40000001m);
    private readonly Quantity _quantity = Quantity.FromDecimal(0.123m);
    private readonly Rate _fee = Rate.FromBps(6m);

    [Benchmark]
    public void JsonLineOfAFill() => _journal.OnEvent(1, in _fill);

    [Benchmark]
    public Money NotionalOnTheGrid() => _price * _quantity;

    [Benchmark]
    public Money NotionalOffTheGrid() => _oddPrice * _quantity;

    [Benchmark]
    public Money FeeOfAFill() => (_price * _quantity).Times(_fee, Rounding.Ceiling);

    [Benchmark]
    public Money ShareOfAFee() => Money.FromDecimal(3.1087m).Share(_quantity, _quantity + _quantity, Rounding.TowardZero);

    [GlobalCleanup]
    public void Dispose()
    {
        _journal.Dispose();
        GC.SuppressFinalize(this);
    }
}
