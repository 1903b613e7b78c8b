using System.CommandLine;
using System.Text.Json;
using LaptopAgents.Cli.Screens;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la status [SESSION] [--json] [--watch]</c>: how sessions are, from their files alone, so that it answers while one hangs.</summary>
internal static class StatusCommand
{
    public static Command Create(Func<ConfigRequest> process)
    {
        var session = new Argument<string?>("SESSION") { Description = "A session's name or folder. Default: the newest.", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<string?>("--workspace") { Description = "Folder of the runs. Default: .workspace.", HelpName = "FOLDER" };
        var all = new Option<bool>("--all") { Description = "Every session whose files are there, in a line each." };
        var json = new Option<bool>("--json") { Description = "Print JSON, and nothing else." };
        var watch = new Option<bool>("--watch") { Description = "Draw it anew every second until Ctrl-C." };
        var command = new Command("status", "Say how a paper or live session is, from its files.") { session, folder, all, json, watch };
        command.SetAction(async (arguments, cancellation) =>
        {
            var output = arguments.InvocationConfiguration.Output;
            var files = new SessionFiles(arguments.GetValue(folder) ?? Path.Combine(process().WorkingDirectory, ObserverOptions.WorkspaceFolder));
            if (arguments.GetValue(watch)) return await StatusWatch.RunAsync(files, arguments.GetValue(session), arguments.GetValue(json), output, cancellation);
            var found = arguments.GetValue(all) ? files.All() : files.Find(arguments.GetValue(session)) is { } one ? [one] : [];
            return Show(found, arguments.GetValue(json), arguments.GetValue(all), files, output, arguments.InvocationConfiguration.Error);
        });
        return command;
    }

    private static int Show(IReadOnlyList<SessionFile> found, bool isJson, bool isList, SessionFiles files, TextWriter output, TextWriter errors)
    {
        foreach (var problem in files.Problems) errors.WriteLine($"error: {problem}");
        if (found.Count == 0)
        {
            if (files.Problems.Count > 0) return ExitCodes.Failure;
            if (isJson) output.WriteLine(isList ? "[]" : "null");
            else output.WriteLine($"No session has written to {files.Workspace}. Start one: la run --profile paper");
            return ExitCodes.Done;
        }

        var judged = found.Select(file => (file, verdict: file.Verdict(DateTime.UtcNow))).ToList();
        if (isJson) WriteJson(judged, isList, output);
        else if (isList) foreach (var (file, verdict) in judged) output.WriteLine($"{file.Beat.Session}  {verdict.Words}");
        else StatusText.Write(judged[0].file.Beat, judged[0].verdict, output);
        return judged.TrueForAll(one => one.verdict.Condition is not (SessionCondition.Hung or SessionCondition.Crashed)) ? ExitCodes.Done : ExitCodes.Failure;
    }

    private static void WriteJson(List<(SessionFile File, SessionVerdict Verdict)> judged, bool isList, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            if (isList) json.WriteStartArray();
            foreach (var (file, verdict) in judged) WriteOne(json, file, verdict);
            if (isList) json.WriteEndArray();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }

    // The judgement, then the heartbeat as it is.
    private static void WriteOne(Utf8JsonWriter json, SessionFile file, SessionVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("condition", verdict.Condition.ToString().ToLowerInvariant());
        json.WriteString("message", verdict.Words);
        if (verdict.Since is { } since) json.WriteString("since", since);
        if (file.IsAlive is { } alive) json.WriteBoolean("process_alive", alive);
        else json.WriteNull("process_alive");
        json.WritePropertyName("heartbeat");
        json.WriteRawValue(HeartbeatFile.Write(file.Beat));
        json.WriteEndObject();
    }
}
