namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>The keys at the top level, and the file format's version.</summary>
internal static class RootKeys
{
    public static readonly ConfigSection Meta = new("meta", "About this file.");

    public static readonly IntKey Version = Meta.Add(new IntKey("version", "Version of the key set. This program reads version 1.")
    {
        Min = 1,
        Max = 1,
        Default = 1L,
    });

    public static readonly ConfigSection Section = new("", "LaptopAgents configuration.");

    public static readonly ChoiceKey<TradingMode> Mode = Section.Add(new ChoiceKey<TradingMode>(
        "mode",
        "How to run. The profile normally decides it.",
        new("backtest", TradingMode.Backtest, "recorded data, simulated fills"),
        new("paper", TradingMode.Paper, "live data, simulated fills"),
        new("live", TradingMode.Live, "live data, real orders"))
    {
        Default = TradingMode.Backtest,
    });

    public static readonly TextKey Symbol = Section.Add(new TextKey(
        "symbol",
        "The main symbol. When a stronger source sets symbols without it, the first of those.")
    {
        Rule = TextRule.Symbol,
        Default = "BTCUSDT",
    });

    public static readonly TextListKey Symbols = Section.Add(new TextListKey(
        "symbols",
        "All symbols of the run; they share one account and its limits.")
    {
        Rule = TextRule.Symbol,
        MinItems = 1,
        Derive = values => new[] { values.Text(Symbol) },
        DerivedFrom = "only the main symbol",
    });

    public static readonly BarLengthKey Timeframe = Section.Add(new BarLengthKey(
        "timeframe",
        "Length of the base bar. Longer bars are rolled up from it.")
    {
        Default = TimeSpan.FromMinutes(1),
    });
}
