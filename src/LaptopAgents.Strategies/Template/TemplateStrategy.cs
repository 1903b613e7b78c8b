using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>
/// A small strategy to copy: buys when the close breaks above the highest high of the bars before it. Copy the folder, rename the types,
/// change the rule, and add one line to <see cref="StrategyCatalog"/>.
/// <para>
/// What a strategy may do: look at its features and at the context, and put intents into the buffer. What it may not do: read a clock or
/// a file, draw random numbers, start a thread, keep a dictionary; the compiler refuses those. That is why the same code gives the same
/// trades in a backtest, on paper and live, and why a recorded session can be replayed.
/// </para>
/// <para>
/// What it need not do: sizing, limits, cooldown, trailing, time stops, funding and rounding of quantities are the session's. An intent
/// without a quantity is sized from <c>risk_pct</c> and its stop, so it must carry one.
/// </para>
/// </summary>
internal sealed class TemplateStrategy : IStrategy, IExplains
{
    // Settings are read once and kept as plain fields: nothing is looked up on a bar.
    private readonly double _stopAtrMult;
    private readonly double _tpRMult;

    // Features are made here and handed over in Initialize. They are told each closed bar before OnBar is called.
    private readonly Breakout _breakout;
    private readonly Atr _atr = new();

    /// <summary>Reads every setting, so that all mistakes in a file are reported at once. Do not throw here for a bad value.</summary>
    /// <param name="parameters">The strategy's settings, with where each was given.</param>
    public TemplateStrategy(StrategyParameters parameters)
    {
        _breakout = new Breakout(TemplateParameters.ChannelBars.Read(parameters));
        _stopAtrMult = TemplateParameters.StopAtrMult.ReadDouble(parameters);
        _tpRMult = TemplateParameters.TpRMult.ReadDouble(parameters);
    }

    /// <summary>
    /// Optional (<see cref="IExplains"/>): why the newest bar led to nothing. Constant strings only: it is set on every bar.
    /// </summary>
    public string? LastBlock { get; private set; }

    /// <summary>
    /// Declares features, once, before the first event. For a higher timeframe:
    /// <c>setup.Use(setup.Timeframe(Duration.FromMinutes(15)), new Ema(20))</c>.
    /// <see cref="OnBar"/> is not called before every feature is ready.
    /// </summary>
    public void Initialize(StrategySetup setup)
    {
        setup.Use(_breakout);
        setup.Use(_atr);
    }

    /// <summary>A base bar closed: decide. The bar is <c>context.Bar</c>; there is no way to see a later one.</summary>
    /// <param name="context">Position, equity, open orders, funding; read-only.</param>
    /// <param name="intents">What is wanted. Orders that result are decided on this close, and reach the venue after it.</param>
    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        LastBlock = !context.Position.IsFlat ? Blocks.InPosition
            : WorkingOrders.IsChangePending(context) ? Blocks.EntryWorking
            : !_breakout.IsUp ? "no breakout"
            : null;
        if (LastBlock is not null) return;

        // Levels.* put prices on the tick grid, against us. The close is on it already.
        var close = context.Bar.Close;
        var stop = Levels.Stop(Side.Buy, close.ToDouble() - _stopAtrMult * _atr.Value, context.Instrument);
        var target = Levels.Target(Side.Buy, close.ToDouble() + _tpRMult * (close - stop).ToDouble(), context.Instrument);
        if (stop.Raw <= 0 || stop >= close || target <= close)
        {
            LastBlock = Blocks.NoRoom;
            return;
        }

        // The reason is for the reader of the trade log. It may allocate: an entry is rare, a bar is not.
        var reason = $"Close {Levels.Text(close, context.Instrument)} above {Levels.Text(_breakout.High, context.Instrument)}";
        intents.Add(OrderIntent.EnterMarket(Side.Buy, stop, target, reason));
    }
}
