using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>Several words in an order that matters, separated by commas.</summary>
public sealed record WordsParameter : StrategyParameter
{
    private readonly Func<IReadOnlyList<string>> _allowed;

    /// <param name="allowed">Asked when the setting is read: the words may be names that are not known before.</param>
    internal WordsParameter(string key, string fallback, string range, string meaning, Func<IReadOnlyList<string>> allowed)
        : base(key, fallback, range, meaning) => _allowed = allowed;

    internal IReadOnlyList<string> Read(StrategyParameters parameters) => parameters.Words(Key, Default, _allowed());
}
