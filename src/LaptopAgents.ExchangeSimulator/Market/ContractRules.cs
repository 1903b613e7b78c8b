using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>What the exchange says of a pair, and what it may change while it runs.</summary>
internal sealed class ContractRules
{
    private static readonly string[] Quotes = ["USDT", "USDC", "USD"];

    public ContractRules(Instrument info)
    {
        Symbol = info.Symbol;
        Quote = Quotes.FirstOrDefault(quote => info.Symbol.EndsWith(quote, StringComparison.Ordinal)) ?? "USDT";
        Base = info.Symbol.EndsWith(Quote, StringComparison.Ordinal) ? info.Symbol[..^Quote.Length] : info.Symbol;
        BasePrecision = Decimals(info.LotSize.Raw);
        QuotePrecision = Decimals(info.TickSize.Raw);
        MinQuantity = info.MinQuantity.Raw;
        MaxLimitQuantity = info.MaxQuantity.Raw;
        MaxMarketQuantity = info.MaxQuantity.Raw;
        MaxLeverage = info.MarginTiers.Count == 0 ? 125 : info.MarginTiers.Max(tier => tier.MaxLeverage);
    }

    public string Symbol { get; }

    public string Base { get; }

    public string Quote { get; }

    /// <summary>Decimals of a quantity.</summary>
    public int BasePrecision { get; set; }

    /// <summary>Decimals of a price.</summary>
    public int QuotePrecision { get; set; }

    public long MinQuantity { get; set; }

    public long MaxLimitQuantity { get; set; }

    public long MaxMarketQuantity { get; set; }

    public int MinLeverage { get; set; } = 1;

    public int MaxLeverage { get; set; }

    public int DefaultLeverage { get; set; } = 20;

    /// <summary>Share of the mark price that a limit may lie beyond it.</summary>
    public decimal PriceProtectScope { get; set; } = 0.02m;

    /// <summary>OPEN, CANCEL_ONLY or STOP.</summary>
    public string Status { get; set; } = "OPEN";

    public bool IsApiSupported { get; set; } = true;

    public int FundingIntervalHours { get; set; } = 8;

    /// <summary>Decimals that a step needs; a step that is no power of ten needs as many as its last digit.</summary>
    private static int Decimals(long step)
    {
        var decimals = 8;
        while (decimals > 0 && step % 10 == 0)
        {
            step /= 10;
            decimals--;
        }

        return decimals;
    }
}
