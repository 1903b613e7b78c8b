using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// The words that stand for enum values in files, each list in the order of its enum. They are spelled out, because files outlive a
/// renamed identifier: a word may be added, and is never changed.
/// </summary>
internal static class Words
{
    /// <summary><see cref="Side"/> of an order or a fill.</summary>
    public static readonly WordList Sides = new("buy sell");

    /// <summary><see cref="Side"/> of a position.</summary>
    public static readonly WordList Directions = new("long short");

    /// <summary><see cref="OrderType"/></summary>
    public static readonly WordList OrderTypes = new("market limit stop_market stop_limit trailing_stop");

    /// <summary><see cref="TimeInForce"/></summary>
    public static readonly WordList TimesInForce = new("good_till_canceled immediate_or_cancel fill_or_kill good_till_date");

    /// <summary><see cref="TriggerSource"/></summary>
    public static readonly WordList TriggerSources = new("last_price mark_price");

    /// <summary><see cref="LiquidityRole"/></summary>
    public static readonly WordList Liquidities = new("taker maker");

    /// <summary><see cref="OrderPurpose"/></summary>
    public static readonly WordList Purposes = new(
        "entry signal_exit stop_loss take_profit trailing_stop time_stop liquidation flatten end_of_run");

    /// <summary><see cref="OrderStatus"/></summary>
    public static readonly WordList Statuses = new(
        "initialized denied submitted accepted rejected triggered partially_filled filled pending_cancel canceled expired unknown");

    /// <summary><see cref="OrderReason"/></summary>
    public static readonly WordList Reasons = new(
        "none insufficient_margin post_only_would_take reduce_only_would_increase not_enough_liquidity unknown_order "
        + "below_min_quantity above_max_quantity below_min_notional off_tick off_lot invalid_price duplicate_order position_closed "
        + "one_cancels_other time_in_force_ended trigger_would_fire_at_once liquidated no_market_data account_bankrupt missing_stop "
        + "stop_on_wrong_side target_on_wrong_side reward_to_risk stop_too_close position_limit notional_limit leverage_limit "
        + "daily_loss drawdown order_rate cooldown funding_gate stale_data exposure_limit open_positions_limit correlated_exposure "
        + "kill_switch reducing halted duplicate_intent backfilled_bar replaced_by_modify requested_by_strategy "
        + "requested_by_operator end_of_run not_offered");

    /// <summary><see cref="ExecutionKind"/></summary>
    public static readonly WordList Executions = new(
        "submitted accepted rejected triggered filled cancel_requested canceled cancel_rejected modified modify_rejected expired lost "
        + "denied");

    /// <summary><see cref="OperatorCommand"/></summary>
    public static readonly WordList OperatorCommands = new("none halt reduce resume flatten end_of_run");

    /// <summary><see cref="EventKind"/></summary>
    public static readonly WordList EventKinds = new(
        "none funding_payment funding_rate mark_price book_level quote trade bar_close execution_report timer operator_command");
}

/// <summary>The words of one enum as UTF-8, found by value in one step and by text in a short search.</summary>
internal sealed class WordList(string words)
{
    private readonly byte[][] _words = Array.ConvertAll(words.Split(' '), Encoding.ASCII.GetBytes);

    public int Count => _words.Length;

    public byte[] this[int value] => _words[value];

    /// <summary>The value of a word; −1 when there is no such word.</summary>
    public int IndexOf(ReadOnlySpan<byte> word)
    {
        for (var i = 0; i < _words.Length; i++)
            if (word.SequenceEqual(_words[i])) return i;
        return -1;
    }
}
