namespace LaptopAgents.Engine;

/// <summary>
/// As <see cref="WindowSum"/>, for products: price × volume passes 64 bits, and must not be rounded before it is divided.
/// </summary>
internal sealed class WideWindowSum(int length)
{
    private readonly Int128[] _values = new Int128[Period.Check(length)];
    private int _next;
    private int _seen;

    public Int128 Sum { get; private set; }

    public bool IsFull => _seen == _values.Length;

    public void Push(Int128 value)
    {
        ref var slot = ref _values[_next];
        Sum += value - slot;
        slot = value;
        _next = _next + 1 == _values.Length ? 0 : _next + 1;
        if (_seen < _values.Length) _seen++;
    }
}
