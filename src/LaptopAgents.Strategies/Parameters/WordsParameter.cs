using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>Several words in an order that matters, separated by commas.</summary>
public sealed record WordsParameter : StrategyParameter
{
    private readonly string[] _allowed;

    internal WordsParameter(string key, string fallback, string meaning, params string[] allowed)
        : base(key, fallback, "a list of " + string.Join(", ", allowed), meaning) => _allowed = allowed;

    internal IReadOnlyList<string> Read(StrategyParameters parameters) => parameters.Words(Key, Default, _allowed);
}
