using System.Globalization;
using LaptopAgents.Analysis;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;
using Spectre.Console;

namespace LaptopAgents.Cli.Commands;

/// <summary>What a person sees of a run. With <c>--json</c> standard output carries the statistics and nothing else.</summary>
internal sealed class RunScreen(TextWriter output, TextWriter errors, bool isJson)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private TextWriter Talk => isJson ? errors : output;

    public void Note(string text) => errors.WriteLine($"note: {text}");

    public void Problem(string text) => errors.WriteLine($"error: {text}");

    /// <summary>A line for people.</summary>
    public void Say(string text)
    {
        Talk.WriteLine(text);
        Talk.Flush();
    }

    /// <summary>The one thing that a program asked for.</summary>
    public void Json(string text) => output.WriteLine(text.TrimEnd());

    public void Data(IReadOnlyList<MarketDataSet> markets, ResolvedConfig resolved)
    {
        foreach (var set in markets)
        {
            Talk.WriteLine(Invariant(
                $"{set.Instrument.Symbol} {set.Interval}: {set.Bars.Count:N0} bars, {set.From} to {set.To}, grade {set.Quality.Grade}{(set.IsSynthetic ? "  SYNTHETIC DATA: made by a generator, no market ever did this" : "")}"));
            if (set.Gaps.Count > 0)
                Note(Invariant($"{set.Instrument.Symbol}: {set.Gaps.Count} gaps, {set.Quality.MissingBars:N0} bars are missing and stay missing; `la data check` lists them."));
            if (set.Shortfall is { } shortfall) Note($"{set.Instrument.Symbol}: {shortfall.Describe(set)}.");
            if (!resolved.Config.Broker.Funding.Enabled) continue;
            if (set.Funding.Count == 0) Note($"{set.Instrument.Symbol}: no funding rates for this range; none are paid or received.");
            if (set.Recording is not null && FundingChoice.IsChosen(resolved))
                Note($"{set.Instrument.Symbol}: a recording brings its own funding; broker.funding.source is not used.");
        }
    }

    /// <summary>Waits for the run; shows progress when it takes longer than a moment and somebody can see it.</summary>
    public async Task WatchAsync(BacktestComposition run, Func<Task> start)
    {
        if (isJson || !AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            await start();
            return;
        }

        var work = Task.Run(start);
        if (await Task.WhenAny(work, Task.Delay(Patience)) != work) await ShowProgressAsync(run, work);
        await work;
    }

    public void Result(BacktestComposition run, RunStatistics statistics, RunOutput files)
    {
        if (isJson && RefusalLine.Of(run.Result) is { } refused) Note(refused);
        if (isJson)
        {
            output.WriteLine(System.Text.Encoding.UTF8.GetString(files.Stats.Span).TrimEnd());
            return;
        }

        var result = run.Result;
        if (result.IsPartial) output.WriteLine("INTERRUPTED: what follows is the part that was run.");
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Write(RunTable.Of(result, statistics));
        if (RefusalLine.Of(result) is { } refusals) output.WriteLine($"refused {refusals}");
        output.WriteLine($"equity  {Sparkline.Of(result.Equity.RawEquity, width: 60)}");
        if (result.DailyLossDays > 0) TellOfDailyLoss(run.Resolved.Config.Trading, result.DailyLossDays, statistics.DataDays);
        output.WriteLine(files.ReportPath is { } report ? $"report  {report}" : $"results {files.Directory}");
    }

    // Few trades have a reason that a table of results does not show.
    private void TellOfDailyLoss(TradingConfig trading, int ended, int days)
    {
        output.WriteLine(Invariant($"limit   daily loss limit ended {ended} of {days} days; after it nothing is opened until the next day (UTC)."));
        if (ended * 2 < days) return;
        output.WriteLine(Invariant(
            $"        To see the strategy itself, raise trading.max_daily_loss_usd (now {trading.MaxDailyLossUsd:0.##}) or lower trading.risk_pct (now {trading.RiskPct:0.##})."));
    }

    private static async Task ShowProgressAsync(BacktestComposition run, Task work)
    {
        var (from, to) = run.Range;
        var total = (to - from).TotalSeconds;
        await AnsiConsole.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var bar = progress.AddTask("backtest", maxValue: total);
            while (!work.IsCompleted)
            {
                bar.Value = Math.Clamp((run.Session.Now - from).TotalSeconds, 0, total);
                await Task.WhenAny(work, Task.Delay(100));
            }
        });
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
