using LaptopAgents.Cli.Commands;
using LaptopAgents.Runtime.Observability;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LaptopAgents.Cli.Screens;

/// <summary>Shows a session from its files, every second anew.</summary>
internal static class StatusWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(SessionFiles files, string? session, bool isJson, TextWriter output, CancellationToken cancellation)
    {
        if (isJson || !SessionScreen.IsTerminal)
        {
            do
            {
                if (files.Find(session) is { } file) StatusLine.Write(file.Beat, file.Verdict(DateTime.UtcNow), output);
            }
            while (await PauseAsync(cancellation));
            return ExitCodes.Done;
        }

        await AnsiConsole.Live(Draw(files, session)).Overflow(VerticalOverflow.Crop).StartAsync(async view =>
        {
            while (await PauseAsync(cancellation)) view.UpdateTarget(Draw(files, session));
        });
        return ExitCodes.Done;
    }

    private static IRenderable Draw(SessionFiles files, string? session) => files.Find(session) is { } file
        ? SessionView.Of(file.Beat, file.Verdict(DateTime.UtcNow), AnsiConsole.Profile.Height)
        : new Markup(Markup.Escape(files.Problems.Count > 0 ? files.Problems[^1] : $"No session has written to {files.Workspace} yet."));

    private static async Task<bool> PauseAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Pause, cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
