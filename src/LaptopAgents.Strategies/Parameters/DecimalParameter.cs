using System.Globalization;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>A number within bounds, both included.</summary>
public sealed record DecimalParameter : StrategyParameter
{
    private readonly decimal _fallback;
    private readonly decimal _min;
    private readonly decimal _max;

    internal DecimalParameter(string key, decimal fallback, decimal min, decimal max, string meaning)
        : base(
            key,
            fallback.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
            meaning) =>
        (_fallback, _min, _max) = (fallback, min, max);

    internal decimal Read(StrategyParameters parameters) => parameters.Decimal(Key, _fallback, _min, _max);

    /// <summary>For multiples that signals are reckoned with; money stays decimal.</summary>
    internal double ReadDouble(StrategyParameters parameters) => (double)Read(parameters);
}
