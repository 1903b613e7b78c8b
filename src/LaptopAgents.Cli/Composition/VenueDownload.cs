using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>A download could not go on. What was saved before stays, and a repetition goes on from there.</summary>
internal sealed class DownloadException(string message) : Exception(message);

/// <summary>What is to be downloaded of one symbol.</summary>
/// <param name="WithFunding">Settlements too.</param>
/// <param name="Replace">Settlements that differ from stored ones take their place. Stored bars are never asked for again.</param>
internal sealed record DownloadRequest(string Symbol, BarInterval Interval, Timestamp From, Timestamp To, bool WithFunding, bool Replace);

/// <summary>How far a download is.</summary>
internal readonly record struct DownloadProgress(string Symbol, int BarsDone, int BarsExpected);

/// <summary>What a download did.</summary>
/// <param name="Known">Bars of the range that were there before.</param>
/// <param name="Missing">Bars of the range that the venue does not have either.</param>
internal sealed record DownloadResult(string Symbol, BarInterval Interval, Timestamp From, Timestamp To, int Added, int Known, int Missing, int FundingAdded, IReadOnlyList<string> Files);

/// <summary>
/// Fills the holes of a catalog from the venue. Only what is not there is asked for, newest first, and saved in whole parts, so that an
/// interrupted download loses little and a repeated one costs nothing.
/// </summary>
internal sealed class VenueDownload(BitunixRest rest, DataCatalog catalog, string source)
{
    // Bars between two saves: a save writes whole months again, so that a smaller number would mostly write.
    private const int BarsPerSave = 20_000;
    private readonly HistoryPages _pages = new(rest.Market);
    private readonly CatalogWriter _writer = new(catalog);

    /// <exception cref="DownloadException">The venue could not be read to the end.</exception>
    /// <exception cref="DataException">The venue's data contradict themselves or what is stored.</exception>
    public async Task<DownloadResult> RunAsync(DownloadRequest request, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        await RequireSymbolAsync(request.Symbol, cancellation);
        var end = Min(request.To, rest.Clock.Now).FloorTo(request.Interval.Length);
        var holes = Holes(request, end);
        var expected = holes.Sum(hole => (int)((hole.To - hole.From).Nanos / request.Interval.Nanos));
        var total = (int)Math.Max(0, (end - request.From).Nanos / request.Interval.Nanos);
        var state = new State(request, expected);
        foreach (var hole in Enumerable.Reverse(holes)) await FillAsync(state, hole.From, hole.To, progress, cancellation);
        Save(state);
        var funding = request.WithFunding ? await FundingAsync(request, cancellation) : 0;
        return new(request.Symbol, request.Interval, request.From, end, state.Added, total - expected, expected - state.Added, funding, [.. state.Files.Order(StringComparer.Ordinal)]);
    }

    private async Task FillAsync(State state, Timestamp from, Timestamp to, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        await foreach (var page in _pages.BarsAsync(state.Request.Symbol, state.Request.Interval.Length, from, to, cancellation))
        {
            if (!page.IsOk)
            {
                Save(state);
                cancellation.ThrowIfCancellationRequested();
                throw Broken(page.Error, state.Added);
            }

            state.Waiting.AddRange(page.Value.Rows);
            if (state.Waiting.Count >= BarsPerSave) Save(state);
            progress?.Report(new(state.Request.Symbol, state.Added + state.Waiting.Count, state.Expected));
        }
    }

    private void Save(State state)
    {
        if (state.Waiting.Count == 0) return;
        var bars = new BarSeriesBuilder(state.Waiting.Count);
        foreach (var bar in state.Waiting.OrderBy(bar => bar.OpenTime).DistinctBy(bar => bar.OpenTime)) bars.Add(bar);
        var saved = _writer.Save(state.Request.Symbol, state.Request.Interval, bars.ToSeries(), new SaveOptions { Source = source, Updated = rest.Clock.Now });
        state.Added += saved.Added;
        state.Files.UnionWith(saved.Files);
        state.Waiting.Clear();
    }

    private async Task<int> FundingAsync(DownloadRequest request, CancellationToken cancellation)
    {
        var current = await rest.Market.FundingRateAsync(request.Symbol, cancellation);
        if (!current.IsOk) throw Broken(current.Error, 0);
        var units = new FundingUnits(current.Value.RawCap ?? current.Value.RawFloor);
        var rows = new List<SettledFunding>();
        await foreach (var page in _pages.FundingAsync(request.Symbol, request.From, Min(request.To, rest.Clock.Now), cancellation))
        {
            if (!page.IsOk) throw Broken(page.Error, 0);
            rows.AddRange(page.Value.Rows);
        }

        if (rows.Count == 0) return 0;
        List<SettledFunding> ordered = [.. rows.OrderBy(row => row.Time).DistinctBy(row => row.Time)];
        var series = new FundingSeries(
            [.. ordered.Select(row => row.Time.UnixNanos)], [.. ordered.Select(row => units.Settled(row.RawRate).Raw)], [.. ordered.Select(row => row.MarkPrice?.Raw ?? 0)]);
        return _writer.SaveFunding(request.Symbol, series, request.Replace).Added;
    }

    private async Task RequireSymbolAsync(string symbol, CancellationToken cancellation)
    {
        var pairs = await rest.Market.TradingPairsAsync([symbol], cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (!pairs.IsOk && pairs.Error.Kind != VenueErrorKind.UnknownSymbol) throw Broken(pairs.Error, 0);
        if (!pairs.IsOk || pairs.Value.All(pair => pair.Symbol != symbol))
            throw new DataException($"{source} has no contract {symbol}.", "Check the symbol's spelling, for example BTCUSDT.");
    }

    // The parts of the range that the catalog lacks, oldest first.
    private List<(Timestamp From, Timestamp To)> Holes(DownloadRequest request, Timestamp end)
    {
        var holes = new List<(Timestamp, Timestamp)>();
        var step = request.Interval.Length;
        var next = request.From.FloorTo(step) is var floor && floor < request.From ? floor + step : floor;
        if (catalog.Has(request.Symbol, request.Interval) && catalog.Range(request.Symbol, request.Interval) is var stored && stored.From < end && stored.To > next)
        {
            foreach (var part in catalog.Stream(request.Symbol, request.Interval, next, end))
            {
                for (var i = 0; i < part.Count; i++)
                {
                    var open = part.OpenTime(i);
                    if (open > next) holes.Add((next, open));
                    next = open + step;
                }
            }
        }

        if (next < end) holes.Add((next, end));
        return holes;
    }

    private static DownloadException Broken(VenueError error, int saved) =>
        new($"The venue could not be read. {error} {(saved > 0 ? $"{saved} bars were saved; the same command goes on from there." : "Nothing was changed; try again.")}");

    private static Timestamp Min(Timestamp left, Timestamp right) => left < right ? left : right;

    private sealed class State(DownloadRequest request, int expected)
    {
        public DownloadRequest Request { get; } = request;

        public int Expected { get; } = expected;

        public List<Bar> Waiting { get; } = [];

        public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

        public int Added { get; set; }
    }
}
