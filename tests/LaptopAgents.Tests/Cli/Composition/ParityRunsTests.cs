using LaptopAgents.Analysis;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;
using LaptopAgents.Tests.Cli.Composition.Paper;

namespace LaptopAgents.Tests.Cli.Composition;

public sealed class ParityRunsTests : IDisposable
{
    private readonly PaperBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_session_on_bars_is_the_same_as_its_replay_and_as_a_backtest_on_what_it_saw()
    {
        var folder = await RecordAsync(900);
        var replayed = await ParityRuns.ReplayAsync(folder, CancellationToken.None);
        Assert.Null(replayed.Difference);
        Assert.True(replayed.Run.Result.Fills.Count > 20, $"{replayed.Run.Result.Fills.Count} fills");
        var report = ParityAttribution.Compare(replayed.Run, await ParityRuns.BacktestAsync(replayed, null, CancellationToken.None));
        Assert.True(report.IsSame, report.First?.ToString());
        Assert.Equal(replayed.Run.Result.Orders.Count, report.Matched);
    }

    [Fact]
    public async Task A_resumed_session_is_compared_as_a_whole()
    {
        foreach (var bars in new[] { 200, 333, 600 }) await _bench.RunAsync(new DemoMarketPart(bars), resume: bars > 200);
        var replayed = await ParityRuns.ReplayAsync(new SessionFolder(PaperSessionTests.Folder(_bench)), CancellationToken.None);
        Assert.Equal(600, replayed.Run.Result.Bars);
        Assert.True(ParityAttribution.Compare(replayed.Run, await ParityRuns.BacktestAsync(replayed, null, CancellationToken.None)).IsSame);
    }

    [Fact]
    public async Task Bars_that_came_too_late_explain_what_was_not_traded_on_them()
    {
        await _bench.RunAsync(new DemoMarketPart(300));
        await _bench.RunAsync(new DemoMarketPart(600, missed: 90), resume: true);
        var replayed = await ParityRuns.ReplayAsync(new SessionFolder(PaperSessionTests.Folder(_bench)), CancellationToken.None);
        var report = ParityAttribution.Compare(replayed.Run, await ParityRuns.BacktestAsync(replayed, null, CancellationToken.None));
        Assert.False(report.Sums[ParityCause.MissingData].IsZero);
        Explained(report);
    }

    [Fact]
    public async Task A_backtest_on_revised_bars_differs_by_feed_revision_and_costs_alone()
    {
        var folder = await RecordAsync(600);
        var report = await AgainstAsync(folder, (i, bar) => i % 50 == 25 ? [bar with { High = bar.High + Price.FromDecimal(60m), Close = bar.Close + Price.FromDecimal(55m) }] : [bar]);
        Assert.Equal((12, 0), (report.RevisedBars, report.MissingBars));
        Assert.False(report.Sums[ParityCause.FeedRevision].IsZero);
        Assert.True(report.Sums[ParityCause.MissingData].IsZero);
        Explained(report);
    }

    [Fact]
    public async Task A_backtest_that_lacks_bars_differs_by_missing_data_and_costs_alone()
    {
        var folder = await RecordAsync(600);
        var report = await AgainstAsync(folder, (i, bar) => i is > 200 and < 230 ? [] : [bar]);
        Assert.Equal((0, 29), (report.RevisedBars, report.MissingBars));
        Assert.False(report.Sums[ParityCause.MissingData].IsZero);
        Explained(report);
    }

    [Fact]
    public async Task What_if_nothing_were_otherwise_gives_the_session_again()
    {
        var folder = await RecordAsync(400);
        var replayed = await ParityRuns.ReplayAsync(folder, CancellationToken.None);
        var (run, commands) = await ParityRuns.WhatIfAsync(folder, replayed.Resolved.Config, CancellationToken.None);
        Assert.Equal((replayed.Run.Result.StateHash, 0), (run.Result.StateHash, commands));
        Assert.True(ParityAttribution.Compare(run, replayed.Run).IsSame);
    }

    [Theory]
    [InlineData("slippage_bps=25", ParityCause.Slippage)]
    [InlineData("taker_bps=20", ParityCause.Fees)]
    [InlineData("latency_ms=45000", ParityCause.Latency)]
    [InlineData("spread_model=fixed,spread_bps=30", ParityCause.Spread)]
    public async Task Another_assumption_shows_under_its_own_cause(string changes, ParityCause cause)
    {
        var folder = await RecordAsync(400);
        var replayed = await ParityRuns.ReplayAsync(folder, CancellationToken.None);
        var (resolved, _) = WhatIf.Apply(replayed.Header.Facts!, changes);
        var (run, _) = await ParityRuns.WhatIfAsync(folder, resolved.Config, CancellationToken.None);
        var report = ParityAttribution.Compare(run, replayed.Run);
        Assert.False(report.Sums[cause].IsZero, string.Join('\n', ParityWaterfall.Lines(report, "recorded", "what if")));
        Explained(report);
    }

    [Fact]
    public async Task Short_names_stand_for_one_setting_or_are_refused()
    {
        var folder = await RecordAsync(30);
        var facts = (await ParityRuns.ReplayAsync(folder, CancellationToken.None)).Header.Facts!;
        var (resolved, changes) = WhatIf.Apply(facts, "latency_ms=200, risk_pct=0.25,broker.fees.taker_bps=7");
        var fills = resolved.Config.Broker.FillModel;
        Assert.Equal(TimeSpan.FromMilliseconds(200), fills.LatencySubmit);
        Assert.Equal(TimeSpan.FromMilliseconds(200), fills.LatencyOut);
        Assert.Equal((0.25m, 7m), (resolved.Config.Trading.RiskPct, resolved.Config.Broker.Fees.TakerBps));
        Assert.Contains(("trading.risk_pct", "0.25"), changes);
        foreach (var (text, said) in new[] { ("speed=3", "speed"), ("latency_ms", "KEY=VALUE"), ("slippage_bps=many", "slippage_bps"), ("mode=live", "mode"), (" ", "nothing to change") })
        {
            var refused = Assert.Throws<ConfigException>(() => WhatIf.Apply(facts, text));
            Assert.Contains(said, string.Join('\n', refused.Problems), StringComparison.Ordinal);
        }
    }

    // Nothing is left over: the causes make up the difference, and none of it is without one.
    private static void Explained(ParityReport report)
    {
        var text = string.Join('\n', ParityWaterfall.Lines(report, "backtest", "session").Concat(
            report.Lines.Where(line => !line.Amounts[ParityCause.Unexplained].IsZero).Select(line => $"{line.Time} {line.What} {line.Session} | {line.Backtest}")));
        Assert.Equal(report.Difference, report.Sums.Total);
        Assert.True(report.Sums[ParityCause.Unexplained].IsZero, text);
        Assert.False(report.Difference.IsZero);
    }

    private async Task<SessionFolder> RecordAsync(int bars)
    {
        await _bench.RunAsync(new DemoMarketPart(bars));
        return new SessionFolder(PaperSessionTests.Folder(_bench));
    }

    private async Task<ParityReport> AgainstAsync(SessionFolder folder, Func<int, Bar, IReadOnlyList<Bar>> change)
    {
        var replayed = await ParityRuns.ReplayAsync(folder, CancellationToken.None);
        var (history, builder) = (replayed.Run.Histories[0].Bars, new BarSeriesBuilder());
        for (var i = 0; i < history.Count; i++)
        {
            var bar = new Bar(
                new Timestamp(history.OpenUnixNanos[i]), new Price(history.RawOpen[i]), new Price(history.RawHigh[i]), new Price(history.RawLow[i]), new Price(history.RawClose[i]),
                new Quantity(history.RawVolume[i]));
            foreach (var kept in change(i, bar)) builder.Add(in kept);
        }

        var target = Path.Combine(_bench.Root, "fetched");
        var options = new SaveOptions { Source = "a test", Updated = new Timestamp(0), IsSynthetic = true };
        new CatalogWriter(DataCatalog.Open(target)).Save("BTCUSDT", BarInterval.OneMinute, builder.ToSeries(), options);
        return ParityAttribution.Compare(replayed.Run, await ParityRuns.BacktestAsync(replayed, target, CancellationToken.None));
    }
}
