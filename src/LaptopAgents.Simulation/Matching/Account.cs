using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>Cash and positions. Cash = start + realised − fees + funding, exactly: every change is one of these.</summary>
internal sealed class Account(Market[] markets, Money startCash)
{
    public readonly Market[] Markets = markets;

    public Money Cash = startCash;

    /// <summary>Cash and open results at the current prices.</summary>
    public Money Equity
    {
        get
        {
            var equity = Cash;
            foreach (var market in Markets)
                if (!market.Position.IsFlat) equity += market.Position.UnrealisedAt(new Price(market.Price));
            return equity;
        }
    }
}
