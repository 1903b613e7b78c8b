namespace LaptopAgents.Engine;

/// <summary>
/// An exponential mean of any series: seeded with the plain mean of the first n values, then <c>e += (v − e) · weight</c>, and never
/// seeded again. A mutable struct, to live as a field of the feature that owns it.
/// </summary>
internal struct ExponentialMean
{
    private readonly double _weight;
    private readonly int _length;
    private double _value;
    private int _seen;

    private ExponentialMean(int length, double weight)
    {
        _length = Period.Check(length);
        _weight = weight;
    }

    /// <summary>The usual weight, 2/(n+1).</summary>
    public static ExponentialMean Standard(int length) => new(length, 2.0 / (length + 1.0));

    /// <summary>Wilder's weight, 1/n.</summary>
    public static ExponentialMean Wilder(int length) => new(length, 1.0 / length);

    public readonly bool IsReady => _seen == _length;

    public readonly double Value => IsReady ? _value : double.NaN;

    public void Push(double value)
    {
        if (_seen == _length)
        {
            _value += (value - _value) * _weight;
            return;
        }

        // Until it is ready the field holds the sum of the seed.
        _value += value;
        if (++_seen == _length) _value /= _length;
    }
}
