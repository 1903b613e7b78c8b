using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Cash, positions and marks. Cash changes only by realised results, fees and funding, and after every change
/// <c>cash = start + realised − fees + funding</c> and <c>equity = cash + open results</c> are checked to the last unit.
/// </summary>
internal sealed class Account
{
    private readonly Holding[] _holdings;

    public Account(Money startEquity, int instruments)
    {
        _holdings = new Holding[instruments];
        for (var i = 0; i < instruments; i++) _holdings[i] = new Holding();
        Start = Cash = Equity = startEquity;
    }

    public Money Start { get; }

    public Money Cash { get; private set; }

    public Money Realised { get; private set; }

    /// <summary>Paid; rebates make it smaller.</summary>
    public Money Fees { get; private set; }

    /// <summary>Received; payments make it smaller.</summary>
    public Money Funding { get; private set; }

    /// <summary>Cash plus the open results at the marks; kept up to date, because every event asks for it.</summary>
    public Money Equity { get; private set; }

    public Holding Holding(int instrument) => _holdings[instrument];

    public Position Position(int instrument) => _holdings[instrument].Position;

    public Price MarkOf(int instrument) => _holdings[instrument].Mark;

    /// <summary>Notional of a position at its mark, signed.</summary>
    public Money Exposure(int instrument) => _holdings[instrument].Mark * _holdings[instrument].Position.Quantity;

    public void Mark(Holding holding, Price price)
    {
        holding.Mark = price;
        if (!holding.Position.IsFlat) SetUnrealised(holding, holding.UnrealisedAt(price));
    }

    /// <summary>Books a fill and returns what it realised.</summary>
    public Money ApplyFill(Holding holding, Quantity signed, Price price, Money fee)
    {
        holding.Change(holding.Position.After(signed, price, out var realised));
        Realised += realised;
        Fees += fee;
        Receive(realised - fee);
        if (holding.Mark.IsZero) holding.Mark = price;
        SetUnrealised(holding, holding.Position.IsFlat ? default : holding.UnrealisedAt(holding.Mark));
        Reconcile();
        return realised;
    }

    public void ApplyFunding(Money amount)
    {
        Funding += amount;
        Receive(amount);
        Reconcile();
    }

    private void Receive(Money amount)
    {
        Cash += amount;
        Equity += amount;
    }

    private void SetUnrealised(Holding holding, Money unrealised)
    {
        Equity += unrealised - holding.Unrealised;
        holding.Unrealised = unrealised;
    }

    private void Reconcile()
    {
        Invariant.That(Cash == Start + Realised - Fees + Funding);
        var equity = Cash;
        foreach (var holding in _holdings) equity += holding.Unrealised;
        Invariant.That(Equity == equity);
    }
}
