using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>The fields of each kind of event, written and read side by side so that the two cannot drift apart.</summary>
internal static class EventLines
{
    /// <param name="interval">A bar opens this long before its close, unless it says otherwise.</param>
    public static void Write(ref JsonLine line, in EngineEvent next, Duration interval)
    {
        switch (next.Kind)
        {
            case EventKind.BarClose: Write(ref line, in next.Bar, next.IsBackfilled, next.Time - interval); break;
            case EventKind.ExecutionReport: Write(ref line, in next.Report); break;
            case EventKind.Quote: Write(ref line, in next.Quote); break;
            case EventKind.Trade: Write(ref line, in next.Trade); break;
            case EventKind.MarkPrice: Write(ref line, in next.MarkPrice); break;
            case EventKind.FundingRate: Write(ref line, in next.FundingRate); break;
            case EventKind.FundingPayment: Write(ref line, in next.FundingPayment); break;
            case EventKind.BookLevel: Write(ref line, in next.BookLevel); break;
            case EventKind.OperatorCommand: line.Word(",\"operator\":\""u8, Words.OperatorCommands[(int)next.Command]); break;
            default: throw new InvariantViolation($"An event of kind {next.Kind} has no form in a journal.");
        }
    }

    public static EngineEvent Read(JournalFields fields, EventKind kind, InstrumentId instrument, Timestamp time, Duration interval)
    {
        var received = fields.Has("received"u8) ? fields.Time("received"u8) : time;
        return kind switch
        {
            EventKind.BarClose =>
                EngineEvent.OfBar(instrument, time, received, ReadBar(fields, time - interval), fields.Flag("backfilled"u8)),
            EventKind.ExecutionReport => EngineEvent.OfReport(instrument, time, ReadReport(fields)),
            EventKind.Quote => EngineEvent.OfQuote(instrument, time, received, ReadQuote(fields)),
            EventKind.Trade => EngineEvent.OfTrade(instrument, time, received, ReadTrade(fields)),
            EventKind.MarkPrice => EngineEvent.OfMarkPrice(instrument, time, received,
                new MarkPrice(new Price(fields.Amount("price"u8)), new Price(fields.Amount("index"u8)))),
            EventKind.FundingRate => EngineEvent.OfFundingRate(instrument, time, received,
                new FundingRate(
                    new Rate(fields.Amount("rate"u8)), new Price(fields.Amount("mark_price"u8)), new Duration(fields.IntegerOrZero("interval_ns"u8)))),
            EventKind.FundingPayment => EngineEvent.OfFundingPayment(instrument, time, ReadPayment(fields)),
            EventKind.BookLevel => EngineEvent.OfBookLevel(instrument, time, received, ReadLevel(fields)),
            EventKind.OperatorCommand => EngineEvent.OfCommand(time, (OperatorCommand)fields.Word("operator"u8, Words.OperatorCommands)),
            _ => throw fields.Problem("the kind of event is unknown."),
        };
    }

    private static void Write(ref JsonLine line, in Bar bar, bool isBackfilled, Timestamp usualOpen)
    {
        line.TrueWhen(isBackfilled, ",\"backfilled\":true"u8);
        if (bar.OpenTime != usualOpen) line.Time(",\"open_time\":\""u8, bar.OpenTime);
        line.Amount(",\"open\":"u8, bar.Open.Raw);
        line.Amount(",\"high\":"u8, bar.High.Raw);
        line.Amount(",\"low\":"u8, bar.Low.Raw);
        line.Amount(",\"close\":"u8, bar.Close.Raw);
        line.Amount(",\"volume\":"u8, bar.Volume.Raw);
    }

    private static Bar ReadBar(JournalFields fields, Timestamp usualOpen) => new(
        fields.Has("open_time"u8) ? fields.Time("open_time"u8) : usualOpen, new Price(fields.Amount("open"u8)),
        new Price(fields.Amount("high"u8)), new Price(fields.Amount("low"u8)), new Price(fields.Amount("close"u8)),
        new Quantity(fields.Amount("volume"u8)));

    private static void Write(ref JsonLine line, in ExecutionReport report)
    {
        line.Word(",\"what\":\""u8, Words.Executions[(int)report.Kind]);
        line.OrderId(",\"order\":\""u8, report.OrderId);
        line.Word(",\"side\":\""u8, Words.Sides[(int)report.Side]);
        line.Word(",\"purpose\":\""u8, Words.Purposes[(int)report.Purpose]);
        if (report.Reason != OrderReason.None) line.Word(",\"reason\":\""u8, Words.Reasons[(int)report.Reason]);
        if (report.Liquidity != LiquidityRole.Taker) line.Word(",\"liquidity\":\""u8, Words.Liquidities[(int)report.Liquidity]);
        line.IntegerUnlessZero(",\"flags\":"u8, (long)report.Flags);
        line.IntegerUnlessZero(",\"fill\":"u8, report.FillId);
        line.AmountUnlessZero(",\"price\":"u8, report.LastPrice.Raw);
        line.AmountUnlessZero(",\"qty\":"u8, report.LastQuantity.Raw);
        line.AmountUnlessZero(",\"filled_qty\":"u8, report.CumulativeQuantity.Raw);
        line.AmountUnlessZero(",\"leaves_qty\":"u8, report.LeavesQuantity.Raw);
        line.AmountUnlessZero(",\"fee\":"u8, report.Fee.Raw);
        line.AmountUnlessZero(",\"reference_price\":"u8, report.ReferencePrice.Raw);
        line.AmountUnlessZero(",\"spread_cost\":"u8, report.SpreadCost.Raw);
        line.AmountUnlessZero(",\"slippage_cost\":"u8, report.SlippageCost.Raw);
        line.AmountUnlessZero(",\"new_price\":"u8, report.NewPrice.Raw);
    }

    private static ExecutionReport ReadReport(JournalFields fields) => new()
    {
        Kind = (ExecutionKind)fields.Word("what"u8, Words.Executions),
        OrderId = fields.OrderId("order"u8),
        Side = (Side)fields.Word("side"u8, Words.Sides),
        Purpose = (OrderPurpose)fields.Word("purpose"u8, Words.Purposes),
        Reason = (OrderReason)fields.WordOrZero("reason"u8, Words.Reasons),
        Liquidity = (LiquidityRole)fields.WordOrZero("liquidity"u8, Words.Liquidities),
        Flags = (FillFlags)fields.IntegerOrZero("flags"u8),
        FillId = fields.IntegerOrZero("fill"u8),
        LastPrice = new Price(fields.AmountOrZero("price"u8)),
        LastQuantity = new Quantity(fields.AmountOrZero("qty"u8)),
        CumulativeQuantity = new Quantity(fields.AmountOrZero("filled_qty"u8)),
        LeavesQuantity = new Quantity(fields.AmountOrZero("leaves_qty"u8)),
        Fee = new Money(fields.AmountOrZero("fee"u8)),
        ReferencePrice = new Price(fields.AmountOrZero("reference_price"u8)),
        SpreadCost = new Money(fields.AmountOrZero("spread_cost"u8)),
        SlippageCost = new Money(fields.AmountOrZero("slippage_cost"u8)),
        NewPrice = new Price(fields.AmountOrZero("new_price"u8)),
    };

    private static void Write(ref JsonLine line, in Quote quote)
    {
        line.Amount(",\"bid\":"u8, quote.Bid.Raw);
        line.Amount(",\"bid_qty\":"u8, quote.BidQuantity.Raw);
        line.Amount(",\"ask\":"u8, quote.Ask.Raw);
        line.Amount(",\"ask_qty\":"u8, quote.AskQuantity.Raw);
    }

    private static Quote ReadQuote(JournalFields fields) => new(
        new Price(fields.Amount("bid"u8)), new Quantity(fields.Amount("bid_qty"u8)), new Price(fields.Amount("ask"u8)),
        new Quantity(fields.Amount("ask_qty"u8)));

    private static void Write(ref JsonLine line, in MarketTrade trade)
    {
        line.Amount(",\"price\":"u8, trade.Price.Raw);
        line.Amount(",\"qty\":"u8, trade.Quantity.Raw);
        line.Word(",\"aggressor\":\""u8, Words.Sides[(int)trade.Aggressor]);
    }

    private static MarketTrade ReadTrade(JournalFields fields) => new(
        new Price(fields.Amount("price"u8)), new Quantity(fields.Amount("qty"u8)), (Side)fields.Word("aggressor"u8, Words.Sides));

    private static void Write(ref JsonLine line, in MarkPrice mark)
    {
        line.Amount(",\"price\":"u8, mark.Price.Raw);
        line.Amount(",\"index\":"u8, mark.Index.Raw);
    }

    private static void Write(ref JsonLine line, in FundingRate rate)
    {
        line.Amount(",\"rate\":"u8, rate.Rate.Raw);
        line.Amount(",\"mark_price\":"u8, rate.MarkPrice.Raw);
        line.IntegerUnlessZero(",\"interval_ns\":"u8, rate.Interval.Nanos);
    }

    private static void Write(ref JsonLine line, in FundingPayment payment)
    {
        line.Amount(",\"position\":"u8, payment.Position.Raw);
        line.Amount(",\"mark_price\":"u8, payment.MarkPrice.Raw);
        line.Amount(",\"rate\":"u8, payment.Rate.Raw);
        line.Amount(",\"amount\":"u8, payment.Amount.Raw);
        line.TrueWhen(payment.IsMarkAssumed, ",\"mark_assumed\":true"u8);
    }

    private static FundingPayment ReadPayment(JournalFields fields) => new(
        new Quantity(fields.Amount("position"u8)), new Price(fields.Amount("mark_price"u8)), new Rate(fields.Amount("rate"u8)),
        new Money(fields.Amount("amount"u8)), fields.Flag("mark_assumed"u8));

    private static void Write(ref JsonLine line, in BookLevelChange level)
    {
        line.Word(",\"side\":\""u8, Words.Sides[(int)level.Side]);
        line.Amount(",\"price\":"u8, level.Price.Raw);
        line.Amount(",\"qty\":"u8, level.Quantity.Raw);
        line.TrueWhen(level.IsSnapshot, ",\"snapshot\":true"u8);
        line.TrueWhen(level.IsLast, ",\"last\":true"u8);
    }

    private static BookLevelChange ReadLevel(JournalFields fields) => new(
        (Side)fields.Word("side"u8, Words.Sides), new Price(fields.Amount("price"u8)), new Quantity(fields.Amount("qty"u8)),
        fields.Flag("snapshot"u8), fields.Flag("last"u8));
}
