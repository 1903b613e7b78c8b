namespace LaptopAgents.Engine;

/// <summary>
/// The largest of the last n whole numbers (or the smallest, when asked through <see cref="Smallest"/>), in constant time per value
/// on average: a queue that drops whatever a newer and larger value has made irrelevant.
/// </summary>
internal sealed class WindowExtreme
{
    private readonly long[] _values;
    private readonly long[] _indexes;
    private readonly int _mask;
    private readonly int _length;

    // Smallest is largest of the negated values: one loop, no branch on the kind inside it.
    private readonly long _sign;
    private int _head;
    private int _count;
    private long _seen;

    private WindowExtreme(int length, long sign)
    {
        _length = Period.Check(length);
        var capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length + 1);
        _values = new long[capacity];
        _indexes = new long[capacity];
        _mask = capacity - 1;
        _sign = sign;
    }

    public static WindowExtreme Largest(int length) => new(length, 1);

    public static WindowExtreme Smallest(int length) => new(length, -1);

    public bool IsFull => _seen >= _length;

    /// <summary>The extreme of the values pushed last; zero before the first.</summary>
    public long Value => _count == 0 ? 0 : _values[_head] * _sign;

    public void Push(long value)
    {
        var signed = value * _sign;
        if (_count > 0 && _indexes[_head] <= _seen - _length)
        {
            _head = (_head + 1) & _mask;
            _count--;
        }

        while (_count > 0 && _values[(_head + _count - 1) & _mask] <= signed) _count--;
        var tail = (_head + _count) & _mask;
        _values[tail] = signed;
        _indexes[tail] = _seen++;
        _count++;
    }
}
