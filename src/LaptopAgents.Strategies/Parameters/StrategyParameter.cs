namespace LaptopAgents.Strategies;

/// <summary>
/// One setting of a strategy: the single place that knows its key, default, range and meaning. The strategy reads through it, and the
/// documentation is printed from it, so the two cannot differ.
/// </summary>
public abstract record StrategyParameter
{
    private protected StrategyParameter(string key, string defaultText, string range, string meaning) =>
        (Key, Default, Range, Meaning) = (key, defaultText, range, meaning);

    /// <summary>As in the strategy's file.</summary>
    public string Key { get; }

    /// <summary>The value in force when none is given, as it would be written.</summary>
    public string Default { get; }

    /// <summary>What is accepted, in words.</summary>
    public string Range { get; }

    /// <summary>What it does, with its unit.</summary>
    public string Meaning { get; }
}
