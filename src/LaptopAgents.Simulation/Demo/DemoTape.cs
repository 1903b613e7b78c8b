using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>Turns the market's state into the bars and settlements of one contract.</summary>
internal sealed class DemoTape
{
    /// <summary>Steps of the price inside a minute; they make the bar's range and wicks.</summary>
    public const int StepsPerMinute = 12;

    // A push that does not last: part of each step is given back, half of it within the minute. Wicks and failed breaks come from it.
    private const double PushShare = 0.3;
    private const double PushMemory = 0.86;

    private readonly DemoContract _contract;
    private readonly DemoFunding _funding;
    private readonly ulong _seed;
    private readonly Bar[] _bars;
    private readonly long _tick;
    private double _value;
    private double _anchor;
    private double _push;
    private long _lastTicks;

    public DemoTape(DemoContract contract, ulong seed, int minutes)
    {
        _contract = contract;
        _seed = seed;
        _bars = new Bar[minutes];
        _funding = new(contract, seed);
        _tick = FixedPoint.One / contract.TicksPerUnit;
        _value = contract.StartPrice;
        _anchor = _value;
        _lastTicks = Ticks(_value);
    }

    /// <summary>The last minute's move in standard deviations.</summary>
    public double LastShock { get; private set; }

    public void Trade(int minute, in DemoState state, ReadOnlySpan<double> common)
    {
        if (state.IsNewRegime) _anchor = _value;
        var before = _value;
        // √12 steps make a minute; the constant is 1/√12.
        var step = state.Volatility * 0.2886751345948129;
        var drift = (state.Drift * _contract.Sensitivity + state.Pull * (_anchor - _value) / _value) / StepsPerMinute;
        var jumpAt = (int)(Prng.Bits(_seed, DemoStream.Jump, DemoClock.Key(minute, 3)) % StepsPerMinute);
        var open = OpenTicks(minute);
        var (high, low, close) = (open, open, open);
        for (var i = 0; i < StepsPerMinute; i++)
        {
            var own = PortableMath.Bell(Prng.Bits(_seed, _contract.MoveStream, DemoClock.Key(minute, i)));
            var shock = step * (_contract.Sensitivity * common[i] + _contract.OwnShare * own);
            var move = drift + shock * (1 - PushShare * 0.5) + (i == jumpAt ? state.Jump * _contract.Sensitivity : 0);
            _value *= PortableMath.Exp(move);
            _push = PushMemory * _push + PushShare * shock;
            close = Ticks(_value * (1 + _push));
            high = Math.Max(high, close);
            low = Math.Min(low, close);
        }

        var change = (_value - before) / before;
        LastShock = Math.Clamp(change / state.Volatility, -6, 6);
        _bars[minute] = new(DemoClock.Open(minute), Price(open), Price(high), Price(low), Price(close),
            Volume(minute, state, (high - low) / (double)close / state.Volatility));
        _lastTicks = close;
        _funding.Observe(minute, change, Price(open));
    }

    public DemoInstrument Finish()
    {
        _funding.Settle(_bars.Length, Price(_lastTicks));
        return new(_contract.Symbol, _bars, _funding.Times, _funding.Rates);
    }

    // The next minute opens at the last price or one tick beside it: the other side of the book.
    private long OpenTicks(int minute) =>
        _lastTicks + (Prng.Bits(_seed, _contract.OpenStream, (ulong)minute) % 4) switch { 0 => -1, 1 => 1, _ => 0 };

    private Quantity Volume(int minute, in DemoState state, double range)
    {
        var noise = PortableMath.Exp(0.45 * PortableMath.Bell(Prng.Bits(_seed, _contract.VolumeStream, (ulong)minute)));
        var lively = DemoClock.Liveliness(minute);
        var volume = _contract.UsualVolume * lively * state.Excitement * Math.Sqrt(state.Excitement) * (0.25 + 0.5 * range) * noise;
        const long thousandth = FixedPoint.One / 1000;
        return new(Math.Max(1, (long)(volume * 1000)) * thousandth);
    }

    private long Ticks(double price) => Math.Max(1, (long)(price * _contract.TicksPerUnit + 0.5));

    private Price Price(long ticks) => new(ticks * _tick);
}
