using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LaptopAgents.Domain;

/// <summary>
/// Equity at each bar's close. Cash and position change only with a fill or a settlement, so they are kept as change points and
/// joined when the curve is read; a quiet bar costs two numbers.
/// </summary>
public sealed class EquityCurve(int capacity = 0)
{
    private long[] _times = new long[capacity];
    private long[] _equity = new long[capacity];
    private readonly List<(int Index, Money Cash, Quantity Position)> _changes = [];
    private int _count;

    public int Count => _count;

    public ReadOnlySpan<long> UnixNanos => _times.AsSpan(0, _count);

    /// <summary>Equity in 10⁻⁸ units.</summary>
    public ReadOnlySpan<long> RawEquity => _equity.AsSpan(0, _count);

    /// <summary>Cash and position from the point <c>Index</c> on, in order.</summary>
    public ReadOnlySpan<(int Index, Money Cash, Quantity Position)> Changes => CollectionsMarshal.AsSpan(_changes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Timestamp time, Money equity)
    {
        var index = _count;
        var (times, points) = (_times, _equity);
        if (index < times.Length && index < points.Length && index >= 0)
        {
            times[index] = time.UnixNanos;
            points[index] = equity.Raw;
            _count = unchecked(index + 1);
            return;
        }

        AddGrown(time, equity);
    }

    /// <summary>Room for the equity of the next <paramref name="count"/> points, to be written and then taken with <see cref="Take"/>.</summary>
    public Span<long> Reserve(int count)
    {
        while (_count + (long)count > _times.Length) Grow();
        return _equity.AsSpan(_count, count);
    }

    /// <summary>Takes as many reserved points as there are times.</summary>
    /// <param name="openTimes">When the bars of the points opened, in nanoseconds since the epoch.</param>
    /// <param name="interval">From a bar's opening to its point.</param>
    public void Take(ReadOnlySpan<long> openTimes, Duration interval)
    {
        var times = _times.AsSpan(_count, openTimes.Length);
        for (var i = 0; i < times.Length; i++) times[i] = openTimes[i] + interval.Nanos;
        _count += openTimes.Length;
    }

    /// <summary>Forgets every point and keeps the memory, for another run of the same length.</summary>
    public void Clear()
    {
        _count = 0;
        _changes.Clear();
    }

    /// <summary>Replaces the newest point, or adds one when <paramref name="time"/> is later.</summary>
    public void Restate(Timestamp time, Money equity)
    {
        if (_count > 0 && _times[_count - 1] == time.UnixNanos)
        {
            _count--;
            if (_changes.Count > 0 && _changes[^1] is var last && last.Index > _count)
            {
                _changes.RemoveAt(_changes.Count - 1);
                Change(last.Cash, last.Position);
            }
        }

        Add(time, equity);
    }

    /// <summary>States cash and position from the next point on.</summary>
    public void Change(Money cash, Quantity position)
    {
        if (_changes.Count > 0 && _changes[^1].Index == _count) _changes[^1] = (_count, cash, position);
        else _changes.Add((_count, cash, position));
    }

    /// <summary>All points, in time order.</summary>
    public IEnumerable<EquityPoint> Points()
    {
        var next = 0;
        (Money cash, Quantity position) = (default, default);
        for (var i = 0; i < _count; i++)
        {
            for (; next < _changes.Count && _changes[next].Index <= i; next++) (_, cash, position) = _changes[next];
            var equity = new Money(_equity[i]);
            yield return new EquityPoint(new Timestamp(_times[i]), equity, cash, position, equity - cash);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddGrown(Timestamp time, Money equity)
    {
        Grow();
        Add(time, equity);
    }

    private void Grow()
    {
        var size = Math.Max(1024, _times.Length * 2);
        Array.Resize(ref _times, size);
        Array.Resize(ref _equity, size);
    }
}

/// <summary>One row of the equity curve.</summary>
/// <param name="Position">
/// Signed quantity. With several symbols in one run: the signed notional of all positions at cost, in quote currency.
/// </param>
public readonly record struct EquityPoint(Timestamp Time, Money Equity, Money Cash, Quantity Position, Money Unrealised);
