using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>How orders are executed, or simulated.</summary>
public sealed record BrokerConfig
{
    /// <summary>Who executes orders; always agrees with <see cref="LaConfig.Mode"/>.</summary>
    public required TradingMode Type { get; init; }

    /// <summary>Whether a person confirms every order that opens or raises a position.</summary>
    public required bool ConfirmOrders { get; init; }

    /// <summary>Database of the account's state; null keeps it in memory.</summary>
    public required string? StatePath { get; init; }

    /// <summary>What of a live market a simulated fill is made on.</summary>
    public required FillData FillData { get; init; }

    /// <summary>The exchange's API key, if one is set.</summary>
    public required Secret? ApiKey { get; init; }

    /// <summary>The exchange's API secret, if one is set.</summary>
    public required Secret? ApiSecret { get; init; }

    /// <summary>How the simulated venue fills orders.</summary>
    public required FillModelConfig FillModel { get; init; }

    /// <summary>Fees of the simulated venue.</summary>
    public required FeesConfig Fees { get; init; }

    /// <summary>Margin and liquidation of the simulated venue.</summary>
    public required MarginConfig Margin { get; init; }

    /// <summary>Funding payments.</summary>
    public required FundingConfig Funding { get; init; }

    internal static BrokerConfig From(ConfigValues values) => new()
    {
        Type = values.Choice(BrokerKeys.Type),
        ConfirmOrders = values.Bool(BrokerKeys.ConfirmOrders),
        StatePath = values.OptionalText(BrokerKeys.StatePath),
        FillData = values.Choice(BrokerKeys.FillData),
        ApiKey = values.OptionalSecret(BrokerKeys.ApiKey),
        ApiSecret = values.OptionalSecret(BrokerKeys.ApiSecret),
        FillModel = FillModelConfig.From(values),
        Fees = new FeesConfig
        {
            MakerBps = values.OptionalNumber(BrokerKeys.MakerBps),
            TakerBps = values.OptionalNumber(BrokerKeys.TakerBps),
        },
        Margin = new MarginConfig
        {
            Mode = values.Choice(BrokerKeys.MarginMode),
            Leverage = values.Int(BrokerKeys.Leverage),
            Tiers = values.Bool(BrokerKeys.Tiers),
        },
        Funding = new FundingConfig
        {
            Enabled = values.Bool(BrokerKeys.FundingEnabled),
            Source = values.OptionalText(BrokerKeys.FundingSource),
        },
    };
}

/// <summary>Fees in basis points of notional; null takes the instrument's, negative is a rebate.</summary>
public sealed record FeesConfig
{
    /// <summary>Fee of a maker fill.</summary>
    public required decimal? MakerBps { get; init; }

    /// <summary>Fee of a taker fill.</summary>
    public required decimal? TakerBps { get; init; }
}

/// <summary>Margin and liquidation.</summary>
public sealed record MarginConfig
{
    /// <summary>What backs a position.</summary>
    public required MarginMode Mode { get; init; }

    /// <summary>A position's worth divided by its initial margin, at least 1.</summary>
    public required int Leverage { get; init; }

    /// <summary>Whether maintenance margin follows the instrument's tiers.</summary>
    public required bool Tiers { get; init; }
}

/// <summary>Funding payments of perpetual contracts.</summary>
public sealed record FundingConfig
{
    /// <summary>What the shipped profile gives as <see cref="Source"/>. Only this file may be missing.</summary>
    public const string ShippedSource = "data/funding/BTCUSDT_funding.csv";

    /// <summary>Whether funding is paid and received.</summary>
    public required bool Enabled { get; init; }

    /// <summary>CSV of settled rates, as written; null looks in the data catalog. See <see cref="SourceFor"/>.</summary>
    public required string? Source { get; init; }

    /// <summary>The file of <paramref name="symbol"/>'s rates: a symbol named in <see cref="Source"/> is replaced by it.</summary>
    public string? SourceFor(string symbol) => Source is null ? null : SymbolPath.For(Source, symbol);
}
