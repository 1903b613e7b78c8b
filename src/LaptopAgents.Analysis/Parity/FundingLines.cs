using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>The settlements of both sides, those of one instant beside each other.</summary>
internal static class FundingLines
{
    public static IReadOnlyList<ParityLine> Of(RunResult session, RunResult backtest)
    {
        var settled = new SortedDictionary<(long Time, int Instrument), (Settled Session, Settled Backtest)>();
        foreach (var (key, here) in session.Funding.Select(Key))
        {
            var (ours, theirs) = settled.GetValueOrDefault(key);
            settled[key] = (ours.And(here), theirs);
        }

        foreach (var (key, here) in backtest.Funding.Select(Key))
        {
            var (ours, theirs) = settled.GetValueOrDefault(key);
            settled[key] = (ours, theirs.And(here));
        }

        return [.. settled.Where(entry => entry.Value.Session.Amount != entry.Value.Backtest.Amount).Select(entry => Line(entry.Key, entry.Value.Session, entry.Value.Backtest))];
    }

    private static ParityLine Line((long Time, int Instrument) key, Settled session, Settled backtest) =>
        ParityAttribution.Line("funding", new Timestamp(key.Time), new InstrumentId(key.Instrument), ParityCause.Funding, session.Amount - backtest.Amount)
            with
        { IsRoot = session.Position == backtest.Position };

    private static ((long, int) Key, FundingPayment Payment) Key(FundingRecord record) => ((record.Time.UnixNanos, record.Instrument.Index), record.Payment);

    private readonly record struct Settled(Money Amount, Quantity Position)
    {
        public Settled And(FundingPayment payment) => new(Amount + payment.Amount, payment.Position);
    }
}
