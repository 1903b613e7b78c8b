namespace LaptopAgents.Engine;

/// <summary>
/// Mean and standard deviation of the last n whole numbers. Sum and sum of squares are exact, so the variance cannot come out negative
/// or drift, which a running sum of squared doubles does.
/// </summary>
internal sealed class WindowMoments(int length)
{
    private readonly WindowSum _values = new(length);
    private readonly WideWindowSum _squares = new(length);

    public int Length => _values.Length;

    public bool IsFull => _values.IsFull;

    /// <summary>In units of the numbers.</summary>
    public double Mean => _values.Sum / (double)Length;

    /// <summary>Of the population, that is divided by n; in units of the numbers.</summary>
    public double Deviation
    {
        get
        {
            var scaled = _squares.Sum * Length - (Int128)_values.Sum * _values.Sum;
            return Math.Sqrt((double)scaled) / Length;
        }
    }

    /// <summary>√(Σx²/n), in units of the numbers.</summary>
    public double RootMeanSquare => Math.Sqrt((double)_squares.Sum / Length);

    public void Push(long value)
    {
        _values.Push(value);
        _squares.Push(Math.BigMul(value, value));
    }
}
