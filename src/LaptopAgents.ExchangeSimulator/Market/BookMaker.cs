using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// An order book around the best bid and ask where the data have none: a level at every tick, thin at the touch and thicker behind it,
/// a pure function of seed, instrument, price and minute, so that a level does not flicker while nothing happens.
/// </summary>
internal static class BookMaker
{
    public const int Depth = 50;
    private const ulong Level = 0x4558_0010, TouchSize = 0x4558_0011;
    private const long Minute = 60_000_000_000;

    /// <summary>Sizes at the best bid and ask: at least what is about to be traded there.</summary>
    public static (long Bid, long Ask) Touch(ulong seed, int instrument, long time, long traded, long lot)
    {
        var draw = Prng.Bits(seed, TouchSize + (ulong)instrument, (ulong)time);
        var bid = traded + (long)(draw & 0xFFF) * lot + lot;
        var ask = traded + (long)((draw >> 12) & 0xFFF) * lot + lot;
        return (bid - bid % lot, ask - ask % lot);
    }

    /// <summary>The level <paramref name="rank"/> ticks behind the best.</summary>
    public static (long Price, long Quantity) At(ulong seed, Instrument info, Side side, in Quote quote, int rank, long time)
    {
        var (best, size) = side == Side.Buy ? (quote.Bid.Raw, quote.BidQuantity.Raw) : (quote.Ask.Raw, quote.AskQuantity.Raw);
        if (rank == 0) return (best, size);
        var price = best + (side == Side.Buy ? -rank : rank) * info.TickSize.Raw;
        if (price <= 0) return (0, 0);
        var draw = Prng.Bits(seed, Level + (ulong)info.Id.Index, unchecked((ulong)(price ^ (time / Minute))));
        return (price, (1 + (long)(draw % (ulong)(2_000 + 400 * rank))) * info.LotSize.Raw);
    }
}
