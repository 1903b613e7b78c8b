using System.Globalization;

namespace LaptopAgents.Engine;

/// <summary>
/// A strategy's settings as text, with where each came from. A strategy reads each key it knows with its default and its range;
/// <see cref="ThrowIfInvalid"/> then reports every problem at once, unknown keys with the nearest known one.
/// </summary>
public sealed class StrategyParameters
{
    private readonly OrderedDictionary<string, (string Value, string Origin)> _values = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly List<string> _problems = [];
    private readonly List<(string Key, string Value)> _resolved = [];
    private readonly List<(string Prefix, StrategyParameters Section)> _sections = [];

    public StrategyParameters(IEnumerable<(string Key, string Value, string Origin)> values)
    {
        foreach (var (key, value, origin) in values) _values[key] = (value, origin);
    }

    public static StrategyParameters Empty => new([]);

    /// <summary>Every key that was read, with the value in force, in the order of reading.</summary>
    public IReadOnlyList<(string Key, string Value)> Resolved =>
        _sections.Count == 0
            ? _resolved
            : [.. _resolved, .. _sections.SelectMany(static part => part.Section.Resolved.Select(pair => (part.Prefix + pair.Key, pair.Value)))];

    public int Int(string key, int fallback, int min, int max) =>
        Read(key, fallback, min, max, text =>
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null);

    public decimal Decimal(string key, decimal fallback, decimal min, decimal max) =>
        Read(key, fallback, min, max, text =>
            decimal.TryParse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) ? value : null);

    public double Double(string key, double fallback, double min, double max) => (double)Decimal(key, (decimal)fallback, (decimal)min, (decimal)max);

    public bool Bool(string key, bool fallback) =>
        bool.TryParse(Text(key, fallback ? "true" : "false"), out var value) ? value : Fail(key, "true or false", fallback);

    /// <summary>One of a closed set of words.</summary>
    public string Choice(string key, string fallback, params ReadOnlySpan<string> allowed)
    {
        var text = Text(key, fallback);
        foreach (var word in allowed)
            if (string.Equals(word, text, StringComparison.Ordinal)) return word;
        return Fail(key, "one of " + string.Join(", ", allowed.ToArray()), fallback);
    }

    /// <summary>Several of a closed set of words, in the order given, separated by commas; at least one, none twice.</summary>
    public IReadOnlyList<string> Words(string key, string fallback, IReadOnlyList<string> allowed)
    {
        const StringSplitOptions Tidy = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var words = Text(key, fallback).Split(',', Tidy);
        return words.Length > 0 && words.All(allowed.Contains) && words.Distinct(StringComparer.Ordinal).Count() == words.Length
            ? words
            : Fail(key, "a comma-separated list, none twice, of " + string.Join(", ", allowed), fallback.Split(',', Tidy));
    }

    /// <summary>
    /// The settings whose keys begin with <paramref name="name"/> and a dot, for a part that reads them under its own names. What the
    /// part finds wrong is reported by <see cref="ThrowIfInvalid"/> of this set.
    /// </summary>
    public StrategyParameters Section(string name)
    {
        var prefix = name + ".";
        var section = new StrategyParameters(
            _values.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(pair => (pair.Key[prefix.Length..], pair.Value.Value, pair.Value.Origin)));
        _sections.Add((prefix, section));
        return section;
    }

    /// <summary>A rule between settings; what breaks it is reported with the others.</summary>
    /// <param name="key">The setting to blame.</param>
    /// <param name="rule">What must hold, as in "less than slow".</param>
    public void Require(bool holds, string key, string rule)
    {
        if (holds) return;
        var origin = _values.TryGetValue(key, out var given) ? given.Origin : "default";
        _problems.Add($"{origin}: {key}: must be {rule}");
    }

    /// <exception cref="StrategyParameterException">Lists every problem.</exception>
    public void ThrowIfInvalid()
    {
        var problems = Problems();
        if (problems.Count > 0) throw new StrategyParameterException(problems);
    }

    /// <summary>The word that a mistyped one most likely meant; null when there is none to choose from.</summary>
    public static string? NearestWord(IEnumerable<string> known, string given) => known.MinBy(word => Distance(word, given));

    private List<string> Problems()
    {
        var problems = new List<string>(_problems);
        foreach (var (key, (_, origin)) in _values)
            if (!_known.Contains(key) && !_sections.Exists(section => key.StartsWith(section.Prefix, StringComparison.Ordinal)))
                problems.Add($"{origin}: {key}: unknown setting; {Nearest(key)}");
        foreach (var (prefix, section) in _sections)
            foreach (var problem in section.Problems()) problems.Add($"{problem} (in {prefix[..^1]})");
        return problems;
    }

    private T Read<T>(string key, T fallback, T min, T max, Func<string, T?> parse)
        where T : struct, IComparable<T>, IFormattable
    {
        var text = Text(key, fallback.ToString(null, CultureInfo.InvariantCulture));
        return parse(text) is { } value && value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
            ? value
            : Fail(key, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"), fallback);
    }

    private string Text(string key, string fallback)
    {
        _known.Add(key);
        var text = _values.TryGetValue(key, out var given) ? given.Value : fallback;
        _resolved.Add((key, text));
        return text;
    }

    private T Fail<T>(string key, string expected, T fallback)
    {
        var (value, origin) = _values[key];
        _problems.Add($"{origin}: {key}: '{value}' is not {expected}");
        return fallback;
    }

    private string Nearest(string key)
    {
        var best = NearestWord(_known, key);
        return best is null ? "this strategy has no settings" : $"did you mean '{best}'? Known: {string.Join(", ", _known)}";
    }

    // Levenshtein distance; the lists are a dozen words long.
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++) row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}

/// <summary>A strategy was given settings that it cannot use.</summary>
public sealed class StrategyParameterException(IReadOnlyList<string> problems) : Exception(string.Join("\n", problems))
{
    /// <summary>One line each: origin, key, what is wrong, what would be right.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
