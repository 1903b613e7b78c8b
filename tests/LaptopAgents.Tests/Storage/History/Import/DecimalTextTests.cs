using System.Globalization;
using System.Text;
using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.History.Import;

public sealed class DecimalTextTests
{
    [Fact]
    public void Every_number_of_eight_places_is_read_exactly() => Gen.Long.Sample(raw =>
    {
        // The one magnitude that has no positive counterpart is no market's number.
        if (raw == long.MinValue) return;
        Assert.Equal((NumberOutcome.Exact, raw), Parse(FixedPoint.Format(raw)));
    });

    [Fact]
    public void Agrees_with_decimal_on_any_text_that_decimal_can_read() =>
        Gen.Select(Gen.Long[-999_999_999_999, 999_999_999_999], Gen.Int[0, 20], Gen.Int[-12, 4]).Sample((digits, places, exponent) =>
        {
            var text = decimal.Parse(digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            if (places > 0 && digits >= 0) text = text.PadLeft(places + 1, '0').Insert(text.PadLeft(places + 1, '0').Length - places, ".");
            if (exponent != 0) text += $"e{exponent.ToString(CultureInfo.InvariantCulture)}";
            if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > 9e10m) return;
            var scale = places - exponent;
            // Beyond 28 places decimal itself rounds and is no witness any more.
            if (scale > 27) return;
            Assert.Equal(FixedPoint.FromDecimal(value, Rounding.HalfEven), Parse(text).Raw);
        });

    [Theory]
    [InlineData("1.5e-05", 1_500)]
    [InlineData("1E2", 10_000_000_000)]
    [InlineData("-.5", -50_000_000)]
    [InlineData("5.", 500_000_000)]
    [InlineData("+0.00000001", 1)]
    [InlineData("0000000000000000000000001", 100_000_000)]
    [InlineData("1.000000000000000000000000", 100_000_000)]
    [InlineData("0e-9999", 0)]
    public void Odd_but_exact_forms(string text, long raw) => Assert.Equal((NumberOutcome.Exact, raw), Parse(text));

    [Theory]
    [InlineData("0.123456785", 12_345_678)]
    [InlineData("0.123456775", 12_345_678)]
    [InlineData("95505.40000000001", 9_550_540_000_000)]
    [InlineData("1e-9", 0)]
    [InlineData("1e-60", 0)]
    public void More_than_eight_places_are_rounded_half_to_even_and_reported(string text, long raw) =>
        Assert.Equal((NumberOutcome.Rounded, raw), Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-inf")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("1 000")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData(".")]
    public void What_is_no_number_is_refused(string text) => Assert.Equal(NumberOutcome.NotANumber, Parse(text).Outcome);

    [Theory]
    [InlineData("92233720369")]
    [InlineData("1e11")]
    [InlineData("1e9999")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void What_does_not_fit_is_refused(string text) => Assert.Equal(NumberOutcome.TooLarge, Parse(text).Outcome);

    private static (NumberOutcome Outcome, long Raw) Parse(string text) => (DecimalText.Parse(Encoding.ASCII.GetBytes(text), out var raw), raw);
}
