using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>Makes the domain's instruments from the venue's rules.</summary>
public static class BitunixInstruments
{
    /// <summary>Lowest fee class, which the interface does not tell: 0.02 % maker.</summary>
    public static Rate DefaultMakerFee { get; } = Rate.FromPercent(0.02m);

    /// <summary>Lowest fee class, which the interface does not tell: 0.06 % taker.</summary>
    public static Rate DefaultTakerFee { get; } = Rate.FromPercent(0.06m);

    /// <summary>Reads pairs and tiers and makes one instrument for each symbol, numbered in that order.</summary>
    public static async ValueTask<VenueResult<IReadOnlyList<Instrument>>> LoadAsync(
        MarketApi market, IReadOnlyList<string> symbols, Rate makerFee, Rate takerFee, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(market);
        var pairs = await market.TradingPairsAsync(symbols, cancellation);
        if (!pairs.IsOk) return VenueResult.Fail<IReadOnlyList<Instrument>>(pairs.Error);
        var instruments = new List<Instrument>(symbols.Count);
        foreach (var symbol in symbols)
        {
            var pair = pairs.Value.FirstOrDefault(row => row.Symbol == symbol);
            if (pair is null) return VenueResult.Fail<IReadOnlyList<Instrument>>(new(VenueErrorKind.UnknownSymbol, "20001", $"Bitunix has no contract {symbol}. Check the symbol's spelling."));
            var tiers = await market.PositionTiersAsync(symbol, cancellation);
            if (!tiers.IsOk) return VenueResult.Fail<IReadOnlyList<Instrument>>(tiers.Error);
            try
            {
                instruments.Add(Of(pair, tiers.Value, new InstrumentId(instruments.Count), makerFee, takerFee));
            }
            catch (ArgumentException problem)
            {
                return VenueResult.Fail<IReadOnlyList<Instrument>>(new(VenueErrorKind.Protocol, "", $"The venue's rules of {symbol} cannot be used: {problem.Message}"));
            }
        }

        return VenueResult.Ok<IReadOnlyList<Instrument>>(instruments);
    }

    /// <exception cref="ArgumentException">The rules contradict each other.</exception>
    public static Instrument Of(TradingPair pair, IReadOnlyList<PositionTier> tiers, InstrumentId id, Rate makerFee, Rate takerFee)
    {
        ArgumentNullException.ThrowIfNull(pair);
        // One limit serves market and limit orders: the smaller.
        var most = Quantity.Min(pair.MaxLimitQuantity ?? Quantity.MaxValue, pair.MaxMarketQuantity ?? Quantity.MaxValue);
        return new Instrument
        {
            Id = id,
            Symbol = pair.Symbol,
            TickSize = new Price(PowerOfTen(pair.PriceDecimals)),
            LotSize = new Quantity(PowerOfTen(pair.QuantityDecimals)),
            MinQuantity = pair.MinQuantity,
            MaxQuantity = most,
            MakerFee = makerFee,
            TakerFee = takerFee,
            LiquidationFee = takerFee,
            MarginTiers = Tiers(tiers),
        }.Validated();
    }

    private static long PowerOfTen(int decimals)
    {
        var raw = FixedPoint.One;
        for (var i = 0; i < decimals; i++) raw /= 10;
        return raw;
    }

    // Deduction(n) = deduction(n−1) + cap(n−1) × (rate(n) − rate(n−1)): the requirement has no step where two tiers meet.
    private static List<MarginTier> Tiers(IReadOnlyList<PositionTier> tiers)
    {
        var result = new List<MarginTier>(tiers.Count);
        var (cap, rate, deduction) = (Money.Zero, Rate.Zero, Money.Zero);
        foreach (var tier in tiers.OrderBy(row => row.To))
        {
            deduction += cap.Times(tier.MaintenanceRate - rate, Rounding.HalfEven);
            (cap, rate) = (tier.To, tier.MaintenanceRate);
            result.Add(new MarginTier(cap, rate, deduction, tier.MaxLeverage));
        }

        return result;
    }
}
