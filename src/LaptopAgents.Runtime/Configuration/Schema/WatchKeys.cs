namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>The figures that a session shows while it runs.</summary>
internal static class MetricsKeys
{
    public static readonly ConfigSection Section = new("metrics", "Figures of a running session over HTTP: /metrics, /health and /status.");

    public static readonly BoolKey Enabled = Section.Add(new BoolKey("enabled", "Whether the endpoint is opened.") { Default = false, InHash = false });

    public static readonly IntKey Port = Section.Add(new IntKey("port", "Port of the endpoint; 0 takes a free one and tells which.")
    { Min = 0, Max = 65_535, Default = 9464L, InHash = false });

    public static readonly BoolKey Public = Section.Add(new BoolKey(
        "public",
        "Whether other machines may read it. There is no login: whoever reaches the port sees positions and equity.")
    { Default = false, InHash = false });
}

/// <summary>What is alerted, where to, and how often. The webhook is logging.alert_webhook.</summary>
internal static class AlertKeys
{
    public static readonly ConfigSection Section = new("alerts", "What is alerted, where to, and how often.");

    public static readonly SecretKey TelegramToken = Section.Add(new SecretKey(
        "telegram_token",
        "Token of the Telegram bot that sends alerts; null sends none.")
    { Variable = "TELEGRAM_BOT_TOKEN" });

    public static readonly TextKey TelegramChat = Section.Add(new TextKey(
        "telegram_chat",
        "The chat that the bot writes to: its number, or @name of a channel.")
    { Rule = TextRule.Chat, Optional = true, InHash = false });

    public static readonly DecimalKey StaleAfterSec = Section.Add(new DecimalKey(
        "stale_after_sec",
        "Age of the newest market event from which data counts as stale.")
    { Unit = "seconds", Min = 1m, Max = 86_400m, Default = 90m, InHash = false });

    public static readonly DecimalKey HungAfterSec = Section.Add(new DecimalKey(
        "hung_after_sec",
        "Time that one turn of the session may take before it counts as hung.")
    { Unit = "seconds", Min = 1m, Max = 86_400m, Default = 10m, InHash = false });

    public static readonly DecimalKey MaxClockOffsetMs = Section.Add(new DecimalKey(
        "max_clock_offset_ms",
        "Difference between this machine's clock and the venue's from which it counts as drift.")
    { Unit = "milliseconds", Min = 1m, Max = 86_400_000m, Default = 1_000m, InHash = false });

    public static readonly IntKey MinDiskMb = Section.Add(new IntKey("min_disk_mb", "Free space on the workspace's disk, in MB, below which is warned.")
    { Min = 0, Max = 10_000_000, Default = 1_000L, InHash = false });

    public static readonly IntKey RepeatMinutes = Section.Add(new IntKey("repeat_minutes", "Minutes before the same alert is sent again while its cause lasts.")
    { Min = 1, Max = 10_080, Default = 60L, InHash = false });

    public static readonly IntKey MaxPerHour = Section.Add(new IntKey("max_per_hour", "Most alerts sent in an hour; what is over is counted and told later.")
    { Min = 1, Max = 10_000, Default = 30L, InHash = false });
}
