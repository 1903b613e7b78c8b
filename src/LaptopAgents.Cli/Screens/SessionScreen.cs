using LaptopAgents.Runtime.Observability;
using Spectre.Console;

namespace LaptopAgents.Cli.Screens;

/// <summary>
/// What a running session shows: a view that is drawn anew on a terminal, and a line of JSON now and then where nobody looks.
/// </summary>
internal sealed class SessionScreen(SessionObserver observer, IAnsiConsole console, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LinePause = TimeSpan.FromSeconds(10);

    /// <summary>Whether a person can see a view that is drawn anew.</summary>
    public static bool IsTerminal => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    /// <summary>Shows the session until <paramref name="cancellation"/>, and its last state at the end.</summary>
    /// <param name="live">A view on a terminal; otherwise lines.</param>
    public Task RunAsync(bool live, CancellationToken cancellation) => live ? LiveAsync(cancellation) : LinesAsync(cancellation);

    private async Task LiveAsync(CancellationToken cancellation) =>
        await console.Live(Draw()).Overflow(VerticalOverflow.Crop).StartAsync(async view =>
        {
            while (await PauseAsync(Frame, cancellation)) view.UpdateTarget(Draw());
            view.UpdateTarget(Draw());
        });

    private async Task LinesAsync(CancellationToken cancellation)
    {
        do StatusLine.Write(observer.Read(), observer.Verdict(), output);
        while (await PauseAsync(LinePause, cancellation));
        StatusLine.Write(observer.Read(), observer.Verdict(), output);
    }

    private Spectre.Console.Rendering.IRenderable Draw() => SessionView.Of(observer.Read(), observer.Verdict(), console.Profile.Height);

    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause, time, cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
