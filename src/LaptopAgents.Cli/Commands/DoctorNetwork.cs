using System.Diagnostics;
using System.Globalization;
using static LaptopAgents.Cli.Commands.DoctorFinding;

namespace LaptopAgents.Cli.Commands;

/// <summary>The checks that need the network: the venue, and the clock against the venue's.</summary>
internal static class DoctorNetwork
{
    public const string Bitunix = "https://fapi.bitunix.com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Uri venue, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        var watch = Stopwatch.StartNew();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(venue, "/api/v1/futures/market/tickers?symbols=BTCUSDT"));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var words = string.Create(CultureInfo.InvariantCulture, $"{venue.Host} answered {(int)answer.StatusCode} in {watch.ElapsedMilliseconds} ms");
            var reached = answer.IsSuccessStatusCode
                ? Pass("venue", words)
                : Warn("venue", words, "The venue may block this address or be down; `la run --profile paper --venue sim` needs no venue.");
            return answer.Headers.Date is { } date ? [reached, Clock(DateTimeOffset.UtcNow - date)] : [reached];
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            var why = error is HttpRequestException { HttpRequestError: var kind } ? kind.ToString() : "no answer in time";
            return [Warn("venue", $"{venue.Host} cannot be reached ({why})", "Without it there is no live data: check the network, or use `--venue sim`. `--offline` leaves this check out.")];
        }
    }

    // The venue's date counts whole seconds.
    private static DoctorFinding Clock(TimeSpan offset)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"within {Math.Ceiling(offset.Duration().TotalSeconds)} s of the venue's");
        return offset.Duration() <= ClockTolerance
            ? Pass("clock", words)
            : Fail("clock", string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:0.0} s off the venue's"), "Synchronise this machine's clock (timedatectl set-ntp true): orders with a wrong time are refused.");
    }
}
