using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Simulation;

/// <remarks>Bars that touch nothing: nearly all that a venue ever sees, told from the rest by two compares.</remarks>
public sealed partial class SimulatedVenue
{
    // An order of the strategy ends a run, and what was looked at beyond it is looked at again.
    private const int QuietBarsAtOnce = 64;

    /// <inheritdoc />
    public int QuietBars(in BarRun run)
    {
        if (!_isIdle || _matcher.HasSeveralPositions) return 0;
        var market = _markets[run.Instrument.Index];
        var (bandLow, bandHigh) = (market.BandLow, market.BandHigh);
        if (bandLow == long.MinValue && bandHigh == long.MaxValue) return run.Count;
        var count = Math.Min(run.Count, QuietBarsAtOnce);
        var lows = run.Lows[..count];
        var highs = run.Highs[..count];
        var quiet = 0;
        while (quiet < lows.Length && lows[quiet] > bandLow && highs[quiet] < bandHigh) quiet++;
        return quiet;
    }

    /// <inheritdoc />
    public void PassQuiet(in BarRun run, int bars)
    {
        var market = _markets[run.Instrument.Index];
        _matcher.Floor = bars > 1 ? run.CloseTime(bars - 2).UnixNanos : _instant;
        _instant = run.CloseTime(bars - 1).UnixNanos;
        market.Last = run.Closes[bars - 1];
        if (market.Ranges is not { } ranges) return;
        for (var i = 0; i < bars; i++) ranges.Add(run.Highs[i], run.Lows[i]);
    }

    private bool IsQuiet(in EngineEvent next)
    {
        if (next.Kind != EventKind.BarClose) return false;
        ref readonly var bar = ref next.Bar;
        var market = _markets[next.Instrument.Index];
        if (bar.Low.Raw <= market.BandLow || bar.High.Raw >= market.BandHigh) return false;
        market.Last = bar.Close.Raw;
        market.Ranges?.Add(bar.High.Raw, bar.Low.Raw);
        return true;
    }

    private void Look(MarketBatch batch)
    {
        var isTouched = false;
        foreach (ref readonly var next in batch.Events)
        {
            if (next.Kind == EventKind.BarClose)
            {
                ref readonly var bar = ref next.Bar;
                var market = _markets[next.Instrument.Index];
                if (bar.Low.Raw > market.BandLow && bar.High.Raw < market.BandHigh) market.Last = bar.Close.Raw;
                else isTouched = true;
                market.Ranges?.Add(bar.High.Raw, bar.Low.Raw);
            }
            else isTouched = true;
        }

        if (_matcher.HasSeveralPositions)
        {
            _matcher.WatchAccount(batch.Events);
            isTouched |= _matcher.IsAccountWatched;
        }

        if (isTouched) Begin(batch);
    }
}
