using CsCheck;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Engine.Features;

/// <summary>Bars for tests: by hand, and random walks on a grid of 0.1 with doji bars, flat stretches and bars without volume.</summary>
internal static class Bars
{
    private static readonly Gen<(int Move, int Above, int Below, int Volume)> s_step =
        Gen.Select(Gen.Int[-30, 30], Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[0, 500]);

    // Flat bars and bars without volume are where indicators divide by zero; a walk of wide bars alone would never have them.
    private static readonly Gen<(int Move, int Above, int Below, int Volume)> s_anyStep =
        Gen.Frequency((8, s_step), (1, Gen.Const((0, 0, 0, 0))), (1, s_step.Select(step => (step.Move, 0, 0, 0))));

    public static Gen<Bar[]> Walk(int count) => s_anyStep.Array[count].Select(FromSteps);

    public static Gen<Bar[]> Walk(int least, int most) => s_anyStep.Array[least, most].Select(FromSteps);

    public static Bar Hlcv(decimal high, decimal low, decimal close, decimal volume = 1m, int minute = 0) => new(
        Minute(minute), Price.FromDecimal(close), Price.FromDecimal(high), Price.FromDecimal(low), Price.FromDecimal(close), Quantity.FromDecimal(volume));

    public static Bar At(int minute, decimal open, decimal high, decimal low, decimal close, decimal volume = 1m) => new(
        Minute(minute), Price.FromDecimal(open), Price.FromDecimal(high), Price.FromDecimal(low), Price.FromDecimal(close), Quantity.FromDecimal(volume));

    public static Bar[] Closes(params decimal[] closes) => [.. closes.Select((close, i) => Hlcv(close, close, close, minute: i))];

    public static Timestamp Minute(int minute) => Timestamp.FromUnixMilliseconds(1_704_067_200_000) + Duration.FromMinutes(minute);

    private static Bar[] FromSteps((int Move, int Above, int Below, int Volume)[] steps)
    {
        var bars = new Bar[steps.Length];
        var price = 500_000;
        for (var i = 0; i < steps.Length; i++)
        {
            var open = price;
            price += steps[i].Move;
            var high = Math.Max(open, price) + steps[i].Above;
            var low = Math.Min(open, price) - steps[i].Below;
            bars[i] = At(i, open / 10m, high / 10m, low / 10m, price / 10m, steps[i].Volume / 1000m);
        }

        return bars;
    }
}
