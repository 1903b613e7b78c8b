using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using LaptopAgents.Analysis;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la run --what-if latency_ms=200 --session SESSION</c>: a recorded market under other assumptions, beside the session.</summary>
internal sealed class WhatIfRun
{
    private const string Recorded = "recorded";
    private readonly Option<string?> _changes = new("--what-if")
    {
        Description = "Run a recorded session's market again under other assumptions, such as latency_ms=200,slippage_bps=5. Needs --session.", HelpName = "KEY=VALUE,…",
    };

    private readonly Option<string?> _session = new("--session") { Description = "With --what-if: folder or name of a session, or 'latest'.", HelpName = "SESSION" };

    public void AddTo(Command command)
    {
        command.Options.Add(_changes);
        command.Options.Add(_session);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_changes) is null != result.GetValue(_session) is null)
                result.AddError("--what-if and --session belong together: what is to be otherwise, and in which session.");
        });
    }

    public bool IsAsked(ParseResult arguments) => arguments.GetValue(_changes) is not null;

    public Task<int> RunAsync(ParseResult arguments, string workingDirectory, bool isJson, CancellationToken cancellation) =>
        SessionArguments.RunAsync(arguments, async () =>
        {
            var (output, errors) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
            var folder = SessionFolder.Find(arguments.GetRequiredValue(_session)!, workingDirectory);
            var replayed = await ParityRuns.ReplayAsync(folder, cancellation);
            if (replayed.Difference is { } difference)
            {
                errors.WriteLine(SessionErrors.TextOf(difference));
                return ExitCodes.Differs;
            }

            if (replayed.Run.Result.Bars == 0) throw new Storage.DataException($"Session {folder.Id} saw no bar.", "Ask about a session that ran for a bar at least.");
            var (resolved, changes) = WhatIf.Apply(replayed.Header.Facts!, arguments.GetRequiredValue(_changes)!);
            var (run, commands) = await ParityRuns.WhatIfAsync(folder, resolved.Config, cancellation);
            if (commands > 0) errors.WriteLine($"note: the session's {commands} operator commands are left out of the second run.");
            // The other run is the one that is explained: what it has more or less than the session.
            var report = ParityAttribution.Compare(run, replayed.Run);
            var figures = Figures(replayed.Run, run);
            if (isJson) WriteJson(output, folder, changes, figures, report);
            else
            {
                foreach (var (key, value) in changes) output.WriteLine($"{key} = {value}");
                ParityTables.WriteSideBySide(output, figures, Recorded, "what if");
                ParityTables.Write(output, report, replayed.Run.Result.Instruments, "what if", Recorded);
            }

            return ExitCodes.Done;
        });

    private static IReadOnlyList<(string Name, decimal Left, decimal Right)> Figures(ParityRun recorded, ParityRun other)
    {
        var (left, right) = (recorded.Result, other.Result);
        var (first, second) = (RunStatistics.From(left, recorded.Histories), RunStatistics.From(right, other.Histories));
        return
        [
            ("end_equity", left.EndEquity.ToDecimal(), right.EndEquity.ToDecimal()),
            ("net_pnl", first.Costs.Net.ToDecimal(), second.Costs.Net.ToDecimal()),
            ("gross_pnl", first.Costs.Gross.ToDecimal(), second.Costs.Gross.ToDecimal()),
            ("fees", first.Costs.Fees.ToDecimal(), second.Costs.Fees.ToDecimal()),
            ("funding", first.Costs.Funding.ToDecimal(), second.Costs.Funding.ToDecimal()),
            ("spread_cost", first.Costs.SpreadCost.ToDecimal(), second.Costs.SpreadCost.ToDecimal()),
            ("slippage_cost", first.Costs.SlippageCost.ToDecimal(), second.Costs.SlippageCost.ToDecimal()),
            ("orders", left.Orders.Count, right.Orders.Count),
            ("fills", left.Fills.Count, right.Fills.Count),
            ("trades", left.Trades.Count, right.Trades.Count),
            ("max_drawdown_pct", Percent(first.MaxDrawdownPercent), Percent(second.MaxDrawdownPercent)),
        ];
    }

    private static decimal Percent(double value) => Math.Round((decimal)value, 4);

    private static void WriteJson(
        TextWriter output, SessionFolder folder, IReadOnlyList<(string Key, string Value)> changes, IReadOnlyList<(string Name, decimal Left, decimal Right)> figures,
        ParityReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("session", folder.Id);
            json.WriteStartObject("assumptions");
            foreach (var (key, value) in changes) json.WriteString(key, value);
            json.WriteEndObject();
            json.WriteStartObject(Recorded);
            foreach (var (name, value, _) in figures) json.WriteNumber(name, value);
            json.WriteEndObject();
            json.WriteStartObject("what_if");
            foreach (var (name, _, value) in figures) json.WriteNumber(name, value);
            json.WriteEndObject();
            json.WriteStartObject("comparison");
            ParityJson.WriteBody(json, report, "what_if", Recorded);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
