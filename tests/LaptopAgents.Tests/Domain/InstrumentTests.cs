using CsCheck;
using LaptopAgents.Domain;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Domain;

public sealed class InstrumentTests
{
    public static TheoryData<string, Instrument> Incoherent => new()
    {
        { "tick size", Contract() with { TickSize = default } },
        { "tick size", Contract() with { TickSize = P(-0.1m) } },
        { "lot size", Contract() with { LotSize = default } },
        { "Tick size × lot size", Contract() with { TickSize = P(0.00001m), LotSize = Q(0.0001m), MinQuantity = Q(0.0001m) } },
        { "minimum quantity", Contract() with { MinQuantity = default } },
        { "minimum quantity", Contract() with { MinQuantity = Q(0.0015m) } },
        { "maximum quantity", Contract() with { MaxQuantity = Q(0.0001m) } },
        { "minimum notional", Contract() with { MinNotional = M(-1m) } },
        { "ascend", Contract() with { MarginTiers = [Tier(100m), Tier(100m)] } },
        { "ascend", Contract() with { MarginTiers = [Tier(0m)] } },
        { "maintenance rate", Contract() with { MarginTiers = [Tier(100m) with { MaintenanceRate = Rate.FromDecimal(1.5m) }] } },
    };

    [Theory]
    [MemberData(nameof(Incoherent), DisableDiscoveryEnumeration = true)]
    public void Rules_that_contradict_each_other_are_refused_with_the_symbol(string named, Instrument instrument)
    {
        var error = Assert.Throws<ArgumentException>(instrument.Validated);
        Assert.StartsWith("COIN: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Coherent_rules_are_taken_as_they_are()
    {
        var tiered = Contract() with { MarginTiers = [Tier(100m), Tier(200m)] };
        Assert.Same(tiered, tiered.Validated());
    }

    [Fact]
    public void A_quantity_is_never_rounded_up() =>
        Gen.Long[0, 1_000_000_000_000].Sample(raw =>
        {
            var rounded = Contract().RoundDown(new Quantity(raw)).Raw;
            return rounded <= raw && raw - rounded < 100_000 && rounded % 100_000 == 0;
        });

    [Fact]
    public void A_fee_is_rounded_against_us_and_a_rebate_too()
    {
        var contract = Contract() with { MakerFee = Rate.FromDecimal(-0.00012345m), TakerFee = Rate.FromDecimal(0.00012345m) };
        // 0.1001 × 0.00012345 = 0.000012357345
        Assert.Equal(M(0.00001236m), contract.Fee(M(0.1001m), LiquidityRole.Taker));
        Assert.Equal(M(-0.00001235m), contract.Fee(M(0.1001m), LiquidityRole.Maker));
        Assert.Equal(M(0.00001236m), contract.Fee(M(-0.1001m), LiquidityRole.Taker));
    }

    private static MarginTier Tier(decimal cap) => new(M(cap), Rate.FromDecimal(0.01m), default, 10);
}
