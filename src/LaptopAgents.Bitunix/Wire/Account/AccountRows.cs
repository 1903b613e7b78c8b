using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The futures account, <c>account</c>.</summary>
/// <param name="Available">Free funds.</param>
/// <param name="Frozen">Locked by orders.</param>
/// <param name="Margin">Locked by positions.</param>
public sealed record VenueAccount(
    string MarginCoin, Money Available, Money Frozen, Money Margin, Money Transferable, PositionMode? PositionMode, Money CrossUnrealized, Money IsolatedUnrealized, Money Bonus)
{
    private static readonly WireShape s_shape = new(
        "account", "marginCoin available frozen margin transfer positionMode crossUnrealizedPNL isolationUnrealizedPNL bonus");

    /// <summary>
    /// Two readings of the documentation, whether the balances hold the unrealized profit or not; the smaller is the one to risk money on.
    /// </summary>
    public Money ConservativeEquity
    {
        get
        {
            var balances = Available + Frozen + Margin;
            var unrealized = CrossUnrealized + IsolatedUnrealized;
            return Money.Min(balances, balances + unrealized);
        }
    }

    internal static VenueAccount Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.TextOrNull("marginCoin") ?? "USDT", row.Money("available"), row.MoneyOrNull("frozen") ?? default, row.MoneyOrNull("margin") ?? default,
            row.MoneyOrNull("transfer") ?? default, WireWords.Position(row.TextOrNull("positionMode")),
            row.MoneyOrNull("crossUnrealizedPNL") ?? default, row.MoneyOrNull("isolationUnrealizedPNL") ?? default, row.MoneyOrNull("bonus") ?? default);
    }
}

/// <summary>Leverage and margin mode of a symbol, <c>account/get_leverage_margin_mode</c> and the replies of the calls that change them.</summary>
public sealed record LeverageSetting(string Symbol, int? Leverage, MarginMode? MarginMode)
{
    private static readonly WireShape s_shape = new("leverage_setting", "symbol leverage marginMode", "marginCoin positionMode");

    internal static LeverageSetting Parse(JsonElement element, WireNotes notes)
    {
        var row = WireObject.Open(element, s_shape, notes);
        return new(
            row.TextOrNull("symbol") ?? "", row.IntegerOrNull("leverage") is null ? null : row.SmallInteger("leverage", 1000),
            WireWords.Margin(row.TextOrNull("marginMode")));
    }
}

/// <summary>The reply of <c>account/change_position_mode</c>.</summary>
public sealed record PositionModeSetting(PositionMode? PositionMode)
{
    private static readonly WireShape s_shape = new("position_mode", "positionMode");

    internal static PositionModeSetting Parse(JsonElement element, WireNotes notes) =>
        new(WireWords.Position(WireObject.Open(element, s_shape, notes).TextOrNull("positionMode")));
}
