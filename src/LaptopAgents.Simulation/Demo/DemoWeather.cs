namespace LaptopAgents.Simulation;

/// <summary>What the market as a whole is like in one minute.</summary>
/// <param name="Drift">Expected logarithmic move of the minute.</param>
/// <param name="Volatility">Standard deviation of the minute's logarithmic move.</param>
/// <param name="Excitement">Volatility against its long-run level: 1 is usual.</param>
/// <param name="Jump">A sudden logarithmic move inside the minute; nearly always zero.</param>
/// <param name="Pull">How strongly the price is drawn back to where the regime began, per minute.</param>
/// <param name="IsNewRegime">The regime began with this minute.</param>
internal readonly record struct DemoState(
    double Drift, double Volatility, double Excitement, double Jump, double Pull, bool IsNewRegime);

/// <summary>Regimes that follow each other, and volatility that remembers: a slow part over half a day and a fast one over minutes.</summary>
internal sealed class DemoWeather(ulong seed)
{
    // 2.3 % a day: 0.06 % a minute.
    private const double UsualVolatility = 0.0006;
    private const double SlowMemory = 0.9990;
    private const double SlowNoise = 0.0155;
    private const double FastMemory = 0.955;
    private const double FastNoise = 0.055;

    // How much a surprising minute unsettles the next ones, and the size of a Bell move that surprises nobody.
    private const double Echo = 0.085;
    private const double UsualSurprise = 0.8;
    private const double JumpsPerMinute = 1.0 / 1100;

    private DemoRegime _regime = new(DemoRegimeKind.Range, 0, 0);
    private int _regimes;
    private double _slow;
    private double _fast;

    /// <param name="lastShock">The minute before in standard deviations.</param>
    public DemoState Next(int minute, double lastShock)
    {
        var isNew = minute >= _regime.End;
        if (isNew) _regime = DemoRegime.Draw(seed, _regimes++, minute, _regime.Kind);
        _slow = SlowMemory * _slow + SlowNoise * Bell(DemoStream.SlowVolatility, minute);
        _fast = FastMemory * _fast + Echo * (Math.Abs(lastShock) - UsualSurprise) * 0.5
            + FastNoise * Bell(DemoStream.FastVolatility, minute) - 0.01 * Math.Min(0, lastShock) * 0.5;
        // The two parts have a standard deviation of about 0.35 and 0.2; the bounds only cut off absurdities.
        var excitement = PortableMath.Exp(Math.Clamp(_slow + _fast, -1.4, 1.7)) * _regime.Unrest;
        var volatility = UsualVolatility * excitement * DemoClock.Liveliness(minute);
        return new(_regime.Drift, volatility, excitement, Jump(minute, volatility), _regime.Pull, isNew);
    }

    private double Jump(int minute, double volatility)
    {
        if (Prng.Uniform(seed, DemoStream.Jump, DemoClock.Key(minute, 0)) >= JumpsPerMinute) return 0;
        var size = 3 + 6 * Prng.Uniform(seed, DemoStream.Jump, DemoClock.Key(minute, 1));
        return Prng.Uniform(seed, DemoStream.Jump, DemoClock.Key(minute, 2)) < 0.53 ? -size * volatility : size * volatility;
    }

    private double Bell(ulong stream, int minute) => PortableMath.Bell(Prng.Bits(seed, stream, (ulong)minute));
}
