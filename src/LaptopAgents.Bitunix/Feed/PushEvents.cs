using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The engine's events of one push.</summary>
internal static class PushEvents
{
    /// <param name="time">When it is told, not before it was sent.</param>
    public static EngineEvent[] Of(PushItem item, InstrumentId id, Timestamp time)
    {
        var received = item.Now > time ? item.Now : time;
        return item.Push switch
        {
            QuotePush { Quote: { } quote } => [EngineEvent.OfQuote(id, time, received, quote)],
            TradePush trades => [.. trades.Trades.Select(row => EngineEvent.OfTrade(id, time, received, row.Trade))],
            PricePush { MarkPrice: { } mark } price => [EngineEvent.OfMarkPrice(id, time, received, new MarkPrice(mark, price.IndexPrice ?? default))],
            DepthPush depth => Levels(depth.Book, id, time, received),
            _ => [],
        };
    }

    private static EngineEvent[] Levels(DepthBook book, InstrumentId id, Timestamp time, Timestamp received)
    {
        var count = book.Bids.Count + book.Asks.Count;
        var events = new EngineEvent[count];
        for (var i = 0; i < count; i++)
        {
            var (side, level) = i < book.Bids.Count ? (Side.Buy, book.Bids[i]) : (Side.Sell, book.Asks[i - book.Bids.Count]);
            events[i] = EngineEvent.OfBookLevel(id, time, received, new BookLevelChange(side, level.Price, level.Quantity, IsSnapshot: i == 0, IsLast: i == count - 1));
        }

        return events;
    }
}
