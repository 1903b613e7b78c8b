using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What a session was made of: with the journal's lines it is all that a replay needs, on any machine.</summary>
public sealed record SessionFacts
{
    /// <summary>Name of the session's directory.</summary>
    public required string Id { get; init; }

    /// <summary>paper or live.</summary>
    public required string Mode { get; init; }

    /// <summary>When it was started, by the clock of the machine.</summary>
    public required Timestamp Created { get; init; }

    /// <summary>The resolved configuration as YAML that loads to the same values. Secrets are masked.</summary>
    public required string Config { get; init; }

    public required string ConfigHash { get; init; }

    /// <summary>The program that ran.</summary>
    public required EngineBuild Build { get; init; }

    /// <summary>First number of the order sequence.</summary>
    public required long FirstOrder { get; init; }

    public required Money StartEquity { get; init; }

    /// <summary>With the fees and margin rules in force.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>The market was made by a generator.</summary>
    public required bool IsSynthetic { get; init; }
}

/// <summary>The part of a journal's header that states the session.</summary>
internal static class SessionFactsJson
{
    public static void Write(Utf8JsonWriter json, SessionFacts facts)
    {
        json.WriteString("id", facts.Id);
        json.WriteString("mode", facts.Mode);
        json.WriteNumber("created_ns", facts.Created.UnixNanos);
        json.WriteBoolean("synthetic", facts.IsSynthetic);
        json.WriteNumber("first_order", facts.FirstOrder);
        json.WriteNumber("start_equity", facts.StartEquity.ToDecimal());
        json.WriteStartObject("build");
        json.WriteString("version", facts.Build.Version);
        json.WriteStartObject("modules");
        foreach (var (name, module) in facts.Build.Modules) json.WriteString(name, module);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("instruments");
        foreach (var instrument in facts.Instruments) WriteInstrument(json, instrument);
        json.WriteEndArray();
        json.WriteString("config_hash", facts.ConfigHash);
        json.WriteString("config", facts.Config);
    }

    public static SessionFacts Read(JsonElement root) => new()
    {
        Id = Text(root, "id"),
        Mode = Text(root, "mode"),
        Created = new Timestamp(root.GetProperty("created_ns").GetInt64()),
        IsSynthetic = root.GetProperty("synthetic").GetBoolean(),
        FirstOrder = root.GetProperty("first_order").GetInt64(),
        StartEquity = Money.FromDecimal(root.GetProperty("start_equity").GetDecimal()),
        Build = new EngineBuild(
            Text(root.GetProperty("build"), "version"),
            [.. root.GetProperty("build").GetProperty("modules").EnumerateObject().Select(module => (module.Name, module.Value.GetGuid()))]),
        Instruments = [.. root.GetProperty("instruments").EnumerateArray().Select(ReadInstrument)],
        ConfigHash = Text(root, "config_hash"),
        Config = Text(root, "config"),
    };

    private static void WriteInstrument(Utf8JsonWriter json, Instrument instrument)
    {
        json.WriteStartObject();
        json.WriteString("symbol", instrument.Symbol);
        json.WriteNumber("tick", instrument.TickSize.ToDecimal());
        json.WriteNumber("lot", instrument.LotSize.ToDecimal());
        json.WriteNumber("min_qty", instrument.MinQuantity.ToDecimal());
        json.WriteNumber("max_qty", instrument.MaxQuantity.ToDecimal());
        json.WriteNumber("min_notional", instrument.MinNotional.ToDecimal());
        json.WriteNumber("maker_fee", instrument.MakerFee.ToDecimal());
        json.WriteNumber("taker_fee", instrument.TakerFee.ToDecimal());
        json.WriteNumber("liquidation_fee", instrument.LiquidationFee.ToDecimal());
        json.WriteStartArray("tiers");
        foreach (var tier in instrument.MarginTiers)
        {
            json.WriteStartObject();
            json.WriteNumber("cap", tier.NotionalCap.ToDecimal());
            json.WriteNumber("rate", tier.MaintenanceRate.ToDecimal());
            json.WriteNumber("deduction", tier.Deduction.ToDecimal());
            json.WriteNumber("max_leverage", tier.MaxLeverage);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Instrument ReadInstrument(JsonElement json, int index) => new Instrument
    {
        Id = new InstrumentId(index),
        Symbol = Text(json, "symbol"),
        TickSize = Price.FromDecimal(Amount(json, "tick")),
        LotSize = Quantity.FromDecimal(Amount(json, "lot")),
        MinQuantity = Quantity.FromDecimal(Amount(json, "min_qty")),
        MaxQuantity = Quantity.FromDecimal(Amount(json, "max_qty")),
        MinNotional = Money.FromDecimal(Amount(json, "min_notional")),
        MakerFee = Rate.FromDecimal(Amount(json, "maker_fee")),
        TakerFee = Rate.FromDecimal(Amount(json, "taker_fee")),
        LiquidationFee = Rate.FromDecimal(Amount(json, "liquidation_fee")),
        MarginTiers =
        [
            .. json.GetProperty("tiers").EnumerateArray().Select(tier => new MarginTier(
                Money.FromDecimal(Amount(tier, "cap")), Rate.FromDecimal(Amount(tier, "rate")), Money.FromDecimal(Amount(tier, "deduction")),
                tier.GetProperty("max_leverage").GetInt32())),
        ],
    }.Validated();

    private static decimal Amount(JsonElement json, string name) => json.GetProperty(name).GetDecimal();

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
