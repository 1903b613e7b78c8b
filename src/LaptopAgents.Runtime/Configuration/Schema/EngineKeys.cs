namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>The engine's own settings, and the data it runs on.</summary>
internal static class EngineKeys
{
    public static readonly ConfigSection Section = new("engine", "The engine's own settings.");

    public static readonly IntKey MinHistoryBars = Section.Add(new IntKey(
        "min_history_bars",
        "Bars that must have been seen before the first decision.")
    { Unit = "bars", Max = 10_000_000, Default = 100L });

    public static readonly IntKey WarmupCandles = Section.Add(new IntKey(
        "warmup_candles",
        "Bars fed to the features before the first that counts towards history.")
    { Unit = "bars", Max = 10_000_000, Default = 51L });

    public static readonly IntKey Seed = Section.Add(new IntKey("seed", "Seed of every random model. The same seed gives the same run.")
    { Max = long.MaxValue, Default = 1L, Aliases = ["engine.random_seed"] });

    public static readonly BoolKey CloseAtEnd = Section.Add(new BoolKey(
        "close_at_end",
        "Whether positions open at the end of the data are closed at the last price, reason end_of_run.")
    { Derive = values => values.Choice(RootKeys.Mode) == TradingMode.Backtest, DerivedFrom = "true in backtest mode" });

    public static readonly IntKey Workers = Section.Add(new IntKey(
        "workers",
        "Threads that load data and run independent jobs; 0 means one per processor. Results do not depend on it.")
    { Unit = "threads", Max = 1_024, Default = 0L, InHash = false });
}

/// <summary>Where market data comes from.</summary>
internal static class DataKeys
{
    public static readonly ConfigSection Section = new("data", "Where market data comes from.");

    public static readonly ChoiceKey<DataSource> Source = Section.Add(new ChoiceKey<DataSource>(
        "source",
        "Kind of source.",
        new("parquet", DataSource.Parquet, "the data catalog: monthly Parquet files under path"),
        new("csv", DataSource.Csv, "CSV files, plain or gzip, under path"),
        new("ticks", DataSource.Ticks, "a recording of trades, quotes and order book in the catalog, run whole"),
        new("demo", DataSource.Demo, "the shipped synthetic market"),
        new("websocket", DataSource.Websocket, "the provider's live feed"),
        new("replay", DataSource.Replay, "a recorded session under path"))
    {
        Derive = values => values.Choice(RootKeys.Mode) == TradingMode.Backtest ? DataSource.Parquet : DataSource.Websocket,
        DerivedFrom = "parquet in backtest mode, else websocket",
    });

    public static readonly TextKey Provider = Section.Add(new TextKey("provider", "The venue behind a live feed.")
    { Rule = TextRule.Name, Default = "bitunix" });

    public static readonly TextKey Path = Section.Add(new TextKey(
        "path",
        "Folder or file that holds the data. A symbol in it stands for each symbol of the run in turn.")
    { Rule = TextRule.Path, Default = DataConfig.ShippedPath });

    public static readonly InstantKey From = Section.Add(new InstantKey(
        "from",
        "First moment used, inclusive; null for the start of the data.")
    { Optional = true });

    public static readonly InstantKey To = Section.Add(new InstantKey(
        "to",
        "End of the data used, exclusive; null for the end of the data.")
    { Optional = true });

    public static readonly DecimalKey Days = Section.Add(new DecimalKey(
        "days",
        "Length of the data used, counted back from its end, or from the one end that from and to fix.")
    { Unit = "days", AboveMin = true, Max = 36_500m, Optional = true });

    public static readonly ChoiceKey<DataGrade> RequireGrade = Section.Add(new ChoiceKey<DataGrade>(
        "require_grade",
        "Refuse to run on data of a lower quality grade; null accepts any and reports it.",
        new("A", DataGrade.A, "no defect found"),
        new("B", DataGrade.B, "small defects"),
        new("C", DataGrade.C, "defects that can move results"),
        new("D", DataGrade.D, "serious defects"),
        new("F", DataGrade.F, "not fit for a test"))
    { Optional = true });

    public static readonly ChoiceKey<DemoUse> Demo = Section.Add(new ChoiceKey<DemoUse>(
        "demo",
        "When the shipped synthetic market is used. It is labelled SYNTHETIC wherever it shows.",
        new("auto", DemoUse.Auto, "when nobody chose a path and the default place has none of the symbols"),
        new("always", DemoUse.Always, "always"),
        new("never", DemoUse.Never, "never: missing data is an error"))
    { Default = DemoUse.Auto, True = "always", False = "never" });
}
