using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>
/// A liquidity sweep that is reclaimed: stops beyond a recent extreme are taken, and price closes back inside. Trades the return, with the
/// stop beyond the swept level and the target at the volume-weighted price (or a multiple of the risk).
/// </summary>
internal sealed class SweepInvalidationStrategy : IStrategy, IExplains
{
    // Below this fraction of the price the bar's range is noise: the stop would sit inside the spread.
    private const double MinRelativeAtr = 0.0001;
    private readonly int _lookbackBars;
    private readonly double _stopAtrMult;
    private readonly bool _targetIsVwap;
    private readonly double _tpRMult;
    private readonly bool _skipsWrongSide;
    private readonly bool _emaFilter;
    private readonly double _minVolRatio;
    private readonly bool _requireCvdConfirm;
    private readonly double _eqTolerance;
    private SweepFeatures? _features;

    public SweepInvalidationStrategy(StrategyParameters parameters)
    {
        _lookbackBars = SweepInvalidationParameters.LookbackBars.Read(parameters);
        _stopAtrMult = SweepInvalidationParameters.StopAtrMult.ReadDouble(parameters);
        _targetIsVwap = SweepInvalidationParameters.Target.Is(parameters, SweepInvalidationParameters.Vwap);
        _tpRMult = SweepInvalidationParameters.TpRMult.ReadDouble(parameters);
        _skipsWrongSide = SweepInvalidationParameters.VwapWrongSide.Is(parameters, SweepInvalidationParameters.Skip);
        _emaFilter = SweepInvalidationParameters.EmaFilter.Read(parameters);
        _minVolRatio = SweepInvalidationParameters.MinVolRatio.ReadDouble(parameters);
        _requireCvdConfirm = SweepInvalidationParameters.RequireCvdConfirm.Read(parameters);
        _eqTolerance = SweepInvalidationParameters.EqTolerancePct.ReadDouble(parameters) / 100.0;
    }

    public string? LastBlock { get; private set; } = SweepBlocks.NoSweep;

    public void Initialize(StrategySetup setup) => _features = new SweepFeatures(setup, _lookbackBars, _eqTolerance);

    public void OnBar(StrategyContext context, IntentBuffer intents)
    {
        var features = _features!;
        if (features.Sweep.Value == SweepSide.None)
        {
            LastBlock = SweepBlocks.NoSweep;
            return;
        }

        var side = features.Sweep.Value == SweepSide.Low ? Side.Buy : Side.Sell;
        LastBlock = Block(context, side);
        if (LastBlock is null) Enter(context, intents, side);
    }

    // The order is the order in which a trader would ask: can I, is there a market, does it agree.
    private string? Block(StrategyContext context, Side side)
    {
        var features = _features!;
        if (!context.Position.IsFlat) return Blocks.InPosition;
        if (WorkingOrders.IsChangePending(context)) return Blocks.EntryWorking;
        if (features.Atr.Value / context.Bar.Close.ToDouble() < MinRelativeAtr) return SweepBlocks.LowVolatility;
        if (_emaFilter && side.Sign() * (features.EmaFast.Value - features.EmaSlow.Value) < 0) return SweepBlocks.EmaAgainst;
        if (context.Bar.Volume.ToDouble() < _minVolRatio * features.Volume.Value) return SweepBlocks.LowVolume;
        var confirming = side == Side.Buy ? Divergence.Bullish : Divergence.Bearish;
        return _requireCvdConfirm && features.CvdDivergence.Value != confirming ? SweepBlocks.NoDivergence : null;
    }

    private void Enter(StrategyContext context, IntentBuffer intents, Side side)
    {
        var features = _features!;
        var instrument = context.Instrument;
        var entry = context.Bar.Close;
        var stop = Levels.Stop(side, features.Sweep.Level.ToDouble() - side.Sign() * _stopAtrMult * features.Atr.Value, instrument);
        var target = _targetIsVwap ? Levels.Target(side, features.Vwap.Value, instrument) : Price.Zero;
        var atVwap = _targetIsVwap && Levels.IsBeyond(side, target, entry);
        if (!atVwap)
        {
            if (_targetIsVwap && _skipsWrongSide)
            {
                LastBlock = SweepBlocks.VwapBehind;
                return;
            }

            target = Levels.Target(side, entry.ToDouble() + (entry - stop).ToDouble() * _tpRMult, instrument);
        }

        if (stop.Raw <= 0 || target.Raw <= 0 || !Levels.IsBeyond(side, target, entry))
        {
            LastBlock = Blocks.NoRoom;
            return;
        }

        intents.Add(OrderIntent.EnterMarket(side, stop, target, Reason(side, target, atVwap, instrument)));
    }

    private string Reason(Side side, Price target, bool atVwap, Instrument instrument)
    {
        var features = _features!;
        var equal = (side == Side.Buy ? features.Lows : features.Highs).CountBeforeNewest(features.Sweep.Level);
        var extreme = side == Side.Buy ? "low" : "high";
        var level = Levels.Text(features.Sweep.Level, instrument);
        var swept = equal > 1 ? $"{equal} equal {extreme}s near {level}" : side == Side.Buy ? $"Low {level}" : $"High {level}";
        var goal = atVwap ? "VWAP" : string.Create(CultureInfo.InvariantCulture, $"{_tpRMult:0.##} R");
        var note = _targetIsVwap && !atVwap ? " (VWAP is behind the entry)" : "";
        return $"{swept} swept and reclaimed; target {goal} {Levels.Text(target, instrument)}{note}";
    }
}
