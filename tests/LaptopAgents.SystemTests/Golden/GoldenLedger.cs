using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.SystemTests.Golden;

/// <summary>
/// The trades and hashes of a run as a checked-in text file. Its lines say what changed; its hashes say that nothing else did.
/// With <c>UPDATE_GOLDEN=1</c> in the environment the file is written anew instead of compared.
/// </summary>
internal static class GoldenLedger
{
    private const string Header = "trade_id,symbol,side,qty,entry_time,entry_price,exit_time,exit_price,fees,funding,net_pnl,exit";
    private const string SealedHeader = "trade_id,side,entry_time,exit_time,exit,hash";

    private static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    /// <param name="withPrices">False for recorded data, whose prices are not ours to hand on: a hash stands for each line.</param>
    public static void Check(string name, RunResult result, bool withPrices, [CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, "ledgers", name + ".csv");
        var full = Lines(result);
        var actual = withPrices ? full : [.. full.Select(Seal)];
        if (IsUpdating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, string.Join('\n', actual) + "\n");
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing. Write it with UPDATE_GOLDEN=1 and look at it before it is kept.");
        Compare(name, File.ReadAllLines(path), actual, full);
    }

    private static void Compare(string name, string[] expected, List<string> actual, List<string> full)
    {
        for (var i = 0; i < Math.Max(expected.Length, actual.Count); i++)
        {
            var was = i < expected.Length ? expected[i] : "(nothing)";
            var now = i < actual.Count ? actual[i] : "(nothing)";
            if (was == now) continue;
            Assert.Fail($"""
                {name}: line {i + 1} of {Math.Max(expected.Length, actual.Count)} is the first that differs.
                  columns: {Header}
                  was:     {was}
                  now:     {now}
                  in full: {(i < full.Count ? full[i] : "(nothing)")}
                If the change is meant, run these tests with UPDATE_GOLDEN=1 and say in the commit why results changed.
                """);
        }
    }

    // The trades come first: when something changes, the first differing trade tells more than a hash.
    private static List<string> Lines(RunResult result)
    {
        var lines = new List<string> { Header };
        foreach (var trade in result.Trades) lines.Add(Line(result, in trade));
        lines.Add(Invariant($"# bars {result.Bars}, orders {result.Orders.Count}, fills {result.Fills.Count}, trades {result.Trades.Count}, funding {result.Funding.Count}"));
        lines.Add(Invariant($"# start {result.StartEquity}, end {result.EndEquity}"));
        lines.Add(Invariant($"# state {result.StateHash:x16}"));
        lines.Add($"# result {ResultHash.Of(result)}");
        return lines;
    }

    private static string Line(RunResult result, in TradeRecord trade)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{trade.TradeId},{result.Instruments[trade.Instrument.Index].Symbol},{(trade.Side == Side.Buy ? "long" : "short")},");
        line.Append(CultureInfo.InvariantCulture, $"{trade.Quantity},{trade.EntryTime},{trade.EntryPrice},{trade.ExitTime},{trade.ExitPrice},");
        line.Append(CultureInfo.InvariantCulture, $"{trade.Fees},{trade.Funding},{trade.NetPnl},{trade.ExitPurpose}");
        return line.ToString();
    }

    private static string Seal(string line)
    {
        if (line == Header) return SealedHeader;
        if (line.StartsWith('#')) return line;
        var cells = line.Split(',');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..16];
        return $"{cells[0]},{cells[2]},{cells[4]},{cells[6]},{cells[^1]},{hash}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
