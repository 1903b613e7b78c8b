using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>What <see cref="SweepInvalidationStrategy"/> looks at.</summary>
internal sealed class SweepFeatures(StrategySetup setup, int lookbackBars, double eqTolerance)
{
    public Sweep Sweep { get; } = setup.Use(new Sweep(lookbackBars));

    public Atr Atr { get; } = setup.Use(new Atr());

    public RollingVwap Vwap { get; } = setup.Use(new RollingVwap());

    public VolumeAverage Volume { get; } = setup.Use(new VolumeAverage());

    public Ema EmaFast { get; } = setup.Use(new Ema(9));

    public Ema EmaSlow { get; } = setup.Use(new Ema(20));

    public CvdDivergence CvdDivergence { get; } = setup.Use(new CvdDivergence());

    public EqualLevels Highs { get; } = setup.Use(new EqualLevels(LevelSource.Highs, eqTolerance));

    public EqualLevels Lows { get; } = setup.Use(new EqualLevels(LevelSource.Lows, eqTolerance));
}
