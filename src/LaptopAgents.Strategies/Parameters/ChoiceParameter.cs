using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>One of a few words; the first is the default.</summary>
public sealed record ChoiceParameter : StrategyParameter
{
    private readonly string[] _words;

    internal ChoiceParameter(string key, string meaning, params string[] words)
        : base(key, words[0], string.Join(", ", words), meaning) => _words = words;

    internal string Read(StrategyParameters parameters) => parameters.Choice(Key, Default, _words);

    /// <summary>The chosen word is <paramref name="word"/>.</summary>
    internal bool Is(StrategyParameters parameters, string word) => string.Equals(Read(parameters), word, StringComparison.Ordinal);
}
