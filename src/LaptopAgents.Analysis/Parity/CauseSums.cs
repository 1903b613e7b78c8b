using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>An amount for each cause.</summary>
public sealed class CauseSums
{
    private readonly Money[] _amounts = new Money[ParityCauses.All.Count];

    public Money this[ParityCause cause] => _amounts[(int)cause];

    public Money Total
    {
        get
        {
            var total = Money.Zero;
            foreach (var amount in _amounts) total += amount;
            return total;
        }
    }

    internal void Add(ParityCause cause, Money amount) => _amounts[(int)cause] += amount;

    internal void Add(CauseSums other)
    {
        for (var i = 0; i < _amounts.Length; i++) _amounts[i] += other._amounts[i];
    }
}
