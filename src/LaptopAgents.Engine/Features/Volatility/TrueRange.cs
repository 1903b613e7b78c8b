using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// True range: max(high − low, |high − previous close|, |low − previous close|), exact, in 10⁻⁸ units of price. The first bar has no
/// previous close, and so no true range. A mutable struct, to live as a field of the feature that owns it.
/// </summary>
internal struct TrueRange
{
    private long _previousClose;
    private bool _hasPrevious;

    /// <summary>Tells the true range of <paramref name="bar"/>; false for the first bar.</summary>
    public bool TryNext(in Bar bar, out long range)
    {
        range = Math.Max(bar.High.Raw, _previousClose) - Math.Min(bar.Low.Raw, _previousClose);
        var had = _hasPrevious;
        _previousClose = bar.Close.Raw;
        _hasPrevious = true;
        return had;
    }
}
