using LaptopAgents.Analysis;

namespace LaptopAgents.TestKit;

/// <summary>Report models around sample runs.</summary>
public static class SampleReports
{
    public static ReportModel Of(SampleRun run, bool isSynthetic = true) => new()
    {
        Title = "sweep_invalidation · " + string.Join(" + ", run.Histories.Select(history => history.Instrument.Symbol)),
        Statistics = run.Statistics(),
        Histories = run.Histories,
        IsSynthetic = isSynthetic,
        DataGrade = "A",
        ManifestHash = "9f2c4be1d07a5e83c6b19d24f08e7a51b3c2d6e4f5a69788",
        Manifest =
        [
            new ReportFact("Strategy", "sweep_invalidation (lookback_bars 10, stop_atr_mult 0.5)"), new ReportFact("Profile", "backtest"),
            new ReportFact("Engine build", "0.1.0"), new ReportFact("Data", "BTCUSDT 1m, 86,400 bars, sha256 41aa…07"), new ReportFact("Seed", "42"),
        ],
        DataQuality = ["BTCUSDT 1m: no gaps, no duplicates, no bar with high below low", "Funding: every settlement of the period is there"],
        Assumptions =
        [
            new ReportAssumption("Inside a bar the price took the path that was worse for the account (conservative)", 17),
            new ReportAssumption("The spread was a fixed 0.6 ticks, not a quote", 600), new ReportAssumption("The mark price was not in the data; the last price stood in", 41),
        ],
        Settings =
        [
            new SettingDifference("trading.risk_pct", "0.5", "1.0", "backtest.yaml:12"), new SettingDifference("fill_model.slippage.bps", "1", "2", "--set"),
        ],
        Product = "LaptopAgents 0.1.0",
    };
}
