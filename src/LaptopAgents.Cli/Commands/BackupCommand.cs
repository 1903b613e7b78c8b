using System.CommandLine;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la backup list | make | restore</c>: copies of the account's database.</summary>
internal static class BackupCommand
{
    public static Command Create(Func<ConfigRequest> process) => new("backup", "Backups of the account's database; a session makes one every hour.")
    {
        With("list", "List the backups, newest first.", process, (place, output, _) =>
        {
            foreach (var backup in StateBackups.List(place.Backups)) output.WriteLine($"{Path.GetFileName(backup.Path)}  {backup.Created:yyyy-MM-dd HH:mm:ss}Z  {backup.Bytes} bytes");
            if (StateBackups.List(place.Backups).Count == 0) output.WriteLine($"There is no backup in {place.Backups} yet.");
        }),
        With("make", "Make a backup now; the account may be in use.", process, (place, output, _) =>
        {
            if (!File.Exists(place.Database)) throw new DataException($"There is no database {place.Database}.", "Run a paper session first, or name another (broker.state_path).");
            using var store = StateStore.Open(place.Database);
            output.WriteLine($"{StateBackups.Make(store, place.Backups, TimeProvider.System).Path}");
        }),
        Restore(process),
    };

    private static Command Restore(Func<ConfigRequest> process)
    {
        var name = new Argument<string>("BACKUP") { Description = "Name or path of a backup, or 'latest'." };
        var command = With("restore", "Put a backup in the place of the database; the next --resume brings it up to the journal.", process, (place, output, arguments) =>
        {
            var text = arguments.GetRequiredValue(name);
            var known = StateBackups.List(place.Backups);
            var path = text == "latest" ? known.Select(backup => backup.Path).FirstOrDefault() : new[] { Path.Combine(place.Backups, text), Path.GetFullPath(text) }.FirstOrDefault(File.Exists);
            if (path is null) throw new DataException($"There is no backup '{text}' in {place.Backups}.", "`la backup list` names those that are there.");
            var before = StateBackups.Restore(path, place.Database, Timestamp.FromDateTime(DateTime.UtcNow));
            output.WriteLine($"{place.Database} is now {Path.GetFileName(path)}.{(before is null ? "" : $" What was there is now {before}.")}");
        });
        command.Arguments.Add(name);
        return command;
    }

    private static Command With(string name, string description, Func<ConfigRequest> process, Action<AccountPlace, TextWriter, ParseResult> work)
    {
        var options = new ConfigOptions();
        var command = new Command(name, description);
        options.AddTo(command);
        command.SetAction((arguments, _) => SessionArguments.RunAsync(arguments, () =>
        {
            var request = options.Complete(process(), arguments);
            var resolved = ConfigLoader.Load(request with { Profile = request.Profile ?? "paper", RequireSecrets = false });
            work(AccountPlace.Of(resolved), arguments.InvocationConfiguration.Output, arguments);
            return Task.FromResult(ExitCodes.Done);
        }));
        return command;
    }
}
