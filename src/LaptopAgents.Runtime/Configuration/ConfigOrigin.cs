namespace LaptopAgents.Runtime.Configuration;

/// <summary>The kinds of place a value can come from, weakest first.</summary>
public enum ConfigOriginKind
{
    /// <summary>The schema's default, or a default that follows from another key.</summary>
    Default,

    /// <summary>A profile or strategy file.</summary>
    File,

    /// <summary>A bundle of values chosen by one key, such as <c>fidelity: realistic</c>.</summary>
    Preset,

    /// <summary>An <c>LA_*</c> variable of the process or of <c>.env</c>.</summary>
    Environment,

    /// <summary>A <c>--set key=value</c> argument.</summary>
    Set,

    /// <summary>A named flag such as <c>--symbol</c>.</summary>
    Flag,
}

/// <summary>Where a resolved value came from.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Place">For people: <c>config/profiles/base.yaml:8</c>, <c>LA_TRADING__RISK_PCT</c>, <c>--set</c>, <c>default</c>.</param>
public sealed record ConfigOrigin(ConfigOriginKind Kind, string Place)
{
    internal static ConfigOrigin Default { get; } = new(ConfigOriginKind.Default, "default");

    internal static ConfigOrigin Line(string file, int line) =>
        new(ConfigOriginKind.File, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{line}"));

    /// <inheritdoc/>
    public override string ToString() => Place;
}
