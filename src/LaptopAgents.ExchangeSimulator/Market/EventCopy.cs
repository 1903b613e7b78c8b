using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>The same market event at another time or for another place in a venue.</summary>
internal static class EventCopy
{
    public static EngineEvent At(in EngineEvent source, InstrumentId instrument, Timestamp time) => source.Kind switch
    {
        EventKind.BarClose => EngineEvent.OfBar(instrument, time, Shifted(in source, time)),
        EventKind.Trade => EngineEvent.OfTrade(instrument, time, time, in source.Trade),
        EventKind.Quote => EngineEvent.OfQuote(instrument, time, time, in source.Quote),
        EventKind.MarkPrice => EngineEvent.OfMarkPrice(instrument, time, time, in source.MarkPrice),
        EventKind.FundingRate => EngineEvent.OfFundingRate(instrument, time, time, in source.FundingRate),
        EventKind.BookLevel => EngineEvent.OfBookLevel(instrument, time, time, in source.BookLevel),
        _ => throw new InvalidOperationException($"A market feed does not tell {source.Kind}."),
    };

    private static Bar Shifted(in EngineEvent source, Timestamp time) =>
        source.Bar with { OpenTime = source.Bar.OpenTime + (time - source.Time) };
}
