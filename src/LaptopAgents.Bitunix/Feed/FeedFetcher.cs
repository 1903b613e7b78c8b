using System.Threading.Channels;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>Fetches what the stream missed, for as long as it takes, and puts it into the inbox.</summary>
internal sealed class FeedFetcher(
    MarketApi market, VenueClock clock, FeedOptions options, ChannelWriter<FeedItem> inbox, IFeedObserver? observer, TimeProvider time, CancellationToken cancellation) : IFeedFetcher
{
    private const int PatienceForNewest = 5;
    private const int VerifiedBars = 20;
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromSeconds(30);
    private readonly HistoryPages _pages = new(market);

    public void FetchBars(int symbol, Timestamp from, Timestamp to) => _ = GuardAsync(BarsAsync(symbol, from, to));

    public void FetchFunding(int symbol, Timestamp after, Timestamp upTo) => _ = GuardAsync(FundingAsync(symbol, after, upTo));

    /// <summary>The running funding of every symbol; with it comes the venue's clock.</summary>
    public async Task BeginAsync()
    {
        var funding = new List<CurrentFunding>();
        foreach (var instrument in options.Instruments) funding.Add(await PersistAsync(instrument.Symbol, () => market.FundingRateAsync(instrument.Symbol, cancellation)));
        inbox.TryWrite(new BeginItem(clock.Now, funding));
    }

    /// <summary>Compares again and again what was told with what the venue says now.</summary>
    public async Task VerifyAsync(TimeSpan every)
    {
        while (true)
        {
            await Task.Delay(every, time, cancellation);
            for (var symbol = 0; symbol < options.Instruments.Count; symbol++)
            {
                var name = options.Instruments[symbol].Symbol;
                var end = (clock.Now - options.Settle).FloorTo(options.Interval);
                var bars = await market.KlinesAsync(name, VenueIntervals.Rest(options.Interval), null, end - Duration.FromMilliseconds(1), VerifiedBars, cancellation);
                var funding = await market.FundingHistoryAsync(name, null, null, 5, cancellation);
                List<Bar> closed = bars.IsOk ? [.. bars.Value.Where(bar => bar.OpenTime < end)] : [];
                inbox.TryWrite(new VerifyItem(clock.Now, symbol, closed, funding.IsOk ? funding.Value : []));
            }
        }
    }

    private async Task BarsAsync(int symbol, Timestamp from, Timestamp to)
    {
        // The venue needs a moment after a bar's end before it is complete there.
        while (clock.Now < to + options.Settle) await Task.Delay(options.Tick, time, cancellation);
        var name = options.Instruments[symbol].Symbol;
        var bars = new List<Bar>();
        for (var attempt = 1; attempt <= PatienceForNewest; attempt++)
        {
            bars = await PersistAsync(name, () => CollectAsync(_pages.BarsAsync(name, options.Interval, from, to, cancellation)));
            if (bars.Count > 0 && bars[^1].OpenTime + options.Interval >= to) break;
            await Task.Delay(s_firstRetry, time, cancellation);
        }

        inbox.TryWrite(new BarsItem(clock.Now, symbol, from, to, bars));
    }

    private async Task FundingAsync(int symbol, Timestamp after, Timestamp upTo)
    {
        var name = options.Instruments[symbol].Symbol;
        var step = Duration.FromMilliseconds(1);
        var rows = await PersistAsync(name, () => CollectAsync(_pages.FundingAsync(name, after + step, upTo + step, cancellation)));
        inbox.TryWrite(new FundingItem(clock.Now, symbol, rows));
    }

    // Pages go backward in time; the rows are wanted forward.
    private static async ValueTask<VenueResult<List<T>>> CollectAsync<T>(IAsyncEnumerable<VenueResult<HistoryPage<T>>> pages)
    {
        var parts = new Stack<IReadOnlyList<T>>();
        await foreach (var page in pages)
        {
            if (!page.IsOk) return VenueResult.Fail<List<T>>(page.Error);
            parts.Push(page.Value.Rows);
        }

        return VenueResult.Ok(parts.SelectMany(rows => rows).ToList());
    }

    private async Task<T> PersistAsync<T>(string symbol, Func<ValueTask<VenueResult<T>>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await read();
            cancellation.ThrowIfCancellationRequested();
            if (result.IsOk) return result.Value;
            observer?.OnNotice(new(FeedNoticeKind.Problem, symbol, clock.Now, $"A read failed and is tried again. {result.Error}"));
            await Task.Delay(Backoff.After(attempt, s_firstRetry, s_longestRetry, (uint)symbol.Length), time, cancellation);
        }
    }

    // A defect in a fetch must stop the session, not vanish with its task.
    private async Task GuardAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            inbox.TryComplete(problem);
        }
    }
}
