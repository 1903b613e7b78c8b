using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Bitunix.Broker;

public sealed class DryRunBrokerTests
{
    [Fact]
    public void It_shows_the_request_and_answers_every_order_so_that_nobody_waits()
    {
        var shown = new List<string>();
        var broker = new DryRunBroker([BrokerBed.Contract], (path, body) => shown.Add($"{path} {body}"));
        var order = new SubmitOrder
        {
            Id = new(1, 7), Instrument = default, Side = Side.Sell, Type = OrderType.Limit, PostOnly = true, Quantity = Quantity.FromDecimal(0.05m), LimitPrice = Price.FromDecimal(60_000m),
            ClosingQuantity = Quantity.FromDecimal(0.02m), StopLoss = new(new(1, 8), Price.FromDecimal(61_000m)),
        };
        broker.Submit(new RiskApproved<SubmitOrder>(in order), default);
        Assert.Equal(
            [
                """trade/place_order {"symbol":"BTCUSDT","qty":"0.02","side":"SELL","tradeSide":"OPEN","orderType":"LIMIT","price":"60000","effect":"POST_ONLY","reduceOnly":true,"clientId":"la-00000001-7-c"}""",
                """trade/place_order {"symbol":"BTCUSDT","qty":"0.03","side":"SELL","tradeSide":"OPEN","orderType":"LIMIT","price":"60000","effect":"POST_ONLY","clientId":"la-00000001-7","slPrice":"61000","slStopType":"LAST_PRICE","slOrderType":"MARKET"}""",
            ],
            shown);
        Assert.True(broker.TryTakeReport(Timestamp.MaxValue, out var first) && first.Report is { Kind: ExecutionKind.Rejected, OrderId.Sequence: 7 });
        Assert.True(broker.TryTakeReport(Timestamp.MaxValue, out var second) && second.Report is { Kind: ExecutionKind.Rejected, OrderId.Sequence: 8 });
        Assert.False(broker.TryTakeReport(Timestamp.MaxValue, out _));
    }
}
