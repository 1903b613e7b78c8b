using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>
/// Price levels of both sides, each side one sorted array with its best price last: nearly every change is near the best, so that
/// hardly anything moves. Raw 10⁻⁸ units.
/// </summary>
public sealed class OrderBook
{
    private readonly BookSide _bids = new(1);
    private readonly BookSide _asks = new(-1);
    private bool _isInSnapshot;

    /// <summary>Number of levels on a side; <see cref="Side.Buy"/> is the bids.</summary>
    public int Depth(Side side) => Of(side).Count;

    /// <summary>Takes a published change over. The first level of a snapshot empties the book.</summary>
    public void Apply(in BookLevelChange change)
    {
        if (change.IsSnapshot && !_isInSnapshot)
        {
            _bids.Clear();
            _asks.Clear();
        }

        _isInSnapshot = change.IsSnapshot && !change.IsLast;
        Of(change.Side).Set(change.Price.Raw, change.Quantity.Raw);
    }

    /// <summary>The best level of a side; false when it is empty.</summary>
    public bool TryBest(Side side, out Price price, out Quantity quantity) => TryLevel(side, 0, out price, out quantity);

    /// <summary>The level <paramref name="rank"/> places behind the best.</summary>
    public bool TryLevel(Side side, int rank, out Price price, out Quantity quantity)
    {
        var found = Of(side).TryLevel(rank, out var rawPrice, out var rawQuantity);
        (price, quantity) = (new Price(rawPrice), new Quantity(rawQuantity));
        return found;
    }

    /// <summary>What rests at a price; zero when there is no such level.</summary>
    public Quantity QuantityAt(Side side, Price price) => new(Of(side).QuantityAt(price.Raw));

    /// <summary>Takes liquidity away from the best level. What the exchange publishes next for it stands again.</summary>
    public void TakeBest(Side side, Quantity quantity) => Of(side).TakeBest(quantity.Raw);

    private BookSide Of(Side side) => side == Side.Buy ? _bids : _asks;

    // Keys are price × direction, so that ascending keys end with the best price on both sides.
    private sealed class BookSide(int direction)
    {
        private long[] _keys = new long[64];
        private long[] _quantities = new long[64];

        public int Count { get; private set; }

        public void Clear() => Count = 0;

        public bool TryLevel(int rank, out long price, out long quantity)
        {
            var place = Count - 1 - rank;
            var found = place >= 0;
            price = found ? _keys[place] * direction : 0;
            quantity = found ? _quantities[place] : 0;
            return found;
        }

        public long QuantityAt(long price)
        {
            var place = Find(price * direction);
            return place < 0 ? 0 : _quantities[place];
        }

        public void Set(long price, long quantity)
        {
            var key = price * direction;
            var place = Find(key);
            if (place >= 0)
            {
                if (quantity > 0) _quantities[place] = quantity;
                else Remove(place);
            }
            else if (quantity > 0) Insert(~place, key, quantity);
        }

        public void TakeBest(long quantity)
        {
            Invariant.That(Count > 0 && _quantities[Count - 1] >= quantity);
            _quantities[Count - 1] -= quantity;
            if (_quantities[Count - 1] == 0) Count--;
        }

        private int Find(long key)
        {
            // A few steps from the best find most levels before a binary search would have begun.
            for (var i = Count - 1; i >= 0 && i >= Count - 8; i--)
            {
                if (_keys[i] == key) return i;
                if (_keys[i] < key) return ~(i + 1);
            }

            return Array.BinarySearch(_keys, 0, Count, key);
        }

        private void Insert(int place, long key, long quantity)
        {
            if (Count == _keys.Length)
            {
                Array.Resize(ref _keys, Count * 2);
                Array.Resize(ref _quantities, Count * 2);
            }

            Array.Copy(_keys, place, _keys, place + 1, Count - place);
            Array.Copy(_quantities, place, _quantities, place + 1, Count - place);
            _keys[place] = key;
            _quantities[place] = quantity;
            Count++;
        }

        private void Remove(int place)
        {
            Count--;
            Array.Copy(_keys, place + 1, _keys, place, Count - place);
            Array.Copy(_quantities, place + 1, _quantities, place, Count - place);
        }
    }
}
