using System.Runtime.CompilerServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Watches equity on every mark: the loss of the UTC day against its limit, and the fall from the highest equity against the drawdown
/// limit. A day starts with the equity at its first mark.
/// </summary>
internal sealed class LossMonitor(RiskOptions options, Money startEquity)
{
    private readonly Rate _maxDrawdown = Rate.FromPercent(options.MaxDrawdownPercent);
    private long _dayEnd;
    private Money _dailyFloor = new(long.MinValue);
    private Money _drawdownFloor = FloorFor(startEquity, Rate.FromPercent(options.MaxDrawdownPercent));
    private Money _floor;

    public Money Peak { get; private set; } = startEquity;

    public Money DayStart { get; private set; } = startEquity;

    /// <summary>The day's limit was hit; cleared when the next UTC day begins.</summary>
    public bool IsDailyLossHit { get; private set; }

    /// <summary>UTC days that the limit ended so far.</summary>
    public int DailyLossDays { get; private set; }

    /// <summary>The drawdown limit was hit; only a person clears it.</summary>
    public bool IsDrawdownHit { get; private set; }

    /// <summary>Takes a mark. Returns true when it broke a limit that was whole before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool OnMark(Timestamp time, Money equity) =>
        (time.UnixNanos >= _dayEnd || equity > Peak || equity <= _floor) && OnEdge(time, equity);

    private bool OnEdge(Timestamp time, Money equity)
    {
        if (time.UnixNanos >= _dayEnd) BeginDay(time, equity);
        if (equity > Peak) RaisePeak(equity);
        return equity <= _floor && Break(equity);
    }

    /// <summary>A person lets trading go on after a drawdown: it is measured from here on. The day's limit stays as it is.</summary>
    public void Rearm(Money equity)
    {
        if (!IsDrawdownHit) return;
        IsDrawdownHit = false;
        Peak = equity;
        _drawdownFloor = FloorFor(equity, _maxDrawdown);
        SetFloor();
    }

    private void BeginDay(Timestamp time, Money equity)
    {
        _dayEnd = (time.UtcDay + 1) * 86_400_000_000_000;
        DayStart = equity;
        IsDailyLossHit = false;
        if (options.MaxDailyLoss.IsPositive) _dailyFloor = equity - options.MaxDailyLoss;
        SetFloor();
    }

    private void RaisePeak(Money equity)
    {
        Peak = equity;
        if (_maxDrawdown.IsZero) return;
        _drawdownFloor = FloorFor(equity, _maxDrawdown);
        SetFloor();
    }

    private bool Break(Money equity)
    {
        var daily = equity <= _dailyFloor && !IsDailyLossHit;
        var drawdown = equity <= _drawdownFloor && !IsDrawdownHit;
        IsDailyLossHit |= daily;
        if (daily) DailyLossDays++;
        IsDrawdownHit |= drawdown;
        SetFloor();
        return daily || drawdown;
    }

    // A limit that was hit is not watched until it is whole again. Equity of zero always ends trading.
    private void SetFloor() => _floor = Money.Max(
        IsDailyLossHit ? new Money(long.MinValue) : _dailyFloor,
        IsDrawdownHit ? new Money(long.MinValue) : _drawdownFloor);

    private static Money FloorFor(Money peak, Rate maxDrawdown) =>
        maxDrawdown.IsZero ? Money.Zero : peak - peak.Times(maxDrawdown, Rounding.Floor);
}
