using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Cash, positions and marks. Cash changes only by realised results, fees and funding, and after every change
/// <c>cash = start + realised − fees + funding</c> is checked to the last unit.
/// </summary>
internal sealed class Account(Money startEquity, int instruments)
{
    private readonly Position[] _positions = new Position[instruments];
    private readonly Price[] _marks = new Price[instruments];
    private readonly Money[] _unrealised = new Money[instruments];
    private Money _unrealisedTotal;

    public Money Start { get; } = startEquity;

    public Money Cash { get; private set; } = startEquity;

    public Money Realised { get; private set; }

    /// <summary>Paid; rebates make it smaller.</summary>
    public Money Fees { get; private set; }

    /// <summary>Received; payments make it smaller.</summary>
    public Money Funding { get; private set; }

    public Money Equity => Cash + _unrealisedTotal;

    public int OpenPositions { get; private set; }

    public ref readonly Position Position(int instrument) => ref _positions[instrument];

    public Price MarkOf(int instrument) => _marks[instrument];

    /// <summary>Notional of a position at its mark, signed.</summary>
    public Money Exposure(int instrument) => _marks[instrument] * _positions[instrument].Quantity;

    public void Mark(int instrument, Price price)
    {
        _marks[instrument] = price;
        ref readonly var position = ref _positions[instrument];
        if (position.Quantity.Raw == 0) return;
        SetUnrealised(instrument, position.UnrealisedAt(price));
    }

    /// <summary>Books a fill and returns what it realised.</summary>
    public Money ApplyFill(int instrument, Quantity signed, Price price, Money fee)
    {
        ref var position = ref _positions[instrument];
        var wasFlat = position.IsFlat;
        position = position.After(signed, price, out var realised);
        OpenPositions += (wasFlat ? 1 : 0) - (position.IsFlat ? 1 : 0);
        Realised += realised;
        Fees += fee;
        Cash += realised - fee;
        if (_marks[instrument].IsZero) _marks[instrument] = price;
        SetUnrealised(instrument, position.IsFlat ? default : position.UnrealisedAt(_marks[instrument]));
        Reconcile();
        return realised;
    }

    public void ApplyFunding(Money amount)
    {
        Funding += amount;
        Cash += amount;
        Reconcile();
    }

    private void SetUnrealised(int instrument, Money unrealised)
    {
        _unrealisedTotal += unrealised - _unrealised[instrument];
        _unrealised[instrument] = unrealised;
    }

    private void Reconcile() => Invariant.That(Cash == Start + Realised - Fees + Funding);
}
