using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <remarks>What an exchange's customer may change of an account between two orders.</remarks>
public sealed partial class SimulatedVenue
{
    /// <summary>Margin set aside for an isolated position; zero in cross margin.</summary>
    public Money IsolatedMargin(InstrumentId instrument) => new(_markets[instrument.Index].IsolatedMargin);

    /// <summary>The mark price at which the position is liquidated now; zero when there is none.</summary>
    public Price LiquidationPrice(InstrumentId instrument)
    {
        var market = _markets[instrument.Index];
        if (market.Position.IsFlat || market.Info.MarginTiers.Count == 0) return Price.Zero;
        market.IsLiquidationKnown = false;
        _matcher.RefreshLiquidation(market);
        var price = market.Position.IsLong ? market.LiquidationLow : market.LiquidationHigh;
        return price is long.MinValue or long.MaxValue ? Price.Zero : new Price(price);
    }

    /// <summary>Sets the leverage of orders to come. An isolated position keeps the margin that it has until it grows.</summary>
    public void SetLeverage(InstrumentId instrument, int leverage)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leverage, 1);
        _markets[instrument.Index].Leverage = leverage;
    }

    /// <summary>Sets what stands for positions in this instrument.</summary>
    /// <exception cref="InvariantViolation">A position is open: its margin would have no owner.</exception>
    public void SetMarginMode(InstrumentId instrument, MarginMode mode)
    {
        var market = _markets[instrument.Index];
        Invariant.That(market.Position.IsFlat);
        market.IsIsolated = mode == MarginMode.Isolated;
        market.IsolatedMargin = 0;
    }

    /// <summary>Moves money between the account and an isolated position; a negative amount takes margin away.</summary>
    public void AddIsolatedMargin(InstrumentId instrument, Money amount)
    {
        var market = _markets[instrument.Index];
        Invariant.That(market.IsIsolated && !market.Position.IsFlat && market.IsolatedMargin + amount.Raw > 0);
        market.IsolatedMargin += amount.Raw;
        market.IsLiquidationKnown = false;
    }

    /// <summary>Pays money in (negative: out).</summary>
    public void Deposit(Money amount)
    {
        _account.Cash += amount;
        _matcher.ForgetLiquidation();
    }
}
