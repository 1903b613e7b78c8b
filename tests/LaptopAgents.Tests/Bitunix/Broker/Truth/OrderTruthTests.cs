using CsCheck;
using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using Microsoft.Extensions.Time.Testing;

namespace LaptopAgents.Tests.Bitunix.Broker.Truth;

public sealed class OrderTruthTests
{
    private static readonly Timestamp s_start = Timestamp.FromUnixMilliseconds(1_760_000_000_000);

    [Fact]
    public void Evidence_in_any_order_and_any_number_of_times_comes_to_the_same()
    {
        // An order of 3 that is filled 1, then 1, and is canceled: pushes, rows and fills, shuffled and doubled.
        Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).Sample(order =>
        {
            var (truth, reports) = Truth();
            var tracked = truth.Begin(new SubmitOrder { Id = new(1, 1), Instrument = default, Side = Side.Buy, Type = OrderType.Limit, Quantity = new(3), LimitPrice = new(100) });
            Assert.True(truth.TryBeginSending(tracked.Parts[0]));
            truth.Acknowledged(tracked.Parts[0], "v1");
            foreach (var piece in order)
            {
                switch (piece % 6)
                {
                    case 0: truth.Take(Evidence(0, VenueOrderStatus.New)); break;
                    case 1: truth.Take(Evidence(1, VenueOrderStatus.PartFilled)); break;
                    case 2: truth.Take(Evidence(2, VenueOrderStatus.PartFilled)); break;
                    case 3: truth.Take(Evidence(2, VenueOrderStatus.PartFilledCanceled)); break;
                    case 4: truth.TakeTrades([Trade(1)], isWhole: false); break;
                    default: truth.TakeTrades([Trade(2)], isWhole: false); break;
                }
            }

            var ledger = new BrokerLedger();
            ledger.Sent(tracked.Terms);
            while (reports.TryTake(Timestamp.MaxValue, out var report)) ledger.Take(in report);
            Assert.Equal(OrderStatus.Canceled, ledger.StatusOf(new(1, 1)));
            Assert.Equal((2L, 2), (ledger.Position.Quantity.Raw, ledger.Fills));
            Assert.Equal([ExecutionKind.Accepted, ExecutionKind.Filled, ExecutionKind.Filled, ExecutionKind.Canceled], ledger.Reports.Select(report => report.Kind));
        }, iter: 300);
    }

    [Fact]
    public void The_end_of_an_order_waits_for_its_fills()
    {
        var (truth, reports) = Truth();
        var tracked = truth.Begin(new SubmitOrder { Id = new(1, 1), Instrument = default, Side = Side.Buy, Type = OrderType.Limit, Quantity = new(3), LimitPrice = new(100) });
        truth.TryBeginSending(tracked.Parts[0]);
        truth.Take(Evidence(2, VenueOrderStatus.PartFilledCanceled));
        Assert.True(truth.NeedsTrades);
        Assert.True(reports.TryTake(Timestamp.MaxValue, out var accepted) && accepted.Report.Kind == ExecutionKind.Accepted);
        Assert.False(reports.TryTake(Timestamp.MaxValue, out _));
    }

    [Fact]
    public void A_report_is_told_before_the_instant_that_is_asked_for_and_never_earlier_than_the_last()
    {
        var reports = new ReportQueue();
        reports.Add(default, s_start, new ExecutionReport { Kind = ExecutionKind.Accepted });
        reports.Add(default, s_start - Duration.FromSeconds(5), new ExecutionReport { Kind = ExecutionKind.Canceled });
        Assert.False(reports.TryTake(s_start, out _));
        reports.Reached(s_start + Duration.FromSeconds(1));
        Assert.False(reports.TryTake(s_start + Duration.FromSeconds(1), out _));
        Assert.True(reports.TryTake(s_start + Duration.FromSeconds(2), out var first));
        Assert.True(reports.TryTake(s_start + Duration.FromSeconds(2), out var second));
        Assert.Equal((s_start + Duration.FromSeconds(1), s_start + Duration.FromSeconds(1)), (first.Time, second.Time));
    }

    private static (OrderTruth Truth, ReportQueue Reports) Truth()
    {
        var reports = new ReportQueue();
        var time = new FakeTimeProvider();
        return (new OrderTruth(new BrokerOptions { Instruments = [BrokerBed.Contract] }, reports, time, () => s_start, null), reports);
    }

    private static OrderEvidence Evidence(long filled, VenueOrderStatus status) =>
        new("v1", "la-00000001-1", "BTCUSDT", Side.Buy, false, new(3), new(filled), new Price(100), status, s_start, null);

    private static VenueTrade Trade(long number) => new(
        number.ToString(System.Globalization.CultureInfo.InvariantCulture), "v1", "", "BTCUSDT", Side.Buy, new(1), new Price(100), default, default, LiquidityRole.Maker, false,
        s_start + Duration.FromSeconds(number));
}
