using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

internal enum ArrivalKind : byte
{
    Submit,
    Cancel,
    Modify,

    /// <summary>A published mark price, which acts at its own place in time like a command.</summary>
    Mark,

    /// <summary>A funding settlement inside a bar; it comes before everything else of its instant.</summary>
    Funding,
}

/// <summary>Something on its way to one instrument's book.</summary>
internal struct Arrival
{
    public long Time;
    public long Sequence;
    public ArrivalKind Kind;
    public int Slot;
    public ClientOrderId Id;
    public long Quantity;
    public long Limit;
    public long Trigger;
}

/// <summary>
/// Arrivals in the order of (time, sequence). Few are ever on their way, and nearly always in order, so an insertion from the back
/// into one array beats a heap.
/// </summary>
internal sealed class ArrivalQueue
{
    private Arrival[] _items = new Arrival[4];
    private int _head;
    private int _tail;

    public int Count => _tail - _head;

    /// <summary>Time of the first, or <see cref="long.MaxValue"/>.</summary>
    public long NextTime => _head == _tail ? long.MaxValue : _items[_head].Time;

    /// <summary>Where it stands; what was taken since can be brought back as long as nothing was added.</summary>
    public (int Head, int Tail) Place
    {
        get => (_head, _tail);
        set => (_head, _tail) = value;
    }

    /// <summary>Makes room for an arrival and returns it, with time and sequence set and the rest stale.</summary>
    public ref Arrival Add(long time, long sequence)
    {
        if (_head == _tail) _head = _tail = 0;
        if (_tail == _items.Length) MakeRoom();
        var place = _tail++;
        while (place > _head && (_items[place - 1].Time > time || (_items[place - 1].Time == time && _items[place - 1].Sequence > sequence)))
        {
            _items[place] = _items[place - 1];
            place--;
        }

        ref var added = ref _items[place];
        added.Time = time;
        added.Sequence = sequence;
        return ref added;
    }

    public ref readonly Arrival Peek() => ref _items[_head];

    /// <summary>The first; it stays readable until the next addition.</summary>
    public ref readonly Arrival Take() => ref _items[_head++];

    private void MakeRoom()
    {
        var count = Count;
        var target = count * 2 > _items.Length ? new Arrival[_items.Length * 2] : _items;
        Array.Copy(_items, _head, target, 0, count);
        (_items, _head, _tail) = (target, 0, count);
    }
}
