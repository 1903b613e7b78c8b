using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>A run was given less than it asked for.</summary>
/// <param name="AskedFrom">First instant asked for.</param>
/// <param name="AskedTo">End of what was asked for, exclusive.</param>
/// <param name="MissingBars">Bars that would fit between what was asked for and the ends of what there is.</param>
public readonly record struct DataShortfall(Timestamp AskedFrom, Timestamp AskedTo, long MissingBars)
{
    /// <summary>In words, for a set that is short by this.</summary>
    public string Describe(MarketDataSet set) => string.Create(
        CultureInfo.InvariantCulture,
        $"asked for {AskedFrom} to {AskedTo} and got {set.From} to {set.To}: {MissingBars:N0} bars at the ends are not there");
}
