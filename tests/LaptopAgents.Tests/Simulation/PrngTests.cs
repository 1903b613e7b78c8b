using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Simulation;

public sealed class PrngTests
{
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.84134474606854293, 1.0)]
    [InlineData(0.0013498980316300933, -3.0)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-20, -9.262340089798408)]
    public void Inverse_normal_agrees_with_tabled_quantiles(double probability, double quantile) =>
        Assert.Equal(quantile, Prng.InverseNormal(probability), 13);

    [Fact]
    public void A_draw_depends_on_its_three_inputs_and_on_nothing_else()
    {
        var draw = Prng.Bits(1, 2, 3);
        _ = Prng.Bits(9, 9, 9);
        Assert.Equal(draw, Prng.Bits(1, 2, 3));
        Assert.NotEqual(draw, Prng.Bits(2, 1, 3));
        Assert.NotEqual(draw, Prng.Bits(1, 3, 2));
        Assert.NotEqual(draw, Prng.Bits(1, 2, 4));
    }

    [Fact]
    public void Draws_are_pinned_so_that_a_change_of_the_generator_is_seen()
    {
        Assert.Equal(15020427595393229491UL, Prng.Bits(1, 2, 3));
    }

    [Fact]
    public void Uniform_draws_fill_the_unit_interval_evenly()
    {
        const int Draws = 200_000;
        Span<int> buckets = stackalloc int[20];
        for (ulong key = 0; key < Draws; key++) buckets[(int)(Prng.Uniform(7, 3, key) * 20)]++;
        // Chi-square with 19 degrees of freedom: 43.8 is its 99.9 % point.
        var chi = 0.0;
        foreach (var count in buckets) chi += (count - Draws / 20.0) * (count - Draws / 20.0) / (Draws / 20.0);
        Assert.True(chi < 43.8, $"chi-square {chi}");
    }

    [Fact]
    public void Normal_draws_have_mean_zero_and_variance_one()
    {
        const int Draws = 200_000;
        double sum = 0, squares = 0;
        for (ulong key = 0; key < Draws; key++)
        {
            var x = Prng.Normal(11, 5, key);
            sum += x;
            squares += x * x;
        }

        Assert.Equal(0, sum / Draws, 0.01);
        Assert.Equal(1, squares / Draws, 0.02);
    }
}
