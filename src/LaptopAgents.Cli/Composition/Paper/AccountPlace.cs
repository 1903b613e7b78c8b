using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>Where the state of the configured account lies, and its backups.</summary>
internal sealed class AccountPlace(string database)
{
    private const string Default = ".workspace/state/paper.db";

    public string Database { get; } = database;

    /// <summary><c>broker_state</c> of <c>.workspace/paper/broker_state.db</c>.</summary>
    public string Name => Path.GetFileNameWithoutExtension(Database);

    public string Backups => Path.Combine(Path.GetDirectoryName(Database)!, "backups", Name);

    public static AccountPlace Of(ResolvedConfig resolved) => new(resolved.PathOf(resolved.Config.Broker.StatePath ?? Default));

    /// <summary>A session's folder as the database keeps it: a workspace that is moved stays whole.</summary>
    public string Relative(string folder) => Path.GetRelativePath(Path.GetDirectoryName(Database)!, folder).Replace('\\', '/');

    public SessionFolder Folder(SessionRow session) => new(Path.GetFullPath(session.Directory, Path.GetDirectoryName(Database)!));
}
