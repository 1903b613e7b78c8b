namespace LaptopAgents.Storage;

/// <summary>Gives settlements the mark price that they were reckoned at, from bars of the mark price.</summary>
internal static class FundingMarks
{
    /// <summary>
    /// The mark price of a settlement is the open of the mark bar that begins with it, or else the close of the one that ends with it.
    /// </summary>
    /// <returns>The settlements, and how many of them now have a mark price that they did not have.</returns>
    public static (FundingSeries Funding, int Found) Apply(FundingSeries funding, BarSeries marks, BarInterval interval)
    {
        var prices = funding.MarkPrices.ToArray();
        var found = 0;
        for (var i = 0; i < funding.Count; i++)
        {
            var next = marks.FirstAtOrAfter(funding.Time(i));
            long? price = next < marks.Count && marks.OpenTimes[next] == funding.Times[i] ? marks.Opens[next]
                : next > 0 && marks.OpenTimes[next - 1] + interval.Nanos == funding.Times[i] ? marks.Closes[next - 1]
                : null;
            if (price is null || price == prices[i]) continue;
            prices[i] = price.Value;
            found++;
        }

        return (new(funding.Times.ToArray(), funding.Rates.ToArray(), prices), found);
    }
}
