using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// The one gate that every entry passes. The first rule that refuses wins; the order rate is asked last, because asking counts.
/// </summary>
internal sealed class RiskGate(RiskOptions options, int instruments)
{
    private readonly FundingGateRule _funding = new(options.Funding);
    private readonly IRiskRule[] _rules =
    [
        new TradingStateRule(),
        new DataAgeRule(options),
        new CooldownRule(),
        new PositionDirectionRule(options),
        new FundingGateRule(options.Funding),
        new BracketSideRule(options),
        new RewardToRiskRule(options),
        new InstrumentRule(),
        new PositionSizeRule(options),
        new ExposureRule(options, instruments),
        new OrderRateRule(options),
    ];

    /// <summary>Why the entry is refused, or <see cref="OrderReason.None"/>.</summary>
    public OrderReason Check(EntryCandidate entry)
    {
        foreach (var rule in _rules)
            if (rule.Check(entry) is var reason and not OrderReason.None) return reason;
        return OrderReason.None;
    }

    /// <summary>
    /// Why a change of a working entry is refused. It is a new entry as far as size and exposure go; the rules about when to begin
    /// have had their say when the order was sent.
    /// </summary>
    public OrderReason CheckChange(EntryCandidate entry)
    {
        foreach (var rule in _rules)
        {
            if (rule is not (TradingStateRule or InstrumentRule or PositionSizeRule or ExposureRule)) continue;
            if (rule.Check(entry) is var reason and not OrderReason.None) return reason;
        }

        return OrderReason.None;
    }

    public bool IsHalvedByFunding(Rate? rate, Side side) => _funding.IsHalved(rate, side);
}
