using System.Runtime.InteropServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// Exact sums over fills and settlements. A fill's price already holds its spread and slippage, so the gross result does too;
/// <see cref="BeforeCosts"/> is what the same fills would have earned at their reference prices, free of fees and funding.
/// </summary>
public readonly record struct CostLedger
{
    /// <summary>Result of all closed quantity at fill prices.</summary>
    public Money Gross { get; private init; }

    /// <summary>Positive when paid.</summary>
    public Money Fees { get; private init; }

    public Money SpreadCost { get; private init; }

    public Money SlippageCost { get; private init; }

    /// <summary>Received minus paid.</summary>
    public Money Funding { get; private init; }

    /// <summary>Zero or positive.</summary>
    public Money FundingReceived { get; private init; }

    /// <summary>Zero or negative.</summary>
    public Money FundingPaid { get; private init; }

    /// <summary>Sum of price × quantity over all fills.</summary>
    public Money Turnover { get; private init; }

    public Money Net => Gross - Fees + Funding;

    public Money BeforeCosts => Gross + SpreadCost + SlippageCost;

    /// <summary>Fees, spread and slippage: what trading cost, without the carry.</summary>
    public Money TradingCosts => Fees + SpreadCost + SlippageCost;

    /// <summary>
    /// How many times larger fees, spread and slippage could be before the run ends at zero; NaN without trading costs.
    /// Under 1 the run lost money as it is; negative means that it would lose without any trading cost.
    /// </summary>
    public double BreakEvenMultiple => TradingCosts.IsZero ? double.NaN : (BeforeCosts + Funding).ToDouble() / TradingCosts.ToDouble();

    public static CostLedger From(RunResult result)
    {
        var (gross, fees, spread, slippage, turnover) = (Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero);
        foreach (ref readonly var fill in CollectionsMarshal.AsSpan(result.Fills))
        {
            gross += fill.RealisedPnl;
            fees += fill.Fee;
            spread += fill.SpreadCost;
            slippage += fill.SlippageCost;
            turnover += fill.Price * fill.Quantity;
        }

        var (received, paid) = (Money.Zero, Money.Zero);
        foreach (ref readonly var settlement in CollectionsMarshal.AsSpan(result.Funding))
        {
            var amount = settlement.Payment.Amount;
            if (amount.IsPositive) received += amount;
            else paid += amount;
        }

        return new CostLedger
        {
            Gross = gross, Fees = fees, SpreadCost = spread, SlippageCost = slippage, Turnover = turnover,
            FundingReceived = received, FundingPaid = paid, Funding = received + paid,
        };
    }
}
