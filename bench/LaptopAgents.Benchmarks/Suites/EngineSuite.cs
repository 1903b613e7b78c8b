using BenchmarkDotNet.Attributes;
using LaptopAgents.Benchmarks.Gate;
using LaptopAgents.Benchmarks.Yardsticks;

namespace LaptopAgents.Benchmarks.Suites;

/// <summary>A year of minutes through the whole backtest, beside the two yardsticks.</summary>
[MemoryDiagnoser]
public class EngineSuite
{
    private readonly ReferenceMarket _market = ReferenceMarket.Generate();
    private readonly long[] _points = new long[ReferenceMarket.Year];
    private List<TextbookEngine.Candle> _candles = [];
    private Backtest _backtest = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _backtest = new Backtest(_market);
        _candles = TextbookEngine.ToCandles(_market);
    }

    [Benchmark(Baseline = true)]
    public long LimitLoopOfAYear() => LimitLoop.RunExact(_market, _points).Checksum;

    [Benchmark]
    public long TextbookEngineOfAYear() => TextbookEngine.Run(_candles).Checksum;

    [Benchmark]
    public long Flip() => _backtest.Flip().Checksum;

    [Benchmark]
    public long Brackets() => _backtest.Brackets().Checksum;

    [Benchmark]
    public long DefaultRealistic() => _backtest.DefaultRealistic().Checksum;

    [Benchmark]
    public long Hold() => _backtest.Hold().Checksum;
}
