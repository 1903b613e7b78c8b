using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Engine.Orders;

public sealed class OrderTransitionsTests
{
    // Letters: I initialized, D denied, S submitted, A accepted, R rejected, T triggered, P partially filled, F filled,
    // C pending cancel, X canceled, E expired, U unknown; a dot: the report moves nothing.
    private const string Letters = "IDSARTPFCXEU";

    private static readonly string[] _columns =
    [
        "Submitted", "Accepted", "Rejected", "Triggered", "CancelRequested", "Canceled", "CancelRejected", "Modified", "ModifyRejected", "Expired",
        "Lost", "Denied", "part", "whole",
    ];

    // One row a status, one letter a column. CancelRejected is shown for an order without fills.
    private static readonly Dictionary<OrderStatus, string> _table = new()
    {
        [OrderStatus.Initialized] = "S..........D..",
        [OrderStatus.Denied] = "..............",
        [OrderStatus.Submitted] = ".ARTCX...EU.PF",
        [OrderStatus.Accepted] = "..RTCXAAAE..PF",
        [OrderStatus.Rejected] = "............RF",
        [OrderStatus.Triggered] = "..R.CXTTTE..PF",
        [OrderStatus.PartiallyFilled] = "....CXPPPE..PF",
        [OrderStatus.Filled] = "..............",
        [OrderStatus.PendingCancel] = ".CRC.XACCEU.CF",
        [OrderStatus.Canceled] = "............XF",
        [OrderStatus.Expired] = "............EF",
        [OrderStatus.Unknown] = ".ARTUX...E..PF",
    };

    public static TheoryData<OrderStatus, string> EveryPair
    {
        get
        {
            var pairs = new TheoryData<OrderStatus, string>();
            foreach (var status in Enum.GetValues<OrderStatus>())
                foreach (var column in _columns) pairs.Add(status, column);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Every_report_moves_every_status_as_the_table_says(OrderStatus status, string column)
    {
        var letter = _table[status][Array.IndexOf(_columns, column)];
        OrderStatus? expected = letter == '.' ? null : (OrderStatus)Letters.IndexOf(letter, StringComparison.Ordinal);
        var isFill = column is "part" or "whole";
        var kind = isFill ? ExecutionKind.Filled : Enum.Parse<ExecutionKind>(column);
        Assert.Equal(expected, OrderTransitions.Next(status, kind, isDone: column == "whole", hasFills: false));
    }

    [Fact]
    public void A_refused_cancel_of_a_partly_filled_order_leaves_it_partly_filled() =>
        Assert.Equal(
            OrderStatus.PartiallyFilled, OrderTransitions.Next(OrderStatus.PendingCancel, ExecutionKind.CancelRejected, isDone: false, hasFills: true));

    [Fact]
    public void An_order_that_has_ended_moves_only_by_a_fill_and_never_becomes_alive_again()
    {
        foreach (var status in Enum.GetValues<OrderStatus>().Where(OrderTransitions.IsTerminal))
        {
            foreach (var kind in Enum.GetValues<ExecutionKind>())
            {
                foreach (var isDone in new[] { false, true })
                {
                    var next = OrderTransitions.Next(status, kind, isDone, hasFills: true);
                    Assert.True(next is null || OrderTransitions.IsTerminal(next.Value), $"{status} + {kind} = {next}");
                    Assert.True(next is null || kind == ExecutionKind.Filled, $"{status} + {kind} = {next}");
                }
            }
        }
    }

    [Fact]
    public void Every_status_and_every_kind_of_report_is_in_the_table()
    {
        Assert.Equal(Enum.GetValues<OrderStatus>(), _table.Keys);
        Assert.Equal(
            Enum.GetNames<ExecutionKind>().Where(name => name != nameof(ExecutionKind.Filled)).Order(),
            _columns.Where(column => column is not ("part" or "whole")).Order());
    }
}
