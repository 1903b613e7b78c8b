using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// Compares a session with a backtest of it and gives every unit of the difference a cause. Every fill is valued at one common mark of
/// its instrument, <c>side × (mark × quantity − price × quantity) − fee</c>: over all fills, with the settlements, that is the result of a
/// run, whichever mark is taken, and so what the orders differ by adds up to what the runs differ by.
/// </summary>
public static class ParityAttribution
{
    // Units of 10⁻⁸ that a fill or a settlement may lose to rounding: its own notional, the reference's, and both at the mark.
    private const int UnitsEach = 4;

    /// <summary>Compares the two; the instruments must be the same and in the same order.</summary>
    public static ParityReport Compare(ParityRun session, ParityRun backtest)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(backtest);
        var (left, right) = (session.Result, backtest.Result);
        if (left.Instruments.Count != right.Instruments.Count) throw new ArgumentException("The two sides trade other instruments.", nameof(backtest));
        var marks = new Price[left.Instruments.Count];
        for (var i = 0; i < marks.Length; i++) marks[i] = session.EndMarks[i].IsZero ? backtest.EndMarks[i] : session.EndMarks[i];

        var bars = new BarComparison(session, backtest);
        var roots = new RootCauses(bars.All);
        var pairs = OrderPairing.Of(OrderSide.Of(left), OrderSide.Of(right), left.Interval);
        var funding = FundingLines.Of(left, right);
        List<ParityLine> lines = [];
        var orders = pairs.Select(pair => (Time: OrderComparison.TimeOf(pair.Session, pair.Backtest), pair.Session, pair.Backtest))
            .OrderBy(pair => pair.Time).ThenBy(pair => (pair.Session ?? pair.Backtest)!.Id.Sequence);
        var next = 0;
        foreach (var (time, ours, theirs) in orders)
        {
            for (; next < funding.Count && funding[next].Time <= time; next++) Take(funding[next]);
            var instrument = (ours ?? theirs)!.Instrument;
            Take(OrderComparison.Compare(ours, theirs, marks[instrument.Index], bars, roots));
        }

        for (; next < funding.Count; next++) Take(funding[next]);
        lines.AddRange(EndLines(session, backtest, marks, bars));
        return Sum(left, right, lines, bars);

        void Take(ParityLine line)
        {
            lines.Add(line);
            roots.Take(line);
        }
    }

    // The backtest's open positions at its own marks, where they are other than the common ones; and the money that each began with.
    private static IEnumerable<ParityLine> EndLines(ParityRun session, ParityRun backtest, Price[] marks, BarComparison bars)
    {
        var (left, right) = (session.Result, backtest.Result);
        if (left.StartEquity != right.StartEquity)
            yield return Line("start", left.From, default, ParityCause.Unexplained, left.StartEquity - right.StartEquity);
        for (var i = 0; i < marks.Length; i++)
        {
            var instrument = left.Instruments[i].Id;
            var position = Quantity.Zero;
            foreach (var fill in right.Fills)
                if (fill.Instrument == instrument) position += fill.Side.Signed(fill.Quantity);
            var amount = marks[i] * position - backtest.EndMarks[i] * position;
            if (amount.IsZero) continue;
            // Bars that agree to the end leave only what a session hears between them: marks and trades, which bars have not.
            var cause = bars.During(instrument, left.To, left.To) ?? ParityCause.MissingData;
            yield return Line("valuation", left.To, instrument, cause, amount);
        }
    }

    private static ParityReport Sum(RunResult left, RunResult right, List<ParityLine> lines, BarComparison bars)
    {
        var (sums, followed) = (new CauseSums(), new CauseSums());
        foreach (var line in lines)
        {
            sums.Add(line.Amounts);
            followed.Add(line.Followed);
        }

        var rest = left.EndEquity - right.EndEquity - sums.Total;
        var facts = left.Fills.Count + right.Fills.Count + left.Funding.Count + right.Funding.Count + 1;
        sums.Add(Math.Abs(rest.Raw) <= UnitsEach * (long)facts ? ParityCause.Rounding : ParityCause.Unexplained, rest);
        return new ParityReport
        {
            Lines = lines, Sums = sums, Followed = followed, SessionEnd = left.EndEquity, BacktestEnd = right.EndEquity, RevisedBars = bars.Revised, MissingBars = bars.Missing,
        };
    }

    internal static ParityLine Line(string what, Timestamp time, InstrumentId instrument, ParityCause cause, Money amount)
    {
        var amounts = new CauseSums();
        amounts.Add(cause, amount);
        return new ParityLine { Time = time, Instrument = instrument, What = what, Amounts = amounts };
    }
}
