using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>A switch.</summary>
public sealed record BoolParameter : StrategyParameter
{
    private readonly bool _fallback;

    internal BoolParameter(string key, bool fallback, string meaning)
        : base(key, fallback ? "true" : "false", "true, false", meaning) => _fallback = fallback;

    internal bool Read(StrategyParameters parameters) => parameters.Bool(Key, _fallback);
}
