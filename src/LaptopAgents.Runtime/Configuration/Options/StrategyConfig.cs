using System.Globalization;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>Which strategy runs, with which parameters.</summary>
public sealed record StrategyConfig
{
    /// <summary>The strategy's name in the catalog.</summary>
    public required string Name { get; init; }

    /// <summary>The file that <see cref="Params"/> began with, or null.</summary>
    public required string? ConfigFile { get; init; }

    /// <summary>Strategies to try in this order; empty means only <see cref="Name"/>.</summary>
    public required IReadOnlyList<string> Setups { get; init; }

    /// <summary>The parameters in the order of their first mention. The catalog checks names and values.</summary>
    public required IReadOnlyList<StrategyParam> Params { get; init; }
}

/// <summary>One parameter of a strategy.</summary>
/// <param name="Key">Its name, such as <c>lookback_bars</c>.</param>
/// <param name="Value">A <see cref="bool"/>, a <see cref="decimal"/> or a <see cref="string"/>.</param>
/// <param name="Origin">Where the value came from, for messages about it.</param>
public sealed record StrategyParam(string Key, object Value, ConfigOrigin Origin)
{
    /// <summary>The value's canonical text: <c>true</c>, <c>0.5</c>, <c>vwap</c>.</summary>
    public string Text => Value switch
    {
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        _ => (string)Value,
    };
}
