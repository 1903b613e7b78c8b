using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>The settlements of both sides, those of one instant beside each other.</summary>
internal static class FundingLines
{
    public static IReadOnlyList<ParityLine> Of(RunResult session, RunResult backtest)
    {
        var amounts = new SortedDictionary<(long Time, int Instrument), (Money Session, Money Backtest)>();
        foreach (var settled in session.Funding)
        {
            var key = (settled.Time.UnixNanos, settled.Instrument.Index);
            var (ours, theirs) = amounts.GetValueOrDefault(key);
            amounts[key] = (ours + settled.Payment.Amount, theirs);
        }

        foreach (var settled in backtest.Funding)
        {
            var key = (settled.Time.UnixNanos, settled.Instrument.Index);
            var (ours, theirs) = amounts.GetValueOrDefault(key);
            amounts[key] = (ours, theirs + settled.Payment.Amount);
        }

        return
        [
            .. amounts.Where(entry => entry.Value.Session != entry.Value.Backtest).Select(entry => ParityAttribution.Line(
                "funding", new Timestamp(entry.Key.Time), new InstrumentId(entry.Key.Instrument), ParityCause.Funding, entry.Value.Session - entry.Value.Backtest)),
        ];
    }
}
