using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Cash, positions and marks. Cash changes only by realised results, fees and funding, and after every change
/// <c>cash = start + realised − fees + funding</c> is checked to the last unit.
/// </summary>
internal sealed class Account(Money startEquity, int instruments)
{
    private readonly Holding[] _holdings = new Holding[instruments];
    private Money _unrealisedTotal;

    public Money Start { get; } = startEquity;

    public Money Cash { get; private set; } = startEquity;

    public Money Realised { get; private set; }

    /// <summary>Paid; rebates make it smaller.</summary>
    public Money Fees { get; private set; }

    /// <summary>Received; payments make it smaller.</summary>
    public Money Funding { get; private set; }

    public Money Equity => Cash + _unrealisedTotal;

    public ref readonly Position Position(int instrument) => ref _holdings[instrument].Position;

    public Price MarkOf(int instrument) => _holdings[instrument].Mark;

    /// <summary>Notional of a position at its mark, signed.</summary>
    public Money Exposure(int instrument) => _holdings[instrument].Mark * _holdings[instrument].Position.Quantity;

    public void Mark(int instrument, Price price)
    {
        ref var holding = ref _holdings[instrument];
        holding.Mark = price;
        if (!holding.Position.IsFlat) SetUnrealised(ref holding, holding.Position.UnrealisedAt(price));
    }

    /// <summary>Books a fill and returns what it realised.</summary>
    public Money ApplyFill(int instrument, Quantity signed, Price price, Money fee)
    {
        ref var holding = ref _holdings[instrument];
        holding.Position = holding.Position.After(signed, price, out var realised);
        Realised += realised;
        Fees += fee;
        Cash += realised - fee;
        if (holding.Mark.IsZero) holding.Mark = price;
        SetUnrealised(ref holding, holding.Position.IsFlat ? default : holding.Position.UnrealisedAt(holding.Mark));
        Reconcile();
        return realised;
    }

    public void ApplyFunding(Money amount)
    {
        Funding += amount;
        Cash += amount;
        Reconcile();
    }

    private void SetUnrealised(ref Holding holding, Money unrealised)
    {
        _unrealisedTotal += unrealised - holding.Unrealised;
        holding.Unrealised = unrealised;
    }

    private void Reconcile() => Invariant.That(Cash == Start + Realised - Fees + Funding);

    private struct Holding
    {
        public Position Position;
        public Price Mark;
        public Money Unrealised;
    }
}
