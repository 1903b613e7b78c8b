using System.Globalization;
using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// One process at a time may trade an account. The lock is the operating system's, on an open file, so that it ends with the process
/// however that ends. A second file beside it says whose it is, for the message: it can be read while the lock is held.
/// </summary>
public sealed class AccountLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _owner;

    private AccountLock(FileStream file, string owner) => (_file, _owner) = (file, owner);

    /// <summary>The owner before, when it ended without letting go: it crashed or was killed. Null after an orderly end.</summary>
    public string? DeadOwner { get; private init; }

    /// <param name="path">The account's database; the lock lies beside it.</param>
    /// <param name="session">For the message of whoever comes second.</param>
    /// <exception cref="StateException">Somebody else holds it, or the folder cannot be written.</exception>
    public static AccountLock Take(string path, string session, Timestamp now)
    {
        var (name, owner) = (path + ".lock", path + ".owner");
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(name))!);
            file = Open(name, path, owner);
            var before = Read(owner);
            var words = $"session {session}, process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} on {Environment.MachineName}, since {now}";
            File.WriteAllText(owner, words);
            return new AccountLock(file, owner) { DeadOwner = before };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new StateException(StateProblem.Unwritable, $"Cannot write {name}: {error.Message} {AtomicFile.Remedy(error)}", error);
        }
    }

    /// <summary>Who holds an account, or held it last and did not let go; null for nobody.</summary>
    public static string? Read(string owner) => File.Exists(owner) && File.ReadAllText(owner, Encoding.UTF8).Trim() is { Length: > 0 } words ? words : null;

    public void Dispose()
    {
        // The lock's own file stays: deleting it could take the lock from under the feet of somebody who has just opened it.
        try
        {
            File.Delete(_owner);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next owner only reads a name that is no longer true.
        }

        _file.Dispose();
    }

    private static FileStream Open(string name, string path, string owner)
    {
        try
        {
            return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(name) && CanBeRead(owner))
        {
            throw new StateException(
                StateProblem.Locked,
                $"The account at {path} is being traded by another process: {Read(owner) ?? "it has not said which"}. "
                    + "Stop that one, or use another account (broker.state_path).", error);
        }
    }

    // A full or failing disk is not a lock: there the owner's name would not be there either.
    private static bool CanBeRead(string owner) => File.Exists(owner);
}
