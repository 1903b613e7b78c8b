using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Reads the past page by page, newest first. The venue counts the rows of a page back from its end and may treat the start as a mere
/// filter, so each request names both ends of a window that fits into one page; then it does not matter which it does.
/// </summary>
public sealed class HistoryPages(MarketApi market)
{
    // One row less than a page, because the start of a window may be taken as exclusive.
    private const int WindowRows = MarketApi.PageRows - 1;

    // So many windows without a row in sequence mean that the venue's history ends there.
    private const int EmptyWindowsAtEnd = 3;

    /// <summary>Closed bars that open at or after <paramref name="from"/> and close by <paramref name="to"/>; each page is in time order, pages go backward.</summary>
    /// <returns>Pages up to a failure, which is the last thing told; an empty page is told too, as progress.</returns>
    public async IAsyncEnumerable<VenueResult<HistoryPage<Bar>>> BarsAsync(
        string symbol, Duration interval, Timestamp from, Timestamp to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var word = VenueIntervals.Rest(interval);
        var (first, end) = (Ceiling(from, interval), to.FloorTo(interval));
        for (var (windowEnd, empty) = (end, 0); windowEnd > first && empty < EmptyWindowsAtEnd;)
        {
            var windowStart = windowEnd - interval * WindowRows;
            if (windowStart < first) windowStart = first;
            var rows = await market.KlinesAsync(symbol, word, Before(windowStart), Before(windowEnd), MarketApi.PageRows, cancellation);
            if (!rows.IsOk)
            {
                yield return VenueResult.Fail<HistoryPage<Bar>>(rows.Error);
                yield break;
            }

            List<Bar> bars = [.. rows.Value.Where(bar => bar.OpenTime >= windowStart && bar.OpenTime < windowEnd && bar.OpenTime.FloorTo(interval) == bar.OpenTime)];
            empty = bars.Count == 0 ? empty + 1 : 0;
            yield return VenueResult.Ok(new HistoryPage<Bar>(windowStart, bars));
            windowEnd = windowStart;
        }
    }

    /// <summary>Settlements from <paramref name="from"/> to <paramref name="to"/>; each page is in time order, pages go backward.</summary>
    public async IAsyncEnumerable<VenueResult<HistoryPage<SettledFunding>>> FundingAsync(
        string symbol, Timestamp from, Timestamp to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // Settlements are at most hourly, so this window fits into a page whichever interval the contract has.
        var window = Duration.FromMinutes(60) * WindowRows;
        for (var (end, empty) = (to, 0); end > from && empty < EmptyWindowsAtEnd;)
        {
            var start = end - window < from ? from : end - window;
            var rows = await market.FundingHistoryAsync(symbol, Before(start), end, MarketApi.PageRows, cancellation);
            if (!rows.IsOk)
            {
                yield return VenueResult.Fail<HistoryPage<SettledFunding>>(rows.Error);
                yield break;
            }

            List<SettledFunding> settled = [.. rows.Value.Where(row => row.Time >= start && row.Time < end)];
            empty = settled.Count == 0 ? empty + 1 : 0;
            yield return VenueResult.Ok(new HistoryPage<SettledFunding>(start, settled));
            end = start;
        }
    }

    private static Timestamp Before(Timestamp time) => time - Duration.FromMilliseconds(1);

    private static Timestamp Ceiling(Timestamp time, Duration interval) => time.FloorTo(interval) is var floor && floor < time ? floor + interval : floor;
}

/// <summary>One page of the past.</summary>
/// <param name="From">How far back has been read.</param>
public readonly record struct HistoryPage<T>(Timestamp From, IReadOnlyList<T> Rows);
