using System.CommandLine;
using System.Diagnostics;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la audit verify SESSION</c>: finds lines of a journal that were changed, removed, inserted or moved.</summary>
internal static class AuditCommand
{
    public static Command Create(Func<ConfigRequest> process) =>
        new("audit", "Check that a session's journal is as it was written.") { Verify(process) };

    private static Command Verify(Func<ConfigRequest> process)
    {
        var session = SessionArguments.Session();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var chain = new Option<string?>("--chain")
        {
            Description = "LINE:HASH that was noted earlier (the last line of a check prints it); proves that nothing up to there was rewritten or cut off.", HelpName = "LINE:HASH",
        };
        var command = new Command("verify", "Find lines that were changed, removed, inserted or moved.") { session, chain, json };
        command.SetAction((arguments, _) => SessionArguments.RunAsync(arguments, () => Task.FromResult(
            Check(SessionFolder.Find(arguments.GetRequiredValue(session), process().WorkingDirectory), arguments, arguments.GetValue(chain), arguments.GetValue(json)))));
        return command;
    }

    private static int Check(SessionFolder folder, ParseResult arguments, string? noted, bool isJson)
    {
        var (line, hash) = Anchor(noted);
        var watch = Stopwatch.StartNew();
        var report = JournalAudit.Check(folder.OpenJournal(), line == 0 ? [] : [line]);
        var findings = report.Findings.ToList();
        if (line > report.Lines) findings.Add(new AuditFinding(report.Lines, $"the journal ends here, and line {line} was noted: its end was cut off."));
        else if (line > 0 && report.ChainAt.GetValueOrDefault(line) != hash) findings.Add(new AuditFinding(line, "the chain here is not the one that was noted: the journal was rewritten."));
        if (isJson) WriteJson(arguments.InvocationConfiguration.Output, report, findings);
        else WriteText(arguments.InvocationConfiguration.Output, report, findings, watch.Elapsed);
        return findings.Count == 0 ? ExitCodes.Done : ExitCodes.Differs;
    }

    private static (long Line, string Hash) Anchor(string? noted)
    {
        if (noted is null) return (0, "");
        var parts = noted.Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], out var line) && line > 0
            ? (line, parts[1])
            : throw new DataException($"--chain '{noted}' is not LINE:HASH.", "Copy it from the last line of an earlier check.");
    }

    private static void WriteText(TextWriter output, AuditReport report, List<AuditFinding> findings, TimeSpan elapsed)
    {
        foreach (var finding in findings) output.WriteLine($"line {finding.Line}: {finding.What}");
        if (report.TornBytes > 0) output.WriteLine($"The last line is cut off ({report.TornBytes} bytes): the session was stopped while writing it.");
        output.WriteLine($"{report.Lines} lines in {report.Parts} parts, {findings.Count} findings, {report.Lines / Math.Max(elapsed.TotalSeconds, 1e-6):N0} lines/s");
        if (findings.Count == 0) output.WriteLine($"chain {report.Lines}:{report.Chain}");
    }

    private static void WriteJson(TextWriter output, AuditReport report, List<AuditFinding> findings) => DataJson.Write(output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("lines", report.Lines);
        writer.WriteNumber("parts", report.Parts);
        writer.WriteNumber("torn_bytes", report.TornBytes);
        writer.WriteString("chain", report.Chain);
        writer.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", finding.Line);
            writer.WriteString("what", finding.What);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
