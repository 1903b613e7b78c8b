using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>
/// Fetches what a backtest asks for and the catalog lacks, when the venue can be reached. Without a network it costs nothing that a
/// person would notice, and the run goes on as it would have.
/// </summary>
internal sealed class AutoFetch(BitunixHosts hosts, TimeProvider time, Action<string> note)
{
    // More than this is a decision of its own: la data fetch.
    private static readonly Duration s_most = Duration.FromMinutes(100 * 1440);
    private const string Source = "Bitunix";
    private static readonly TimeSpan s_probe = TimeSpan.FromMilliseconds(500);

    public async Task TryAsync(ResolvedConfig resolved, CancellationToken cancellation)
    {
        if (!Applies(resolved.Config)) return;
        var interval = BarInterval.Of(Duration.FromTimeSpan(resolved.Config.Timeframe));
        if (!VenueIntervals.IsKnown(interval.Length)) return;
        var catalog = MarketPlace.OwnCatalog(resolved);
        var wanted = resolved.Config.Symbols.Select(symbol => Wanted(resolved.Config.Data, catalog, symbol, interval)).OfType<DownloadRequest>().ToList();
        if (wanted.Count == 0 || !await IsReachableAsync(cancellation)) return;
        using var exchange = new HttpClientExchange();
        var rest = new BitunixRest(exchange, hosts, time, options: new RestOptions { Timeout = TimeSpan.FromSeconds(5), Attempts = 2 });
        var download = new VenueDownload(rest, catalog, Source);
        foreach (var request in wanted) await FetchAsync(download, request, cancellation);
    }

    private async Task FetchAsync(VenueDownload download, DownloadRequest request, CancellationToken cancellation)
    {
        if (request.To - request.From > s_most)
        {
            note($"{request.Symbol}: {request.From} to {request.To} is not all in the catalog. It is much; fetch it with `la data fetch --symbol {request.Symbol} --from {request.From} --to {request.To}`.");
            return;
        }

        try
        {
            note($"{request.Symbol}: fetching {request.From} to {request.To} from Bitunix, where the catalog lacks it.");
            var done = await download.RunAsync(request, null, cancellation);
            note($"{request.Symbol}: {done.Added} bars and {done.FundingAdded} settlements were fetched.");
        }
        catch (Exception problem) when (problem is DownloadException or DataException)
        {
            note($"{request.Symbol}: not fetched. {problem.Message}");
        }
    }

    // Only what was asked for by date is worth a download; without dates the run takes what is there.
    private static bool Applies(LaConfig config) => config.Mode == TradingMode.Backtest && config.Data.Source == DataSource.Parquet
        && config.Data.Demo != DemoUse.Always && config.Data.Provider == "bitunix" && (config.Data.From ?? config.Data.To) is not null;

    private DownloadRequest? Wanted(DataConfig data, DataCatalog catalog, string symbol, BarInterval interval)
    {
        var now = Timestamp.FromDateTime(time.GetUtcNow().UtcDateTime).FloorTo(interval.Length);
        var length = data.Days is { } days ? Duration.FromTimeSpan(TimeSpan.FromDays((double)days)) : (Duration?)null;
        var from = data.From is { } start ? At(start) : length is { } back && data.To is { } last ? At(last) - back : (Timestamp?)null;
        var to = data.To is { } end ? At(end) : from is { } first && length is { } on ? first + on : now;
        if (to > now) to = now;
        if (from is not { } begin || begin >= to) return null;
        if (catalog.Has(symbol, interval))
        {
            var stored = catalog.Set(symbol, interval);
            // Bars of another source are not to be mixed with this one's unless somebody says so.
            if ((stored.From <= begin && stored.To >= to) || stored.Source != Source) return null;
        }

        return new DownloadRequest(symbol, interval, begin, to, WithFunding: true, Replace: false);
    }

    private async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        if (!System.Net.NetworkInformation.NetworkInterface.GetIsNetworkAvailable()) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_probe);
        using var socket = new System.Net.Sockets.TcpClient();
        try
        {
            await socket.ConnectAsync(hosts.Rest.Host, hosts.Rest.Port, limit.Token);
            return true;
        }
        catch (Exception problem) when (problem is OperationCanceledException or System.Net.Sockets.SocketException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static Timestamp At(DateTimeOffset time) => Timestamp.FromDateTime(time.UtcDateTime);
}
