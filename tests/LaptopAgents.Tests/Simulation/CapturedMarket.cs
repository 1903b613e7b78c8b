using System.Globalization;
using System.IO.Compression;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Simulation;

/// <summary>A recorded stretch of a real market: book, quotes and trades in the order of the exchange's clock.</summary>
internal static class CapturedMarket
{
    /// <summary>The folder of recorded data, or null where there is none.</summary>
    public static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("LA_TEST_DATA") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(Path.Combine(candidate, "binance-usdm"))) return candidate;
        }

        return null;
    }

    /// <summary>All events of one capture, grouped by millisecond and in the order of kinds inside it.</summary>
    public static List<List<EngineEvent>> Load(string capture)
    {
        var events = new List<EngineEvent>();
        var snapshotTime = 0L;
        foreach (var row in Rows(capture, "snapshot.csv.gz"))
        {
            snapshotTime = Int(row[1]);
            events.Add(Level(snapshotTime, row[3], row[4], row[5], isSnapshot: true, isLast: false));
        }

        var depth = Rows(capture, "depth.csv.gz").ToList();
        for (var i = 0; i < depth.Count; i++)
        {
            var isLast = i == depth.Count - 1 || depth[i + 1][4] != depth[i][4];
            if (Int(depth[i][0]) > snapshotTime) events.Add(Level(Int(depth[i][0]), depth[i][6], depth[i][7], depth[i][8], false, isLast));
        }

        foreach (var row in Rows(capture, "book_ticker.csv.gz"))
            events.Add(EngineEvent.OfQuote(default, Time(row[0]), Time(row[0]), new Quote(P(row[4]), Q(row[5]), P(row[6]), Q(row[7]))));
        foreach (var row in Rows(capture, "trades.csv.gz"))
            events.Add(EngineEvent.OfTrade(default, Time(row[0]), Time(row[0]), new MarketTrade(P(row[1]), Q(row[2]), row[3] == "true" ? Side.Sell : Side.Buy)));
        // A stable sort: inside one instant and kind the recorded order stays.
        return [.. events.OrderBy(e => e.Time.UnixNanos).ThenBy(e => e.Kind).GroupBy(e => e.Time).Select(g => g.ToList())];
    }

    private static EngineEvent Level(long milliseconds, string side, string price, string quantity, bool isSnapshot, bool isLast)
    {
        var time = Timestamp.FromUnixMilliseconds(milliseconds);
        return EngineEvent.OfBookLevel(default, time, time, new BookLevelChange(side == "b" ? Side.Buy : Side.Sell, P(price), Q(quantity), isSnapshot, isLast));
    }

    private static IEnumerable<string[]> Rows(string capture, string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(capture, file)), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }

    private static long Int(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static Timestamp Time(string milliseconds) => Timestamp.FromUnixMilliseconds(Int(milliseconds));

    private static Price P(string text) => Price.FromDecimal(decimal.Parse(text, CultureInfo.InvariantCulture));

    private static Quantity Q(string text) => Quantity.FromDecimal(decimal.Parse(text, CultureInfo.InvariantCulture));
}
