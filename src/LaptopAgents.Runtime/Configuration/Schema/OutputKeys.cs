namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>What a run writes.</summary>
internal static class OutputKeys
{
    public static readonly ConfigSection Section = new("output", "What a run writes.");

    public static readonly TextKey Dir = Section.Add(new TextKey(
        "dir",
        "Folder of the run. {timestamp} becomes the start time in UTC, {mode}, {symbol} and {strategy} what they say.")
    { Rule = TextRule.Path, Default = ".workspace/runs/{mode}_{timestamp}" });

    public static readonly BoolKey Report = Section.Add(new BoolKey("report", "Whether report.html is written.") { Default = true });

    public static readonly BoolKey Csv = Section.Add(new BoolKey(
        "csv",
        "Whether orders, fills, trades, funding and equity are written as CSV.")
    { Default = true });

    public static readonly BoolKey Parquet = Section.Add(new BoolKey(
        "parquet",
        "Whether orders, fills, trades, funding and equity are written as Parquet.")
    { Default = true });

    public static readonly BoolKey Journal = Section.Add(new BoolKey(
        "journal",
        "Whether every event and effect is written to journal.jsonl, from which the run can be replayed.")
    { Derive = values => values.Choice(RootKeys.Mode) != TradingMode.Backtest, DerivedFrom = "true in paper and live mode" });

    public static readonly BarLengthKey EquityInterval = Section.Add(new BarLengthKey(
        "equity_interval",
        "Time between the equity points that are written; null writes one for each bar. Figures always use every bar.")
    { Optional = true });
}

/// <summary>Checks before live trading.</summary>
internal static class PreflightKeys
{
    private static readonly PreflightGate[] Usual =
        [PreflightGate.ApiConnectivity, PreflightGate.PositionReconciliation, PreflightGate.MinEquity, PreflightGate.DailyLossOk, PreflightGate.KillSwitchOff];

    public static readonly ConfigSection Section = new("preflight", "Checks that must pass before live trading starts.");

    public static readonly BoolKey Enabled = Section.Add(new BoolKey(
        "enabled",
        "Whether the gates are checked at the start. Live mode refuses to run without them.")
    { Derive = values => values.Choice(RootKeys.Mode) == TradingMode.Live, DerivedFrom = "true in live mode" });

    public static readonly ChoiceListKey<PreflightGate> RequiredGates = Section.Add(new ChoiceListKey<PreflightGate>(
        "required_gates",
        "The gates that must pass.",
        new("api_connectivity", PreflightGate.ApiConnectivity, "the exchange answers"),
        new("api_permissions", PreflightGate.ApiPermissions, "the key may trade and may not withdraw"),
        new("position_reconciliation", PreflightGate.PositionReconciliation, "local and exchange positions agree"),
        new("no_orphan_orders", PreflightGate.NoOrphanOrders, "the exchange holds no order that is not ours"),
        new("min_equity", PreflightGate.MinEquity, "equity is at least min_equity_usd"),
        new("daily_loss_ok", PreflightGate.DailyLossOk, "today's loss is within trading.max_daily_loss_usd"),
        new("kill_switch_off", PreflightGate.KillSwitchOff, "the kill switch is not set"),
        new("config_hash", PreflightGate.ConfigHash, "the configuration is the one in expected_config_hash"))
    { Default = Usual });

    public static readonly DecimalKey MinEquityUsd = Section.Add(new DecimalKey(
        "min_equity_usd",
        "Least equity that the min_equity gate accepts.")
    { Unit = "quote currency", Max = 1_000_000_000m, Default = 1_000m });

    public static readonly TextKey ExpectedConfigHash = Section.Add(new TextKey(
        "expected_config_hash",
        "What `la config hash` printed when the configuration was approved; needed by the config_hash gate. Not part of the hash.")
    { Rule = TextRule.Sha256, Optional = true, InHash = false });
}

/// <summary>Limits that act while trading.</summary>
internal static class SafetyKeys
{
    public static readonly ConfigSection Section = new("safety", "Limits that act while trading.");

    public static readonly DecimalKey MaxSlippageBps = Section.Add(new DecimalKey(
        "max_slippage_bps",
        "Slippage of a live fill against the price of the decision from which trading stops and an alert is raised; null for no "
            + "limit.")
    { Unit = "basis points of price", AboveMin = true, Max = 10_000m, Optional = true, Default = 10m });

    public static readonly DecimalKey DeadManTimeoutSec = Section.Add(new DecimalKey(
        "dead_man_timeout_sec",
        "Silence of the trading loop after which the watchdog shuts down.")
    { Unit = "seconds", Min = 1m, Max = 86_400m, Default = 300m });

    public static readonly TextKey KillSwitchPath = Section.Add(new TextKey(
        "kill_switch_path",
        "While this file exists nothing is opened. Only a person removes it.")
    { Rule = TextRule.Path, Default = ".workspace/KILL_SWITCH" });
}

/// <summary>Logs and alerts.</summary>
internal static class LoggingKeys
{
    public static readonly ConfigSection Section = new("logging", "Logs and alerts.");

    public static readonly ChoiceKey<LogLevel> Level = Section.Add(new ChoiceKey<LogLevel>(
        "level",
        "The least important lines that are written.",
        new("TRACE", LogLevel.Trace, "everything"),
        new("DEBUG", LogLevel.Debug, "for finding faults"),
        new("INFO", LogLevel.Info, "what happens"),
        new("WARNING", LogLevel.Warning, "what may need attention"),
        new("ERROR", LogLevel.Error, "what failed"))
    { Default = LogLevel.Info, InHash = false });

    public static readonly ChoiceKey<LogFormat> Format = Section.Add(new ChoiceKey<LogFormat>(
        "format",
        "How a line is written.",
        new("json", LogFormat.Json, "one JSON object for each line"),
        new("text", LogFormat.Text, "for reading"))
    { Default = LogFormat.Json, InHash = false });

    public static readonly TextKey Dir = Section.Add(new TextKey("dir", "Folder of the log files: one JSON object for each line.")
    { Rule = TextRule.Path, Default = ".workspace/logs", InHash = false });

    public static readonly IntKey MaxFileMb = Section.Add(new IntKey("max_file_mb", "Size from which a log goes on in another file, in MB.")
    { Min = 1, Max = 10_000, Default = 50L, InHash = false });

    public static readonly IntKey FilesKept = Section.Add(new IntKey("files_kept", "How many log files are kept; the oldest are deleted.")
    { Min = 1, Max = 100_000, Default = 60L, InHash = false });

    public static readonly SecretKey AlertWebhook = Section.Add(new SecretKey(
        "alert_webhook",
        "Address that alerts are posted to; null sends none."));
}
