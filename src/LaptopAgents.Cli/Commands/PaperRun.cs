using LaptopAgents.Bitunix;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Cli.Screens;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Observability;

namespace LaptopAgents.Cli.Commands;

/// <summary>Runs a paper session and shows it.</summary>
internal sealed class PaperRun(ResolvedConfig resolved, PaperRequest request, RunScreen screen, bool isJson) : IAsyncDisposable
{
    private readonly FeedNotices _notices = new();
    private readonly HttpClientExchange _http = new();
    private IPaperMarket? _market;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            using var session = PaperSession.Open(resolved, request, MarketOf, TimeProvider.System, screen.Say, Watch);
            return await RunAsync(session, cancellation);
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

    public async ValueTask DisposeAsync()
    {
        if (_market is not null) await _market.DisposeAsync();
        _http.Dispose();
    }

    private async Task<int> RunAsync(PaperSession session, CancellationToken cancellation)
    {
        screen.Say($"session {session.Folder.Id}, account {session.Header.Facts!.StartEquity} {(session.Header.Facts.IsSynthetic ? "(SYNTHETIC market)" : "")}".TrimEnd());
        await using var watching = session.Watching!;
        watching.Telemetry.Outside = () => new OutsideView(_notices.Reconnects, null, null);
        _notices.Listener = notice => FeedMessages.Tell(watching.Log, notice);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (request.Duration is { } duration) stop.CancelAfter(duration);
        await watching.RunAsync(token => new ValueTask(session.RunAsync(token)), stop.Token);
        var statistics = SessionOutput.Write(session);
        if (isJson && statistics is not null) screen.Json(await File.ReadAllTextAsync(Path.Combine(session.Folder.Path, "stats.json"), CancellationToken.None));
        TellEnd(session);
        return ExitCodes.Done;
    }

    private void TellEnd(PaperSession session)
    {
        screen.Say($"stopped at {session.Session.Now}: equity {session.Result.EndEquity}, {session.Result.Trades.Count} trades, {session.Result.Fills.Count} fills, {session.Result.Events} events");
        foreach (var instrument in session.Result.Instruments)
            if (!session.Engine.Position(instrument.Id).IsFlat) screen.Say($"open position: {instrument.Symbol} {session.Engine.Position(instrument.Id).Quantity}");
        screen.Say($"kept in {session.Folder.Path}; go on with: la run --profile {session.Header.Facts!.Mode} --resume");
    }

    private SessionWatching Watch(WatchedParts parts) =>
        new(resolved, parts, SessionScreen.IsTerminal && !isJson, isJson ? Console.Error : Console.Out, TimeProvider.System);

    // The account is ours by now and nothing else can be done before the market is known, so this waits for the venue's answer.
    private IPaperMarket MarketOf(ResolvedConfig config)
    {
        _market = request.Venue switch
        {
            PaperVenue.File => new FileMarket(config, request.Speed, TimeProvider.System),
            PaperVenue.Simulator => new EmbeddedMarket(config, request.Speed, _http, TimeProvider.System, _notices),
            _ => VenueMarket.ConnectAsync(config, BitunixHosts.For(request.VenueUrl), _http, TimeProvider.System, _notices, CancellationToken.None).GetAwaiter().GetResult(),
        };
        screen.Say($"market: {_market.Source}{(_market.IsSynthetic ? "  SYNTHETIC DATA: made by a generator, no market ever did this" : "")}");
        return _market;
    }
}
