namespace LaptopAgents.Strategies;

/// <summary>
/// The settings of <see cref="TemplateStrategy"/>. Each is declared once: key, default, bounds, meaning. The strategy reads through these,
/// <c>la strategies template</c> prints them, and a key that is not here is refused with the nearest one that is.
/// </summary>
internal static class TemplateParameters
{
    public static readonly IntParameter ChannelBars = new(
        "channel_bars", 20, 2, 10_000, "bars before the newest whose high must be exceeded");
    public static readonly DecimalParameter StopAtrMult = new(
        "stop_atr_mult", 2.0m, 0.1m, 100m, "distance of the stop under the close, in ATR(14)");
    public static readonly DecimalParameter TpRMult = new("tp_r_mult", 3.0m, 0.1m, 100m, "target in multiples of the stop distance");

    /// <summary>In the order of the documentation. The catalog takes this list.</summary>
    public static readonly IReadOnlyList<StrategyParameter> All = [ChannelBars, StopAtrMult, TpRMult];
}
