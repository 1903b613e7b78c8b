namespace LaptopAgents.Benchmarks.Yardsticks;

/// <summary>
/// The market of every benchmark: a geometric random walk from a fixed seed, four steps inside each one-minute bar, on a tick of 0.1,
/// each bar opening where the one before closed. It uses only additions and multiplications, so that it is the same on every machine.
/// </summary>
internal sealed class ReferenceMarket
{
    /// <summary>Bars of one year of minutes.</summary>
    public const int Year = 525_600;

    private const ulong Seed = 20_240_101;
    private const int StepsPerBar = 4;
    private const double StartPrice = 42_000;

    // About 65 % a year, which is what this market's prices do.
    private const double StepDeviation = 0.00045;
    private const long NanosPerMinute = 60_000_000_000;
    private const long StartUnixNanos = 1_704_067_200_000_000_000;
    private const long UnitsPerTick = 10_000_000;
    private const double TicksPerPrice = 10;

    private ReferenceMarket(int count)
    {
        OpenTime = new long[count];
        Open = new long[count];
        High = new long[count];
        Low = new long[count];
        Close = new long[count];
        Volume = new long[count];
    }

    public int Count => OpenTime.Length;

    /// <summary>Nanoseconds since the Unix epoch, from 2024-01-01.</summary>
    public long[] OpenTime { get; }

    /// <summary>10⁻⁸ units, as all prices here.</summary>
    public long[] Open { get; }

    public long[] High { get; }

    public long[] Low { get; }

    public long[] Close { get; }

    /// <summary>10⁻⁸ units of base currency.</summary>
    public long[] Volume { get; }

    public static ReferenceMarket Generate(int count = Year)
    {
        var market = new ReferenceMarket(count);
        var random = new SplitMix(Seed);
        var price = StartPrice;
        var ticks = Ticks(price);
        for (var i = 0; i < count; i++)
        {
            var (open, high, low) = (ticks, ticks, ticks);
            for (var step = 0; step < StepsPerBar; step++)
            {
                price *= 1 + StepDeviation * random.NextNormal();
                ticks = Ticks(price);
                high = Math.Max(high, ticks);
                low = Math.Min(low, ticks);
            }

            market.OpenTime[i] = StartUnixNanos + i * NanosPerMinute;
            market.Open[i] = open * UnitsPerTick;
            market.High[i] = high * UnitsPerTick;
            market.Low[i] = low * UnitsPerTick;
            market.Close[i] = ticks * UnitsPerTick;
            market.Volume[i] = (long)(random.NextUniform() * 100_000) * 100_000;
        }

        return market;
    }

    /// <summary>A column of prices in double precision, as a program without exact money would keep it.</summary>
    public static double[] ToDouble(long[] column) => Array.ConvertAll(column, raw => raw / 1e8);

    private static long Ticks(double price) => (long)(price * TicksPerPrice + 0.5);

    /// <summary>Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).</summary>
    private sealed class SplitMix(ulong seed)
    {
        private ulong _state = seed;

        public double NextUniform()
        {
            _state += 0x9E37_79B9_7F4A_7C15;
            var z = _state;
            z = (z ^ z >> 30) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ z >> 27) * 0x94D0_49BB_1331_11EB;
            return ((z ^ z >> 31) >> 11) * (1.0 / (1UL << 53));
        }

        // The sum of twelve uniform draws, less its mean, has a deviation of one and is near enough to normal; a logarithm would not be
        // the same on every machine.
        public double NextNormal()
        {
            var sum = 0.0;
            for (var i = 0; i < 12; i++) sum += NextUniform();
            return sum - 6;
        }
    }
}
