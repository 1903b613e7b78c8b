using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// Takes a session's state over into the account's database: after every turn that moved money or ended an order, at the beginning of
/// every day, and now and then in between. What it takes over is in the journal, and safe there, before.
/// </summary>
public sealed class StateKeeper(StateStore store, SessionJournal journal, TradingEngine engine, RunResult result, string session, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BackupPause = TimeSpan.FromHours(1);

    private readonly EffectBuffer _live = new();
    private AccountFigures? _kept = store.Figures();
    private long _committed = time.GetTimestamp();
    private long _backedUp = time.GetTimestamp();
    private Timestamp _now;

    /// <summary>Called at the beginning of each UTC day, when it is in the database.</summary>
    public Action? DayBegan { get; set; }

    /// <summary>Makes a backup; called once an hour.</summary>
    public Action? BackUp { get; set; }

    /// <summary>A turn ended at this time of the market.</summary>
    public void OnTurn(Timestamp now)
    {
        _now = now;
        var isNewDay = _kept is null || _kept.Time.UtcDay != now.UtcDay;
        if (!isNewDay && !HasFacts() && time.GetElapsedTime(_committed) < Pause) return;
        Commit();
        if (isNewDay) DayBegan?.Invoke();
        if (time.GetElapsedTime(_backedUp) < BackupPause) return;
        _backedUp = time.GetTimestamp();
        BackUp?.Invoke();
    }

    /// <summary>Takes over what there is; for the end of a session.</summary>
    public void Commit()
    {
        journal.Sync();
        var figures = AccountFigures.Of(session, _now, journal.Sequence, engine, result, journal.Lines, journal.Chain);
        store.Commit(figures, _kept, result, LiveOrders(engine, _live), engine);
        (_kept, _committed) = (figures, time.GetTimestamp());
    }

    /// <summary>The orders that are alive, oldest first.</summary>
    public static IReadOnlyList<OrderRecord> LiveOrders(TradingEngine engine, EffectBuffer? buffer = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        buffer ??= new EffectBuffer();
        buffer.Clear();
        engine.RecordLiveOrders(buffer);
        return [.. buffer.Orders];
    }

    /// <summary>The time of an instant in a file's name: <c>20250504T153300Z</c>.</summary>
    public static string Stamp(Timestamp time) => time.ToDateTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private bool HasFacts() =>
        _kept!.Counts != (result.Orders.Count, result.Fills.Count, result.Trades.Count, result.Funding.Count);
}
