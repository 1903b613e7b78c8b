using BenchmarkDotNet.Attributes;
using LaptopAgents.Benchmarks.Gate;
using LaptopAgents.Benchmarks.Yardsticks;

namespace LaptopAgents.Benchmarks.Suites;

/// <summary>Bars from Parquet: a year into memory, and years as a stream through the engine.</summary>
[MemoryDiagnoser]
public class StorageSuite : IDisposable
{
    private StoredYears _year = null!;
    private StoredYears _many = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _year = new StoredYears(ReferenceMarket.Generate());
        _many = new StoredYears(ReferenceMarket.Generate(10_000_000));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _year.Dispose();
        _many.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public long LoadOfAYear() => _year.LoadWhole();

    [Benchmark]
    public long ReadOfAYear() => _year.Load();

    [Benchmark]
    public long TenMillionBarsThroughTheEngine() => _many.StreamThroughEngine();
}
