namespace LaptopAgents.Storage;

/// <summary>What the 64-bit integers of a column mean.</summary>
internal enum StoredKind
{
    Integer,

    /// <summary>Instant in UTC.</summary>
    Timestamp,

    /// <summary>Fixed-point number.</summary>
    Decimal,
}

/// <summary>The meaning of a column's integers, as other tools read it from the file.</summary>
/// <param name="UnitsPerMillisecond">For a timestamp: 1, 1,000 or 1,000,000.</param>
/// <param name="Scale">For a decimal: places after the point.</param>
internal readonly record struct ColumnType(StoredKind Kind, int UnitsPerMillisecond = 0, int Scale = 0)
{
    public const int DecimalPrecision = 18;

    public static ColumnType Integer => new(StoredKind.Integer);

    public static ColumnType Milliseconds => new(StoredKind.Timestamp, 1);

    public static ColumnType Microseconds => new(StoredKind.Timestamp, 1_000);

    public static ColumnType Nanoseconds => new(StoredKind.Timestamp, 1_000_000);

    public static ColumnType Decimal(int scale) => new(StoredKind.Decimal, Scale: scale);

    /// <summary>The factor from this column's integers to nanoseconds or to 10⁻⁸ units.</summary>
    public long ToCanonical => Kind switch
    {
        StoredKind.Timestamp => 1_000_000 / UnitsPerMillisecond,
        StoredKind.Decimal => Powers[8 - Scale],
        _ => 1,
    };

    private static ReadOnlySpan<long> Powers => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>The coarsest timestamp that holds every one of <paramref name="nanos"/> exactly.</summary>
    public static ColumnType TimestampFor(ReadOnlySpan<long> nanos)
    {
        var type = Milliseconds;
        foreach (var time in nanos)
        {
            if (type.UnitsPerMillisecond == 1 && time % 1_000_000 != 0) type = Microseconds;
            if (type.UnitsPerMillisecond == 1_000 && time % 1_000 != 0) return Nanoseconds;
        }

        return type;
    }

    /// <summary>The decimal of fewest places, at least <paramref name="atLeast"/>, that holds every one of <paramref name="raw"/> exactly.</summary>
    public static ColumnType DecimalFor(ReadOnlySpan<long> raw, int atLeast = 0)
    {
        var scale = atLeast;
        foreach (var value in raw)
        {
            while (value % Powers[8 - scale] != 0) scale++;
        }

        return Decimal(scale);
    }

    /// <summary>One decimal for the four prices of a bar: a file whose columns differ in scale is only harder to read.</summary>
    public static ColumnType PriceFor(BarSeries bars) =>
        DecimalFor(bars.Closes, DecimalFor(bars.Lows, DecimalFor(bars.Highs, DecimalFor(bars.Opens).Scale).Scale).Scale);
}
