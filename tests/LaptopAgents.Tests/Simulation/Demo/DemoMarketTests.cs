using LaptopAgents.Cli.Commands;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Storage.Results;

namespace LaptopAgents.Tests.Simulation.Demo;

public sealed class DemoMarketTests
{
    private static readonly Lazy<IReadOnlyList<DemoInstrument>> s_market = new(() => DemoMarket.Generate());

    [Fact]
    public void The_shipped_files_are_what_the_generator_makes_byte_for_byte()
    {
        using var folder = new TempDirectory();
        DataDemoCommand.Write(DataCatalog.Open(folder.Path), DemoMarket.DefaultSeed, DemoMarket.DefaultDays);
        var shipped = Shipped();
        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.Path, path)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(10, files.Count);
        foreach (var file in files) Assert.True(File.ReadAllBytes(folder[file]).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(shipped, file))), $"{file} differs");
    }

    [Fact]
    public void The_shipped_market_is_whole_small_and_says_that_it_is_synthetic()
    {
        var catalog = DataCatalog.Open(Shipped());
        Assert.Equal(["BTCUSDT", "ETHUSDT"], catalog.Symbols());
        foreach (var symbol in catalog.Symbols())
        {
            var set = catalog.Load(symbol);
            Assert.True(set.IsSynthetic);
            Assert.StartsWith("SYNTHETIC", set.Source, StringComparison.Ordinal);
            Assert.Equal(DataGrade.A, set.Quality.Grade);
            Assert.Equal((129_600, DemoMarket.Start, DemoMarket.End), (set.Bars.Count, set.From, set.To));
            Assert.Equal(271, set.Funding.Count);
        }

        Assert.InRange(Directory.EnumerateFiles(Shipped(), "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), 1, 4_000_000);
    }

    [Fact]
    public void Bars_are_possible_on_their_ticks_and_open_beside_the_last_close()
    {
        foreach (var made in s_market.Value)
        {
            var tick = made.Symbol == "BTCUSDT" ? FixedPoint.One / 10 : FixedPoint.One / 100;
            for (var i = 0; i < made.Bars.Count; i++)
            {
                var bar = made.Bars[i];
                Assert.Null(BarChecks.Problem(bar));
                Assert.Equal(DemoMarket.Start + Duration.FromMinutes(i), bar.OpenTime);
                Assert.True(bar.Open.Raw % tick == 0 && bar.High.Raw % tick == 0 && bar.Low.Raw % tick == 0 && bar.Close.Raw % tick == 0);
                if (i > 0) Assert.InRange(bar.Open.Raw - made.Bars[i - 1].Close.Raw, -tick, tick);
            }
        }
    }

    [Fact]
    public void Returns_have_fat_tails_and_volatility_that_clusters()
    {
        foreach (var made in s_market.Value)
        {
            var returns = Returns(made);
            var variance = returns.Average(r => r * r);
            Assert.InRange(Math.Sqrt(variance * 1440), 0.015, 0.05);
            Assert.True(returns.Average(r => r * r * r * r) / (variance * variance) > 5, "kurtosis");
            var sizes = returns.Select(Math.Abs).ToArray();
            Assert.True(Correlation(sizes, 1) > 0.15 && Correlation(sizes, 60) > 0.08, "volatility does not cluster");
            Assert.InRange(Correlation(returns, 1), -0.15, 0.05);
            Assert.InRange(Correlation(returns, 10), -0.05, 0.05);
        }
    }

    [Fact]
    public void Volume_goes_with_the_range_and_with_the_hour()
    {
        var bars = s_market.Value[0].Bars;
        var ranges = bars.Select(bar => (bar.High - bar.Low).ToDouble()).ToArray();
        var volumes = bars.Select(bar => bar.Volume.ToDouble()).ToArray();
        Assert.True(Correlation(ranges, volumes) > 0.4);
        double HourOf(int hour) => bars.Where((_, i) => i / 60 % 24 == hour).Average(bar => bar.Volume.ToDouble());
        Assert.True(HourOf(14) > 1.5 * HourOf(5));
    }

    [Fact]
    public void Both_contracts_move_together_but_not_as_one() =>
        Assert.InRange(Correlation(Returns(s_market.Value[0]), Returns(s_market.Value[1])), 0.6, 0.95);

    [Fact]
    public void Funding_settles_every_eight_hours_and_goes_with_the_trend()
    {
        var made = s_market.Value[0];
        Assert.All(made.FundingTimes.Select((time, i) => (time, i)), entry => Assert.Equal(DemoMarket.Start + Duration.FromMinutes(480 * entry.i), entry.time));
        var rates = made.Funding.Select(rate => rate.Rate.ToDouble()).ToArray();
        Assert.InRange(rates.Max(), 0.0003, 0.003);
        Assert.InRange(rates.Min(), -0.003, 0);
        // The move of the day before a settlement against its rate.
        var moves = Enumerable.Range(3, rates.Length - 3).Select(i => made.Bars[i * 480 - 1].Close.ToDouble() / made.Bars[i * 480 - 1440].Open.ToDouble() - 1).ToArray();
        Assert.True(Correlation(moves, rates[3..]) > 0.3);
    }

    [Fact]
    public void Another_seed_is_another_market_and_a_longer_one_begins_the_same()
    {
        var two = DemoMarket.Generate(days: 2);
        var three = DemoMarket.Generate(days: 3);
        Assert.Equal(two[1].Bars, three[1].Bars.Take(2 * 1440));
        Assert.NotEqual(two[0].Bars[100], DemoMarket.Generate(seed: 99, days: 1)[0].Bars[100]);
    }

    private static string Shipped()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var demo = Path.Combine(at.FullName, "data", "demo");
            if (File.Exists(Path.Combine(at.FullName, "LaptopAgents.slnx"))) return demo;
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }

    private static double[] Returns(DemoInstrument made) =>
        [.. Enumerable.Range(1, made.Bars.Count - 1).Select(i => made.Bars[i].Close.ToDouble() / made.Bars[i - 1].Close.ToDouble() - 1)];

    private static double Correlation(double[] values, int lag) => Correlation(values[lag..], values[..^lag]);

    private static double Correlation(double[] left, double[] right)
    {
        var (meanLeft, meanRight) = (left.Average(), right.Average());
        var (product, squaresLeft, squaresRight) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            var (a, b) = (left[i] - meanLeft, right[i] - meanRight);
            product += a * b;
            squaresLeft += a * a;
            squaresRight += b * b;
        }

        return product / Math.Sqrt(squaresLeft * squaresRight);
    }
}
