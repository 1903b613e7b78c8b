using CsCheck;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Analysis.Parity;

public sealed class ParityAttributionTests
{
    [Fact]
    public void The_causes_of_any_two_runs_add_up_to_the_difference_to_the_last_unit() =>
        Gen.Select(RandomRuns.Any, RandomRuns.Any).Sample((left, right) =>
        {
            var (session, backtest) = (RandomRuns.Run(left), RandomRuns.Run(right));
            var report = ParityAttribution.Compare(session, backtest);
            return report.Sums.Total == report.Difference && report.Difference == session.Result.EndEquity - backtest.Result.EndEquity;
        });

    [Fact]
    public void Costs_and_funding_stand_under_their_own_names() =>
        Gen.Select(RandomRuns.Any, RandomRuns.Any).Sample((left, right) =>
        {
            var (session, backtest) = (RandomRuns.Run(left), RandomRuns.Run(right));
            var report = ParityAttribution.Compare(session, backtest);
            return Own(report, ParityCause.Fees) == Less(session, backtest, fill => fill.Fee)
                && Own(report, ParityCause.Spread) == Less(session, backtest, fill => fill.SpreadCost)
                && Own(report, ParityCause.Slippage) == Less(session, backtest, fill => fill.SlippageCost)
                && Own(report, ParityCause.Funding) == Settled(session) - Settled(backtest);
        });

    [Fact]
    public void Rounding_stays_within_a_few_units_a_fill() =>
        Gen.Select(RandomRuns.Any, RandomRuns.Any).Sample((left, right) =>
        {
            var (session, backtest) = (RandomRuns.Run(left), RandomRuns.Run(right));
            var report = ParityAttribution.Compare(session, backtest);
            var fills = session.Result.Fills.Count + backtest.Result.Fills.Count + session.Result.Funding.Count + backtest.Result.Funding.Count;
            return Math.Abs(report.Sums[ParityCause.Rounding].Raw) <= 8 * (fills + 1);
        });

    [Fact]
    public void A_run_beside_itself_differs_in_nothing() =>
        RandomRuns.Any.Sample(side =>
        {
            var report = ParityAttribution.Compare(RandomRuns.Run(side), RandomRuns.Run(side with { Session = 9 }));
            return report.IsSame && report.OnlySession == 0 && report.OnlyBacktest == 0 && report.Sums.Total.IsZero;
        });

    [Fact]
    public void Turned_round_every_cause_changes_its_sign_where_it_is_a_cost() =>
        Gen.Select(RandomRuns.Any, RandomRuns.Any).Sample((left, right) =>
        {
            var there = ParityAttribution.Compare(RandomRuns.Run(left), RandomRuns.Run(right));
            var back = ParityAttribution.Compare(RandomRuns.Run(right), RandomRuns.Run(left));
            return there.Difference == -back.Difference
                && new[] { ParityCause.Fees, ParityCause.Spread, ParityCause.Slippage, ParityCause.Funding }.All(cause => Own(there, cause) == -Own(back, cause));
        });

    [Theory]
    [InlineData("latency", ParityCause.Latency)]
    [InlineData("partials", ParityCause.Partials)]
    [InlineData("late data", ParityCause.MissingData)]
    [InlineData("revised", ParityCause.FeedRevision)]
    [InlineData("missing", ParityCause.MissingData)]
    [InlineData("nothing", ParityCause.Unexplained)]
    public void A_difference_of_one_kind_has_that_cause(string kind, ParityCause cause)
    {
        var (session, backtest) = (new HandRun(), new HandRun());
        session.Order(0, Side.Buy, 100, 1m).Fill(kind == "latency" ? 2 : 1, kind is "latency" or "revised" or "missing" or "nothing" ? 101m : 100m, kind == "partials" ? 0.4m : kind == "late data" ? 0m : 1m);
        backtest.Order(0, Side.Buy, 100, 1m).Fill(1, 100m, 1m);
        if (kind == "late data") session.Deny(OrderReason.BackfilledBar);
        if (kind == "revised") session.Bars[0] = 101;
        if (kind == "missing") session.Bars.RemoveAt(0);
        var report = ParityAttribution.Compare(session.Run(105), backtest.Run(105));
        Assert.Equal(report.Difference, report.Sums[cause]);
        Assert.False(report.Difference.IsZero);
        Assert.Equal(1, report.Matched);
        Assert.Same(report.Lines[0], report.First);
    }

    [Fact]
    public void What_follows_from_a_difference_stands_under_its_cause()
    {
        var (session, backtest) = (new HandRun(), new HandRun());
        session.Order(0, Side.Buy, 100, 1m).Fill(2, 101m, 1m);
        backtest.Order(0, Side.Buy, 100, 1m).Fill(1, 100m, 1m);
        // The later fill made another size, and a trade that the backtest has not.
        session.Order(10, Side.Sell, 100, 1.5m).Fill(11, 104m, 1.5m);
        backtest.Order(10, Side.Sell, 100, 1m).Fill(11, 104m, 1m);
        session.Order(20, Side.Buy, 100, 0.5m).Fill(21, 102m, 0.5m);
        var report = ParityAttribution.Compare(session.Run(103), backtest.Run(103));
        Assert.Equal([false, true, true], report.Lines.Select(line => line.IsKnockOn));
        Assert.Equal(report.Difference, report.Sums[ParityCause.Latency]);
        Assert.Equal((2, 1, 0), (report.Matched, report.OnlySession, report.OnlyBacktest));
        // One paid a unit more, and half a unit was sold at 104 and bought back at 102.
        Assert.Equal(Money.FromDecimal(-1m + 1m), report.Difference);
        Assert.Equal([-1m, 0.5m, 0.5m], report.Lines.Select(line => line.Amounts.Total.ToDecimal()));
    }

    [Fact]
    public void A_decision_refused_because_its_bar_came_late_stands_beside_the_one_made_in_time()
    {
        var (session, backtest) = (new HandRun(), new HandRun());
        backtest.Order(3, Side.Buy, 100, 1m).Fill(4, 100m, 1m);
        session.Order(12, Side.Buy, 100, 1m).Deny(OrderReason.BackfilledBar);
        // Another position is settled on another amount, and is no cause of anything.
        backtest.Settle(20, Money.FromDecimal(-0.5m));
        backtest.Order(30, Side.Sell, 100, 1m).Fill(31, 103m, 1m);
        var report = ParityAttribution.Compare(session.Run(104), backtest.Run(104));
        Assert.Equal((1, 0, 1), (report.Matched, report.OnlySession, report.OnlyBacktest));
        Assert.Equal(Money.FromDecimal(-3m), report.Sums[ParityCause.MissingData]);
        Assert.Equal(Money.FromDecimal(0.5m), report.Sums[ParityCause.Funding]);
        Assert.Equal(Money.FromDecimal(-2.5m), report.Difference);
    }

    // Without what only followed from a difference before.
    private static Money Own(ParityReport report, ParityCause cause) => report.Sums[cause] - report.Followed[cause];

    private static Money Less(ParityRun session, ParityRun backtest, Func<FillRecord, Money> cost) => Sum(backtest, cost) - Sum(session, cost);

    private static Money Sum(ParityRun run, Func<FillRecord, Money> cost) => run.Result.Fills.Aggregate(Money.Zero, (sum, fill) => sum + cost(fill));

    private static Money Settled(ParityRun run) => run.Result.Funding.Aggregate(Money.Zero, (sum, settled) => sum + settled.Payment.Amount);
}
