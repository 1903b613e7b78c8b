using System.CommandLine;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la doctor [--json] [--offline]</c>: looks for what would keep the program from working, and says what to do about it.</summary>
internal static class DoctorCommand
{
    public static Command Create(Func<ConfigRequest> process)
    {
        var config = new ConfigOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON, and nothing else." };
        var offline = new Option<bool>("--offline") { Description = "Leave out the venue and the clock, which need the network." };
        var venue = new Option<string>("--venue-url") { Description = "Address of the venue.", HelpName = "URL", DefaultValueFactory = _ => DoctorNetwork.Bitunix };
        venue.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
                result.AddError("--venue-url needs the address of a web server, such as http://127.0.0.1:8080.");
        });
        var command = new Command("doctor", "Check that everything is in order, with a remedy for what is not.") { json, offline, venue };
        config.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var findings = new List<DoctorFinding>(DoctorChecks.Local(config.Complete(process(), arguments)));
            if (!arguments.GetValue(offline)) findings.AddRange(await DoctorNetwork.CheckAsync(new Uri(arguments.GetRequiredValue(venue)), cancellation));
            if (arguments.GetValue(json)) WriteJson(findings, arguments.InvocationConfiguration.Output);
            else WriteText(findings, arguments.InvocationConfiguration.Output);
            return findings.Exists(finding => finding.Grade == DoctorGrade.Fail) ? ExitCodes.Failure : ExitCodes.Done;
        });
        return command;
    }

    private static void WriteText(List<DoctorFinding> findings, TextWriter to)
    {
        foreach (var finding in findings)
        {
            to.WriteLine($"{Sign(finding.Grade)} {finding.Check,-12} {finding.Words}");
            if (finding.Remedy.Length > 0) to.WriteLine($"{"",-15} → {finding.Remedy}");
        }

        var (failed, warned) = (findings.Count(one => one.Grade == DoctorGrade.Fail), findings.Count(one => one.Grade == DoctorGrade.Warn));
        to.WriteLine(failed > 0 ? $"{failed} of {findings.Count} checks failed." : warned > 0 ? $"All checks passed, {warned} with a warning." : "All checks passed.");
    }

    private static string Sign(DoctorGrade grade) => grade switch
    {
        DoctorGrade.Pass => "✓ ",
        DoctorGrade.Warn => "! ",
        _ => "✗ ",
    };

    private static void WriteJson(List<DoctorFinding> findings, TextWriter to) => DataJson.Write(to, json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", findings.TrueForAll(finding => finding.Grade != DoctorGrade.Fail));
        json.WriteStartArray("checks");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("check", finding.Check);
            json.WriteString("grade", finding.Grade.ToString().ToLowerInvariant());
            json.WriteString("message", finding.Words);
            if (finding.Remedy.Length > 0) json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}

/// <summary>How a check ended.</summary>
internal enum DoctorGrade
{
    Pass,
    Warn,
    Fail,
}

/// <summary>What one check found.</summary>
/// <param name="Remedy">Empty where there is nothing to do.</param>
internal sealed record DoctorFinding(string Check, DoctorGrade Grade, string Words, string Remedy = "")
{
    public static DoctorFinding Pass(string check, string words) => new(check, DoctorGrade.Pass, words);

    public static DoctorFinding Warn(string check, string words, string remedy) => new(check, DoctorGrade.Warn, words, remedy);

    public static DoctorFinding Fail(string check, string words, string remedy) => new(check, DoctorGrade.Fail, words, remedy);
}
