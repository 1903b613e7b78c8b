namespace LaptopAgents.Engine;

/// <summary>
/// The sum of the last n whole numbers. Whole numbers add without rounding, so the sum never drifts and depends on those n alone,
/// however long the run. A sum beyond 64 bits throws.
/// </summary>
internal sealed class WindowSum(int length)
{
    private readonly long[] _values = new long[Period.Check(length)];
    private int _next;
    private int _seen;

    public int Length => _values.Length;

    public long Sum { get; private set; }

    public bool IsFull => _seen == _values.Length;

    public void Push(long value)
    {
        ref var slot = ref _values[_next];
        Sum += value - slot;
        slot = value;
        _next = _next + 1 == _values.Length ? 0 : _next + 1;
        if (_seen < _values.Length) _seen++;
    }
}
