namespace LaptopAgents.Simulation;

/// <summary>What each order got on one path of a bar, to see which fills depended on the choice.</summary>
internal sealed class PathOutcome
{
    private (long Sequence, long Quantity, Int128 Notional)[] _fills = new (long, long, Int128)[4];
    private int _count;

    /// <summary>Equity at the bar's close.</summary>
    public long Equity;

    public void Clear() => _count = 0;

    public void Add(long sequence, long signedQuantity, long price)
    {
        var place = 0;
        while (place < _count && _fills[place].Sequence != sequence) place++;
        if (place == _count)
        {
            if (_count == _fills.Length) Array.Resize(ref _fills, _count * 2);
            _fills[_count++] = (sequence, 0, 0);
        }

        ref var total = ref _fills[place];
        total.Quantity += signedQuantity;
        total.Notional += (Int128)signedQuantity * price;
    }

    /// <summary>Whether the order got the same here as on the other path.</summary>
    public bool Agrees(PathOutcome other, long sequence) => Of(sequence) == other.Of(sequence);

    public bool IsSameAs(PathOutcome other)
    {
        if (_count != other._count) return false;
        for (var i = 0; i < _count; i++)
            if (!Agrees(other, _fills[i].Sequence)) return false;
        return true;
    }

    private (long Quantity, Int128 Notional) Of(long sequence)
    {
        for (var i = 0; i < _count; i++)
            if (_fills[i].Sequence == sequence) return (_fills[i].Quantity, _fills[i].Notional);
        return default;
    }
}
