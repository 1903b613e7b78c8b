using LaptopAgents.Analysis;
using LaptopAgents.Simulation;

namespace LaptopAgents.Cli.Composition;

/// <summary>
/// Runs a backtest again on the bars that are in memory, under the kindest and the harshest reading of what happened inside them. What
/// lies between is what bars cannot tell.
/// </summary>
internal static class FillReadings
{
    /// <returns>Nothing for a recording, which leaves little to read into it, or when <paramref name="cancellation"/> came first.</returns>
    public static async Task<IReadOnlyList<FillVariant>> RunAsync(BacktestComposition run, CancellationToken cancellation)
    {
        if (run.Result.IsPartial || run.Markets.Any(set => set.Recording is not null)) return [];
        var configured = VenueComposition.Options(run.Resolved.Config);
        var variants = new List<FillVariant>();
        foreach (var (name, text, options) in Readings(configured))
        {
            if (options == configured) continue;
            var other = new BacktestComposition(run.Resolved, run.Markets, journal: null, options);
            await other.Session.RunAsync(cancellation);
            if (other.Result.IsPartial) return [];
            variants.Add(new FillVariant(name, text, other.Result));
        }

        return variants;
    }

    private static IEnumerable<(string Name, string Text, VenueOptions Options)> Readings(VenueOptions configured)
    {
        yield return ("Kindest", "the better path inside each bar; limits fill when touched",
            configured with { Intrabar = IntrabarMode.Optimistic, LimitFill = LimitFillRule.Touch });
        yield return ("Harshest", "the worse path inside each bar; limits fill only when traded through", configured with
        {
            Intrabar = IntrabarMode.Conservative,
            LimitFill = configured.LimitFill == LimitFillRule.Queue ? LimitFillRule.Queue : LimitFillRule.Through,
        });
    }
}
