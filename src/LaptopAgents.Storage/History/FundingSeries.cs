using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Settled funding rates, oldest first. The series never changes after it was made.</summary>
public sealed class FundingSeries
{
    private readonly long[] _times;
    private readonly long[] _rates;
    private readonly long[] _markPrices;

    /// <param name="times">Settlement times in nanoseconds since the epoch, strictly ascending.</param>
    /// <param name="rates">Fractions of notional for one interval, in 10⁻⁸ units.</param>
    /// <param name="markPrices">Price of each settlement in 10⁻⁸ units, zero where the data does not say.</param>
    public FundingSeries(long[] times, long[] rates, long[] markPrices)
    {
        if (rates.Length != times.Length || markPrices.Length != times.Length)
            throw new ArgumentException("The columns of a funding series have one length.");
        (_times, _rates, _markPrices) = (times, rates, markPrices);
    }

    public static FundingSeries Empty { get; } = new([], [], []);

    /// <summary>Reads a CSV of <c>timestamp,rate</c> and perhaps <c>mark_price</c>.</summary>
    /// <exception cref="DataException">The file cannot be read, or a row is wrong.</exception>
    public static FundingSeries Load(string path) => FundingFile.Read(File.ReadAllBytes(path), path);

    public int Count => _times.Length;

    public ReadOnlySpan<long> Times => _times;

    public ReadOnlySpan<long> Rates => _rates;

    public ReadOnlySpan<long> MarkPrices => _markPrices;

    public Timestamp Time(int index) => new(_times[index]);

    public FundingRate this[int index] => new(new(_rates[index]), new(_markPrices[index]));

    /// <summary>Place of the first settlement at or after <paramref name="time"/>; <see cref="Count"/> when there is none.</summary>
    public int FirstAtOrAfter(Timestamp time)
    {
        var place = Times.BinarySearch(time.UnixNanos);
        return place < 0 ? ~place : place;
    }

    /// <summary>The settlements at or after <paramref name="from"/> and not after <paramref name="to"/>.</summary>
    public FundingSeries Between(Timestamp from, Timestamp to)
    {
        var first = FirstAtOrAfter(from);
        var last = FirstAtOrAfter(to == Timestamp.MaxValue ? to : new(to.UnixNanos + 1));
        var range = first..Math.Max(first, last);
        return range.Start.Value == 0 && range.End.Value == Count ? this : new(_times[range], _rates[range], _markPrices[range]);
    }
}
