using System.CommandLine;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la export SESSION --to parquet</c>: what a session saw, as data for a backtest.</summary>
internal static class ExportCommand
{
    public static Command Create(Func<ConfigRequest> process)
    {
        var session = SessionArguments.Session();
        var form = new Option<string>("--to") { Description = "Form of the data.", DefaultValueFactory = _ => "parquet" };
        form.AcceptOnlyFromAmong("parquet");
        var folder = new Option<string?>("--data-dir") { Description = "Folder of the catalog to write; otherwise `data` in the session's folder.", HelpName = "DIR" };
        var command = new Command("export", "Write the bars and funding rates that a session saw as catalog data.") { session, form, folder };
        command.SetAction((arguments, _) => SessionArguments.RunAsync(arguments, () =>
        {
            var working = process().WorkingDirectory;
            var found = SessionFolder.Find(arguments.GetRequiredValue(session), working);
            var target = arguments.GetValue(folder) is { } given ? Path.GetFullPath(given, working) : Path.Combine(found.Path, "data");
            var output = arguments.InvocationConfiguration.Output;
            foreach (var market in SessionExport.Write(found, target, Timestamp.FromDateTime(DateTime.UtcNow)))
                output.WriteLine($"{market.Bars} bars and {market.Rates} funding rates of {market.Symbol} written to {target}");
            output.WriteLine($"backtest them with: la run --profile backtest --set data.path={target}");
            return Task.FromResult(ExitCodes.Done);
        }));
        return command;
    }
}
