using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// The live orders of a session in pooled slots. Closed orders leave, so a long run does not grow; the few that are alive are found by
/// looking at each, oldest first, which is also the order in which anything iterates them.
/// </summary>
internal sealed class OrderTable
{
    private Order[] _slots = new Order[16];
    private int[] _active = new int[16];
    private int[] _free = new int[16];
    private int _freeCount;
    private int _used;

    public int Count { get; private set; }

    /// <summary>The live order at a place, oldest first.</summary>
    public ref Order At(int place) => ref _slots[_active[place]];

    public ref Order Add(in SubmitOrder terms)
    {
        var slot = _freeCount > 0 ? _free[--_freeCount] : NewSlot();
        if (Count == _active.Length) Array.Resize(ref _active, Count * 2);
        _active[Count++] = slot;
        ref var order = ref _slots[slot];
        order = default;
        order.Terms = terms;
        return ref order;
    }

    /// <summary>The place of an order among the live ones, or −1.</summary>
    public int Find(ClientOrderId id)
    {
        // Newest first: reports mostly concern the newest orders.
        for (var place = Count - 1; place >= 0; place--)
        {
            ref readonly var candidate = ref _slots[_active[place]].Terms;
            if (candidate.Id == id) return place;
        }

        return -1;
    }

    public void RemoveAt(int place)
    {
        if (_freeCount == _free.Length) Array.Resize(ref _free, _freeCount * 2);
        _free[_freeCount++] = _active[place];
        Count--;
        Array.Copy(_active, place + 1, _active, place, Count - place);
    }

    private int NewSlot()
    {
        if (_used == _slots.Length) Array.Resize(ref _slots, _used * 2);
        return _used++;
    }
}
