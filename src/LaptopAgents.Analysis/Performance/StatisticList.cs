using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>Collects statistics; whatever is not a finite number becomes "does not exist" here, in one place.</summary>
internal sealed class StatisticList(int trades, int days, int months, int orders)
{
    private readonly List<Statistic> _items = new(176);

    public IReadOnlyList<Statistic> Items => _items;

    public StatisticGroup Group { get; set; }

    /// <summary>A number; <paramref name="needed"/> of the group's sample make it meaningful.</summary>
    public void Add(string key, string label, double? value, StatisticUnit unit, string formula, SampleKind sample = SampleKind.Fact, int needed = 0)
    {
        var finite = value is { } number && double.IsFinite(number) ? value : null;
        _items.Add(new Statistic(Group, key, label, finite, null, unit, formula, sample, needed, SizeOf(sample)));
    }

    /// <summary>An exact amount.</summary>
    public void Add(string key, string label, Money value, string formula) =>
        _items.Add(new Statistic(
            Group, key, label, value.ToDouble(), value.ToDecimal(), StatisticUnit.Amount, formula, SampleKind.Fact, 0, 0));

    /// <summary>A count.</summary>
    public void Add(string key, string label, long count, string formula) =>
        Add(key, label, (double)count, StatisticUnit.Count, formula);

    private int SizeOf(SampleKind sample) => sample switch
    {
        SampleKind.Trades => trades,
        SampleKind.Days => days,
        SampleKind.Months => months,
        SampleKind.Orders => orders,
        _ => 0,
    };
}
