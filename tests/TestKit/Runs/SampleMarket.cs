using LaptopAgents.Analysis;
using LaptopAgents.Domain;

namespace LaptopAgents.TestKit;

/// <summary>A made-up market for reports: a seeded random walk with quiet and wild days, as columns.</summary>
public sealed class SampleMarket : IBarSource
{
    private readonly long[] _times, _open, _high, _low, _close, _volume;

    public SampleMarket(int bars, double price, int seed, DateTime start, int intervalMinutes = 1)
    {
        (_times, _open, _high, _low, _close, _volume) =
            (new long[bars], new long[bars], new long[bars], new long[bars], new long[bars], new long[bars]);
        var random = new SampleRandom(seed);
        var first = Timestamp.FromDateTime(DateTime.SpecifyKind(start, DateTimeKind.Utc)).UnixNanos;
        var volatility = 0.0006 * Math.Sqrt(intervalMinutes);
        var drift = 0.0;
        for (var i = 0; i < bars; i++)
        {
            if (i % 720 == 0) (volatility, drift) = (0.0006 * Math.Sqrt(intervalMinutes) * (0.5 + random.Uniform()), random.Normal() * 0.00001);
            var open = price;
            var (high, low) = (open, open);
            for (var step = 0; step < 4; step++)
            {
                price *= 1 + drift / 4 + volatility / 2 * random.Normal();
                (high, low) = (Math.Max(high, price), Math.Min(low, price));
            }

            price = Math.Round(price, 1);
            _times[i] = first + i * intervalMinutes * 60_000_000_000L;
            (_open[i], _close[i]) = (Tick(open), Tick(price));
            _high[i] = Math.Max(Math.Max(_open[i], _close[i]), Tick(high));
            _low[i] = Math.Min(Math.Min(_open[i], _close[i]), Tick(low));
            _volume[i] = (long)(1e8 * Math.Round(20 * volatility / 0.0006 * (0.3 + random.Uniform()), 3));
        }
    }

    public int Count => _times.Length;

    public ReadOnlySpan<long> OpenUnixNanos => _times;

    public ReadOnlySpan<long> RawOpen => _open;

    public ReadOnlySpan<long> RawHigh => _high;

    public ReadOnlySpan<long> RawLow => _low;

    public ReadOnlySpan<long> RawClose => _close;

    public ReadOnlySpan<long> RawVolume => _volume;

    private static long Tick(double price) => (long)Math.Round(price * 10) * 10_000_000;
}

/// <summary>A small seeded generator (SplitMix64), the same on every machine.</summary>
public sealed class SampleRandom(int seed)
{
    private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15UL + 1;

    /// <summary>From 0 to below 1.</summary>
    public double Uniform()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Standard normal, by Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
