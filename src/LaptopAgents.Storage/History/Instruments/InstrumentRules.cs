using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>An instrument's rules as text, the way files hold them: exact decimals, no binary fractions.</summary>
/// <remarks>What may be left out has a setter: the compiled deserialiser overwrites the default of an init-only property.</remarks>
internal sealed record InstrumentRules
{
    public required string Symbol { get; init; }

    public string Kind { get; set; } = "linear";

    public required string TickSize { get; init; }

    public required string LotSize { get; init; }

    public required string MinQuantity { get; init; }

    public string? MaxQuantity { get; set; }

    public string MinNotional { get; set; } = "0";

    public required string MakerFee { get; init; }

    public required string TakerFee { get; init; }

    public string LiquidationFee { get; set; } = "0";

    /// <summary>Ascending by cap. The amount that makes the tiers meet is derived, never stored.</summary>
    public IReadOnlyList<TierRules> MarginTiers { get; set; } = [];

    /// <summary>The symbol was not known: tick and lot come from the decimals of the data, fees and tiers are the venue's usual ones.</summary>
    public bool Assumed { get; set; }

    /// <exception cref="DataException">A number cannot be read or the rules contradict each other.</exception>
    public Instrument ToInstrument(string symbol, InstrumentId id)
    {
        try
        {
            return new Instrument
            {
                Id = id,
                Symbol = symbol,
                Kind = Kind == "linear" ? ContractKind.Linear : throw new FormatException($"kind '{Kind}' is not known, only linear"),
                TickSize = Price.FromDecimal(Number(TickSize)),
                LotSize = Quantity.FromDecimal(Number(LotSize)),
                MinQuantity = Quantity.FromDecimal(Number(MinQuantity)),
                MaxQuantity = MaxQuantity is null ? Quantity.MaxValue : Quantity.FromDecimal(Number(MaxQuantity)),
                MinNotional = Money.FromDecimal(Number(MinNotional)),
                MakerFee = Rate.FromDecimal(Number(MakerFee)),
                TakerFee = Rate.FromDecimal(Number(TakerFee)),
                LiquidationFee = Rate.FromDecimal(Number(LiquidationFee)),
                MarginTiers = Tiers(),
            }.Validated();
        }
        catch (Exception problem) when (problem is FormatException or OverflowException or ArgumentException)
        {
            throw new DataException(
                $"The instrument rules of {symbol} are not valid: {problem.Message}", "Correct the `instrument` part of its metadata.json.", problem);
        }
    }

    // Deduction(n) = deduction(n−1) + cap(n−1) × (rate(n) − rate(n−1)): the requirement has no step where two tiers meet.
    private List<MarginTier> Tiers()
    {
        var tiers = new List<MarginTier>(MarginTiers.Count);
        var (cap, rate, deduction) = (0m, 0m, 0m);
        foreach (var tier in MarginTiers)
        {
            var next = Number(tier.MaintenanceRate);
            deduction += cap * (next - rate);
            (cap, rate) = (Number(tier.NotionalCap), next);
            tiers.Add(new(Money.FromDecimal(cap), Rate.FromDecimal(rate), Money.FromDecimal(deduction), tier.MaxLeverage));
        }

        return tiers;
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}

/// <summary>One step of the maintenance margin table.</summary>
internal sealed record TierRules(string NotionalCap, string MaintenanceRate, int MaxLeverage);
