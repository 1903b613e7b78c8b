using System.CommandLine;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary>The command line asks for something that cannot be meant; exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary><c>la data fetch | import | list | check | export | demo</c>: the catalog of historical market data.</summary>
public static class DataCommand
{
    /// <summary>Creates the command. <paramref name="process"/> supplies the working folder; it is asked only when a command runs.</summary>
    public static Command Create(Func<ConfigRequest> process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return new Command("data", "Fetch, import, list, check and export market data.")
        {
            DataFetchCommand.Create(process),
            DataImportCommand.Create(process),
            DataListCommand.Create(process),
            DataCheckCommand.Create(process),
            DataExportCommand.Create(process),
            DataDemoCommand.Create(process),
        };
    }

    /// <summary>The option that every command of the family has.</summary>
    internal static Option<string> Folder() => new("--data-dir") { Description = "Folder of the catalog.", DefaultValueFactory = _ => "data" };

    internal static Option<bool> Json() => new("--json") { Description = "Write JSON." };

    /// <summary>Whether the user named the folder. The shipped market shows only where nobody did.</summary>
    internal static bool IsNamed(ParseResult arguments, Option<string> folder) => arguments.GetResult(folder) is { Implicit: false };

    internal static DataCatalog Open(ParseResult arguments, Option<string> folder, Func<ConfigRequest> process) =>
        DataCatalog.Open(Path.Combine(process().WorkingDirectory, arguments.GetRequiredValue(folder)));

    /// <summary>The shipped synthetic market, which is listed and checked beside the user's own data.</summary>
    internal static DataCatalog? Demo(ParseResult arguments, Option<string> folder, DataCatalog own)
    {
        if (IsNamed(arguments, folder)) return null;
        string[] places = [Path.Combine(own.Root, "demo"), Path.Combine(AppContext.BaseDirectory, "data", "demo")];
        var place = places.FirstOrDefault(path => Directory.Exists(Path.Combine(path, "candles")));
        return place is null ? null : DataCatalog.Open(place);
    }

    /// <summary>Runs a command's work; refused data are told and become exit code 7.</summary>
    internal static int Run(ParseResult arguments, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (DataException problem)
        {
            arguments.InvocationConfiguration.Error.Write($"error: {problem.Message}\n");
            return ExitCodes.DataRefused;
        }
        catch (UsageException mistake)
        {
            arguments.InvocationConfiguration.Error.Write($"error: {mistake.Message}\n");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            arguments.InvocationConfiguration.Error.Write("Interrupted; nothing was written.\n");
            return ExitCodes.Interrupted;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            arguments.InvocationConfiguration.Error.Write($"error: {problem.Message} Check the path, its rights and the space on the disk.\n");
            return ExitCodes.Failure;
        }
    }

    /// <summary>An instant given on the command line, in UTC: a date, a date and time, or milliseconds since 1970.</summary>
    internal static Timestamp? Instant(string? text, string option)
    {
        if (text is null) return null;
        return Moments.TryParse(text, out var time)
            ? time
            : throw new UsageException($"{option}: '{text}' is not a time. Use a date such as 2025-05-01, or 2025-05-01T12:00Z.");
    }

    /// <summary>A bar's length given on the command line; null when it was not given.</summary>
    internal static BarInterval? Interval(string? text)
    {
        if (text is null) return null;
        return BarInterval.TryParse(text, out var interval)
            ? interval
            : throw new UsageException($"--interval: '{text}' is not a bar's length. Use one such as 1s, 1m, 15m, 1h or 1d.");
    }

    internal static bool IsTerminal(TextWriter to) => ReferenceEquals(to, Console.Out) && !Console.IsOutputRedirected;
}
