using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The bar lengths that the venue has, in the words of its REST interface and of its streams.</summary>
public static class VenueIntervals
{
    // Longer bars are left out: on which day they begin is not documented.
    private static readonly (int Minutes, string RestWord, string StreamWord)[] s_all =
    [
        (1, "1m", "1min"), (3, "3m", "3min"), (5, "5m", "5min"), (15, "15m", "15min"), (30, "30m", "30min"), (60, "1h", "60min"),
        (120, "2h", "2h"), (240, "4h", "4h"), (360, "6h", "6h"), (480, "8h", "8h"), (720, "12h", "12h"), (1440, "1d", "1day"),
    ];

    public static bool IsKnown(Duration interval) => s_all.Any(entry => Duration.FromMinutes(entry.Minutes) == interval);

    /// <exception cref="ArgumentException">The venue has no bars of this length.</exception>
    public static string Rest(Duration interval) => Find(interval).RestWord;

    /// <summary>The channel of last-price bars.</summary>
    /// <exception cref="ArgumentException">The venue has no bars of this length.</exception>
    public static string Channel(Duration interval) => "market_kline_" + Find(interval).StreamWord;

    private static (int Minutes, string RestWord, string StreamWord) Find(Duration interval)
    {
        foreach (var entry in s_all)
        {
            if (Duration.FromMinutes(entry.Minutes) == interval) return entry;
        }

        throw new ArgumentException($"Bitunix has no bars of {interval.ToTimeSpan()}. Use 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h or 1d.");
    }
}
