using LaptopAgents.Cli.Composition;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary>Runs a paper session and tells what happens.</summary>
internal static class PaperRun
{
    public static async Task<int> RunAsync(
        ResolvedConfig resolved, PaperRequest request, string venue, RunScreen screen, bool isJson, CancellationToken cancellation)
    {
        _ = EngineComposition.Strategy(resolved.Config);
        try
        {
            using var session = PaperSession.Open(resolved, request, config => MarketOf(venue, config, request, screen), TimeProvider.System, screen.Say);
            return await RunAsync(session, request, screen, isJson, cancellation);
        }
        catch (SessionRefusedException error)
        {
            screen.Problem(error.Message);
            return ExitCodes.Usage;
        }
        catch (Exception error) when (SessionErrors.CodeOf(error) is { } code)
        {
            screen.Problem(SessionErrors.TextOf(error));
            return code;
        }
    }

    private static async Task<int> RunAsync(PaperSession session, PaperRequest request, RunScreen screen, bool isJson, CancellationToken cancellation)
    {
        screen.Say($"session {session.Folder.Id}, account {session.Header.Facts!.StartEquity} {(session.Header.Facts.IsSynthetic ? "(SYNTHETIC market)" : "")}".TrimEnd());
        var log = new SessionLog(session, screen);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (request.Duration is { } duration) stop.CancelAfter(duration);
        session.TurnEnded = log.OnTurn;
        await session.RunAsync(stop.Token);
        var statistics = SessionOutput.Write(session);
        if (isJson && statistics is not null) screen.Json(await File.ReadAllTextAsync(Path.Combine(session.Folder.Path, "stats.json"), CancellationToken.None));
        screen.Say($"stopped at {session.Session.Now}: equity {session.Result.EndEquity}, {session.Result.Trades.Count} trades, {session.Result.Fills.Count} fills, {session.Result.Events} events");
        foreach (var instrument in session.Result.Instruments)
            if (!session.Engine.Position(instrument.Id).IsFlat) screen.Say($"open position: {instrument.Symbol} {session.Engine.Position(instrument.Id).Quantity}");
        screen.Say($"kept in {session.Folder.Path}; go on with: la run --profile {session.Resolved.Config.Mode.ToString().ToLowerInvariant()} --resume");
        return ExitCodes.Done;
    }

    private static FileMarket MarketOf(string venue, ResolvedConfig config, PaperRequest request, RunScreen screen)
    {
        if (venue != "file") throw new SessionRefusedException($"There is no market '{venue}'. Use --venue file.");
        var market = new FileMarket(config, request.Speed, TimeProvider.System);
        screen.Say($"market {market.Source}{(market.IsSynthetic ? "  SYNTHETIC DATA: made by a generator, no market ever did this" : "")}");
        return market;
    }
}
