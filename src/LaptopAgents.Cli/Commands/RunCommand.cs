using System.CommandLine;
using System.Diagnostics;
using LaptopAgents.Bitunix;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la run</c>: runs the strategy of a profile.</summary>
internal static class RunCommand
{
    public static Command Create(Func<ConfigRequest> process)
    {
        var options = new RunOptions();
        var command = new Command("run", "Run a strategy, on history or as a paper session, and write its results.");
        options.AddTo(command);
        var paper = new PaperOptions();
        paper.AddTo(command);
        var whatIf = new WhatIfRun();
        whatIf.AddTo(command);
        command.SetAction((arguments, cancellation) => whatIf.IsAsked(arguments)
            ? whatIf.RunAsync(arguments, process().WorkingDirectory, arguments.GetValue(options.Json), cancellation)
            : RunAsync(options, paper, options.Complete(process(), arguments), arguments, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        RunOptions options, PaperOptions paper, ConfigRequest request, ParseResult arguments, CancellationToken cancellation)
    {
        var screen = new RunScreen(arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error, arguments.GetValue(options.Json));
        try
        {
            var resolved = ConfigLoader.Load(request);
            foreach (var notice in resolved.Notices) screen.Note(notice.ToString());
            return await RunModes.RunAsync(
                resolved,
                () => BacktestAsync(resolved, screen, cancellation),
                () => PaperAsync(new PaperRun(resolved, paper.Request(arguments), screen, arguments.GetValue(options.Json)), cancellation));
        }
        catch (ConfigException error)
        {
            return ConfigErrors.Print(error, arguments.InvocationConfiguration.Error);
        }
        catch (DataException error)
        {
            screen.Problem(error.Message);
            return ExitCodes.DataRefused;
        }
        catch (RunFileException error)
        {
            screen.Problem(error.Message);
            return ExitCodes.Failure;
        }
        catch (IOException error)
        {
            // The journal is written while the run goes on.
            screen.Problem($"{error.Message} Check the disk and its space, or choose another output directory (output.dir).");
            return ExitCodes.Failure;
        }
    }

    private static async Task<int> PaperAsync(PaperRun run, CancellationToken cancellation)
    {
        await using (run) return await run.RunAsync(cancellation);
    }

    private static async Task<int> BacktestAsync(ResolvedConfig resolved, RunScreen screen, CancellationToken cancellation)
    {
        // Told before the data are read, which can take a while.
        RunOutput.RequireWritable(resolved);
        await new AutoFetch(BitunixHosts.Live, TimeProvider.System, screen.Note).TryAsync(resolved, cancellation);
        var loading = Stopwatch.StartNew();
        var markets = MarketSelection.Load(resolved);
        var loadSeconds = loading.Elapsed.TotalSeconds;
        screen.Data(markets, resolved);
        using var output = RunOutput.Create(resolved, markets, loadSeconds);
        var run = new BacktestComposition(resolved, markets, output.Journal);
        var running = Stopwatch.StartNew();
        await screen.WatchAsync(run, () => run.Session.RunAsync(cancellation).AsTask());
        var statistics = await output.WriteAsync(run, running.Elapsed.TotalSeconds, cancellation);
        screen.Result(run, statistics, output);
        return run.Result.IsPartial ? ExitCodes.Interrupted : ExitCodes.Done;
    }
}
