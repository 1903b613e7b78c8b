using System.Security.Cryptography;
using System.Text;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>Where the funding rates of a run come from: the file that somebody chose, else the data's own.</summary>
internal static class FundingChoice
{
    private const string SourceKey = "broker.funding.source";

    /// <summary>A file that somebody chose must be there; the one that the shipped profile names may be missing.</summary>
    /// <exception cref="DataException">It is not there.</exception>
    public static void RequireSource(ResolvedConfig resolved, string symbol)
    {
        var funding = resolved.Config.Broker.Funding;
        if (!funding.Enabled || !IsChosen(resolved) || funding.SourceFor(symbol) is not { } source) return;
        var path = resolved.PathOf(source);
        if (!File.Exists(path))
            throw new DataException(
                $"{SourceKey} ({resolved.OriginOf(SourceKey).Place}) is {path}, and there is no such file.",
                "Correct the path, or set it to null to use the rates of the data catalog.");
    }

    public static MarketDataSet Apply(ResolvedConfig resolved, MarketDataSet set)
    {
        var funding = resolved.Config.Broker.Funding;
        if (!funding.Enabled) return set with { Funding = FundingSeries.Empty };
        if (funding.SourceFor(set.Instrument.Symbol) is not { } source) return set;
        var path = resolved.PathOf(source);
        var isChosen = IsChosen(resolved);
        // The shipped profile's file is that of the default catalog; data from elsewhere bring their own.
        if (!isChosen && (set.IsSynthetic || set.Funding.Count > 0 || !File.Exists(path))) return set;
        var rates = FundingSeries.Load(path).Between(set.From, set.To);
        return set with
        {
            Funding = rates,
            Quality = DataQuality.Assess(set.Bars, set.Interval, rates),
            Sha256 = Bound(set.Sha256, File.ReadAllBytes(path)),
        };
    }

    // Rates from elsewhere are data of the run like the bars: a manifest must tell two files apart.
    private static string Bound(string data, byte[] rates) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{data}\n{Convert.ToHexStringLower(SHA256.HashData(rates))}\n")));

    /// <summary>Whether somebody named a file, other than the one that the shipped profile names.</summary>
    public static bool IsChosen(ResolvedConfig resolved) => resolved.OriginOf(SourceKey).Kind switch
    {
        ConfigOriginKind.Default => false,
        ConfigOriginKind.File => resolved.Config.Broker.Funding.Source != FundingConfig.ShippedSource,
        _ => resolved.Config.Broker.Funding.Source is not null,
    };
}
