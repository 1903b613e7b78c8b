namespace LaptopAgents.ExchangeSimulator;

/// <summary>One-minute candles of one price, oldest first, the last of them still forming. Every longer one is made of these on request.</summary>
internal sealed class CandleSeries
{
    private readonly List<Candle> _candles = [];

    /// <summary>Candles kept; about two years of minutes.</summary>
    private const int Most = 1_100_000;

    public int Count => _candles.Count;

    public Candle? Last => _candles.Count == 0 ? null : _candles[^1];

    public void Add(long ms, long price, long quantity)
    {
        var open = CandleInterval.OneMinute.OpenOf(ms);
        if (_candles.Count > 0 && _candles[^1].OpenTime >= open) _candles[^1] = _candles[^1].With(price, quantity);
        else Append(Candle.First(open, price, quantity));
    }

    /// <summary>Takes a whole candle over; one that is there already stays as it is.</summary>
    public void Append(in Candle candle)
    {
        if (_candles.Count > 0 && _candles[^1].OpenTime >= candle.OpenTime) return;
        if (_candles.Count == Most) _candles.RemoveRange(0, Most / 10);
        _candles.Add(candle);
    }

    /// <summary>
    /// The newest <paramref name="limit"/> candles that open at or before <paramref name="end"/> and not before
    /// <paramref name="start"/>, newest first: the page hangs at its end, and the start only cuts it off.
    /// </summary>
    public List<Candle> Page(CandleInterval interval, long start, long end, int limit, bool withForming, long now)
    {
        var page = new List<Candle>();
        var newest = FirstAfter(end) - 1;
        // The candle that holds the end is told whole.
        while (newest >= 0 && newest + 1 < _candles.Count && interval.OpenOf(_candles[newest + 1].OpenTime) == interval.OpenOf(_candles[newest].OpenTime)) newest++;
        for (var i = newest; i >= 0;)
        {
            var open = interval.OpenOf(_candles[i].OpenTime);
            var candle = Gather(interval, open, ref i);
            if (candle.OpenTime < start || page.Count == limit) break;
            if (!withForming && open == interval.OpenOf(now)) continue;
            page.Add(candle);
        }

        return page;
    }

    /// <summary>As <see cref="Page"/>, for a page that hangs at its start.</summary>
    public List<Candle> PageFrom(CandleInterval interval, long start, long end, int limit, bool withForming, long now)
    {
        var page = new List<Candle>();
        for (var i = FirstAfter(start - 1); i < _candles.Count && page.Count < limit;)
        {
            var open = interval.OpenOf(_candles[i].OpenTime);
            var candle = _candles[i] with { OpenTime = open };
            for (i++; i < _candles.Count && interval.OpenOf(_candles[i].OpenTime) == open; i++) candle = candle.Then(_candles[i]);
            if (open < start) continue;
            if (open > end || !withForming && open == interval.OpenOf(now)) break;
            page.Add(candle);
        }

        page.Reverse();
        return page;
    }

    /// <summary>The candle that holds <paramref name="ms"/> as far as it has come; null when nothing happened in it.</summary>
    public Candle? Forming(CandleInterval interval, long ms)
    {
        var i = _candles.Count - 1;
        var open = interval.OpenOf(ms);
        return i < 0 || interval.OpenOf(_candles[i].OpenTime) != open ? null : Gather(interval, open, ref i);
    }

    /// <summary>What happened in the <paramref name="minutes"/> up to the newest candle.</summary>
    public Candle? Rolling(int minutes)
    {
        if (_candles.Count == 0) return null;
        var first = FirstAfter(_candles[^1].OpenTime - minutes * 60_000L);
        var sum = _candles[first];
        for (var i = first + 1; i < _candles.Count; i++) sum = sum.Then(_candles[i]);
        return sum;
    }

    private Candle Gather(CandleInterval interval, long open, ref int i)
    {
        var last = i;
        while (i > 0 && interval.OpenOf(_candles[i - 1].OpenTime) == open) i--;
        var candle = _candles[i] with { OpenTime = open };
        for (var at = i + 1; at <= last; at++) candle = candle.Then(_candles[at]);
        i--;
        return candle;
    }

    // Place of the first candle that opens after an instant.
    private int FirstAfter(long ms)
    {
        var (low, high) = (0, _candles.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_candles[middle].OpenTime <= ms) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
