using System.Globalization;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>A whole number within bounds, both included.</summary>
public sealed record IntParameter : StrategyParameter
{
    private readonly int _fallback;
    private readonly int _min;
    private readonly int _max;

    internal IntParameter(string key, int fallback, int min, int max, string meaning)
        : base(
            key,
            fallback.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
            meaning) =>
        (_fallback, _min, _max) = (fallback, min, max);

    internal int Read(StrategyParameters parameters) => parameters.Int(Key, _fallback, _min, _max);
}
