using System.CommandLine;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Runtime;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la replay SESSION</c>: proves that a recorded session comes out the same again.</summary>
internal static class ReplayCommand
{
    public static Command Create(Func<ConfigRequest> process)
    {
        var session = SessionArguments.Session();
        var json = new Option<bool>("--json") { Description = "Print {\"events\":N,\"differences\":D} on standard output." };
        var command = new Command("replay", "Tell a recorded session again to a fresh engine and compare every event, order and state.") { session, json };
        command.SetAction((arguments, cancellation) => SessionArguments.RunAsync(
            arguments, () => RunAsync(SessionFolder.Find(arguments.GetRequiredValue(session), process().WorkingDirectory), arguments, arguments.GetValue(json), cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(SessionFolder folder, ParseResult arguments, bool isJson, CancellationToken cancellation)
    {
        var (output, errors) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        using var groups = new JournalGroups(JournalTail.Open(folder.OpenJournal()));
        var header = groups.Header;
        var config = RecordedConfig.Load(header.Facts!).Config;
        var engine = RecordedConfig.Engine(config, header);
        var replay = new JournalReplay(groups, () => engine.StateHash);
        var recorder = new RunRecorder(engine, RecordedConfig.Result(header));
        var session = new Session(replay, new ReplayBroker(replay), engine, recorder, replay, new SessionOptions(CloseAtEnd: false, CanGoOn: true));
        var differences = 0;
        try
        {
            await session.RunAsync(cancellation);
        }
        catch (JournalDifferenceException error)
        {
            differences = 1;
            errors.WriteLine(SessionErrors.TextOf(error));
            if (!IsSameBuild(header.Facts!)) errors.WriteLine($"note: the session was recorded by another build ({header.Facts!.Build.Version}).");
        }

        if (!isJson && differences == 0)
        {
            if (groups.Resumes > 0) output.WriteLine($"The session was resumed {groups.Resumes} times.");
            if (groups.Undone > 0) output.WriteLine($"{groups.Undone} lines were undone: a crash had cut their instant off.");
            if (groups.Dangling > 0) output.WriteLine($"{groups.Dangling} lines at the end belong to an instant that a crash has cut off; they are left out.");
            if (groups.IsCutOff) output.WriteLine("The last line is cut off: the session was stopped while writing it.");
            if (replay.Unwritten.Count > 0) output.WriteLine($"{replay.Unwritten.Count} commands follow the last line: the session ended before it could write them.");
            output.WriteLine($"state {engine.StateHash:x16}, equity {engine.Equity}");
        }

        var text = isJson ? $"{{\"events\":{replay.Events},\"differences\":{differences}}}" : $"{differences} differences in {replay.Events} events";
        output.WriteLine(text);
        return differences == 0 ? ExitCodes.Done : ExitCodes.Differs;
    }

    private static bool IsSameBuild(SessionFacts facts) => facts.Build.Modules.SequenceEqual(RecordedConfig.Build().Modules);
}
