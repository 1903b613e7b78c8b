using CsCheck;
using LaptopAgents.Analysis;

namespace LaptopAgents.Tests.Analysis;

public sealed class MomentsTests
{
    // Worked by hand: 2, 4, 4, 4, 5, 5, 7, 9 has the mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32.
    private static readonly double[] Eight = [2, 4, 4, 4, 5, 5, 7, 9];

    [Fact]
    public void Mean_and_deviation_of_eight_numbers_worked_by_hand()
    {
        Assert.Equal(5, Moments.Mean(Eight));
        Assert.Equal(32.0 / 7, Moments.Variance(Eight), 12);
        Assert.Equal(Math.Sqrt(32.0 / 7), Moments.StandardDeviation(Eight), 12);
    }

    [Fact]
    public void Skewness_and_kurtosis_of_eight_numbers_worked_by_hand()
    {
        // Third powers of the deviations: −27 −1 −1 −1 +0 +0 +8 +64 = 42; fourth: 81+1+1+1+0+0+16+256 = 356; m₂ = 4.
        Assert.Equal(42.0 / 8 / 8, Moments.PopulationSkewness(Eight), 12);
        Assert.Equal(356.0 / 8 / 16, Moments.PopulationKurtosis(Eight), 12);
        Assert.Equal(42.0 / 64 * Math.Sqrt(56) / 6, Moments.Skewness(Eight), 12);
        Assert.Equal(7.0 / 30 * (9 * (356.0 / 128 - 3) + 6), Moments.ExcessKurtosis(Eight), 12);
    }

    [Fact]
    public void Quantiles_interpolate_between_the_closest_ranks()
    {
        Assert.Equal(2, Moments.Quantile(Eight, 0));
        Assert.Equal(4.5, Moments.Quantile(Eight, 0.5), 12);
        Assert.Equal(2 + 0.35 * 2, Moments.Quantile(Eight, 0.05), 12);
        Assert.Equal(9, Moments.Quantile(Eight, 1));
    }

    [Fact]
    public void Sorting_and_searching_agree_with_the_library() =>
        Gen.Select(Gen.Double[-5, 5].Array[0, 80], Gen.Long[-20, 20].Array[0, 40], Gen.Long[-25, 25]).Sample((values, times, limit) =>
        {
            Array.Sort(times);
            return Moments.Sorted(values).SequenceEqual(values.Order()) && Numbers.FirstNotBelow(times, limit) == times.Count(time => time < limit);
        });

    [Fact]
    public void Downside_deviation_counts_only_what_lies_below_zero_over_all_values() =>
        Assert.Equal(Math.Sqrt((0.01 * 0.01 + 0.03 * 0.03) / 4), Moments.DownsideDeviation([0.02, -0.01, 0.05, -0.03]), 15);

    [Fact]
    public void Nothing_is_defined_for_an_empty_sample()
    {
        Assert.Equal(double.NaN, Moments.Mean([]));
        Assert.Equal(double.NaN, Moments.StandardDeviation([1]));
        Assert.Equal(double.NaN, Moments.Quantile([], 0.5));
        Assert.Equal(double.NaN, Moments.Skewness([1, 2]));
        Assert.Equal(double.NaN, Moments.ExcessKurtosis([1, 2, 3]));
        Assert.Equal(double.NaN, Moments.Autocorrelation([1, 2, 3], 1));
    }

    [Fact]
    public void Correlation_is_one_for_a_line_and_minus_one_for_its_mirror()
    {
        Assert.Equal(1, Moments.Correlation([1, 2, 3, 4], [10, 20, 30, 40]), 12);
        Assert.Equal(-1, Moments.Correlation([1, 2, 3, 4], [8, 6, 4, 2]), 12);
    }

    [Fact]
    public void Correlation_stays_between_minus_one_and_one_for_any_numbers() =>
        Gen.Double[-10, 10].Array[3, 40].Where(values => Moments.StandardDeviation(values) > 1e-6).Sample(values =>
        {
            var shifted = values.Select((value, i) => value * 0.3 + (i % 3)).ToArray();
            return Math.Abs(Moments.Correlation(values, shifted)) <= 1 + 1e-9;
        });

    // Values of scipy.stats.norm.cdf.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1, 0.15865525393145707)]
    [InlineData(1.6448536269514722, 0.95)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(3.5, 0.9997673709209645)]
    [InlineData(-6, 9.865876450376946e-10)]
    public void Normal_probabilities_agree_with_the_table(double x, double probability) =>
        Assert.Equal(probability, Distributions.NormalCdf(x), Math.Max(1e-14, probability * 1e-9));

    [Fact]
    public void Normal_probability_is_the_integral_of_its_density()
    {
        var sum = 0.5;
        for (var i = 0; i < 20_000; i++) sum += Distributions.NormalDensity((i + 0.5) / 10_000) / 10_000;
        Assert.Equal(sum, Distributions.NormalCdf(2), 9);
    }

    // Two-sided quantiles of Student's t as every textbook prints them.
    [Theory]
    [InlineData(12.706204736432095, 1, 0.05)]
    [InlineData(2.2281388519649385, 10, 0.05)]
    [InlineData(2.7500, 30, 0.0100)]
    [InlineData(0, 5, 1)]
    [InlineData(1.2958, 60, 0.20)]
    public void Student_probabilities_agree_with_the_table(double t, double freedom, double probability) =>
        Assert.Equal(probability, Distributions.StudentTwoSided(t, freedom), 4);

    // One degree of freedom is the Cauchy distribution, two have a closed form too. Near zero 1 − t² rounds to 1, and with it the last eight digits go.
    [Fact]
    public void Student_probabilities_agree_with_their_closed_forms() =>
        Gen.Double[-50, 50].Sample(t =>
            Math.Abs(Distributions.StudentTwoSided(t, 1) - (1 - 2 / Math.PI * Math.Atan(Math.Abs(t)))) < 1e-7
            && Math.Abs(Distributions.StudentTwoSided(t, 2) - (1 - Math.Abs(t) / Math.Sqrt(2 + t * t))) < 1e-7);
}
