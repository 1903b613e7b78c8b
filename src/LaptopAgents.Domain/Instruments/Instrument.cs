namespace LaptopAgents.Domain;

/// <summary>
/// What the venue says about a contract. The grid is checked once, here: tick × lot is a whole number of 10⁻⁸ units, so that the
/// notional of every order on the grid is exact and needs no rounding anywhere.
/// </summary>
public sealed record Instrument
{
    public required InstrumentId Id { get; init; }

    /// <summary>The venue's name, for example <c>BTCUSDT</c>.</summary>
    public required string Symbol { get; init; }

    public ContractKind Kind { get; init; } = ContractKind.Linear;

    /// <summary>Smallest price step.</summary>
    public required Price TickSize { get; init; }

    /// <summary>Smallest quantity step, in base currency.</summary>
    public required Quantity LotSize { get; init; }

    /// <summary>Smallest order.</summary>
    public required Quantity MinQuantity { get; init; }

    /// <summary>Largest order.</summary>
    public Quantity MaxQuantity { get; init; } = Quantity.MaxValue;

    /// <summary>Smallest order value, in quote currency.</summary>
    public Money MinNotional { get; init; }

    /// <summary>Fee for adding liquidity, as a fraction of notional; a rebate is negative.</summary>
    public required Rate MakerFee { get; init; }

    /// <summary>Fee for taking liquidity, as a fraction of notional.</summary>
    public required Rate TakerFee { get; init; }

    /// <summary>Fee for being liquidated, as a fraction of notional.</summary>
    public Rate LiquidationFee { get; init; }

    /// <summary>Maintenance margin by notional, ascending. Empty means that the instrument is never liquidated.</summary>
    public IReadOnlyList<MarginTier> MarginTiers { get; init; } = [];

    /// <summary>Returns this instrument when its rules are coherent.</summary>
    /// <exception cref="ArgumentException">A rule contradicts another; the message names both.</exception>
    public Instrument Validated()
    {
        Require(TickSize.Raw > 0, "The tick size must be positive.");
        Require(LotSize.Raw > 0, "The lot size must be positive.");
        Require((Int128)TickSize.Raw * LotSize.Raw % FixedPoint.One == 0, "Tick size × lot size must be a whole number of 10⁻⁸ units.");
        Require(MinQuantity.Raw > 0 && MinQuantity.Raw % LotSize.Raw == 0, "The minimum quantity must be a positive multiple of the lot size.");
        Require(MaxQuantity >= MinQuantity, "The maximum quantity must not be below the minimum.");
        Require(!MinNotional.IsNegative, "The minimum notional must not be negative.");
        for (var i = 0; i < MarginTiers.Count; i++)
        {
            Require(MarginTiers[i].NotionalCap > (i == 0 ? Money.Zero : MarginTiers[i - 1].NotionalCap), "Margin tiers must ascend from zero.");
            Require(MarginTiers[i].MaintenanceRate is var rate && rate >= Rate.Zero && rate < Rate.One, "A maintenance rate must be a fraction below one.");
        }

        return this;
    }

    public Price RoundPrice(Price price, Rounding rounding) => price.RoundTo(TickSize, rounding);

    /// <summary>The largest order on the lot grid that is not above <paramref name="quantity"/>.</summary>
    public Quantity RoundDown(Quantity quantity) => quantity.RoundTo(LotSize, Rounding.TowardZero);

    /// <summary>The fee for a fill, rounded against us to 10⁻⁸.</summary>
    public Money Fee(Money notional, LiquidityRole role) =>
        notional.Abs().Times(role == LiquidityRole.Maker ? MakerFee : TakerFee, Rounding.Ceiling);

    private void Require(bool holds, string message)
    {
        if (!holds) throw new ArgumentException($"{Symbol}: {message}");
    }
}
