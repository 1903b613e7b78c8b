using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Bars as a Parquet file with the columns <c>timestamp, open, high, low, close, volume</c>.</summary>
internal static class BarFile
{
    public const string SymbolNote = "laptopagents.symbol";
    public const string IntervalNote = "laptopagents.interval";
    public const string SyntheticNote = "laptopagents.synthetic";
    private static readonly string[] Names = ["timestamp", "open", "high", "low", "close", "volume"];

    /// <summary>The same bars and notes always give the same bytes.</summary>
    public static byte[] Write(BarSeries bars, IReadOnlyList<KeyValuePair<string, string>> notes)
    {
        var price = ColumnType.PriceFor(bars);
        return ColumnFileWriter.Write(
            [
                new(Names[0], ColumnType.TimestampFor(bars.OpenTimes), bars.OpenTimes.ToArray()),
                new(Names[1], price, bars.Opens.ToArray()),
                new(Names[2], price, bars.Highs.ToArray()),
                new(Names[3], price, bars.Lows.ToArray()),
                new(Names[4], price, bars.Closes.ToArray()),
                new(Names[5], ColumnType.DecimalFor(bars.Volumes), bars.Volumes.ToArray()),
            ],
            notes);
    }

    /// <summary>Appends the bars of a file to <paramref name="target"/> and checks that each can be a bar and follows the one before.</summary>
    /// <param name="name">How the file is called in messages.</param>
    /// <exception cref="DataException">The file is damaged, lacks a column, or holds something that is no bar.</exception>
    public static void Append(ReadOnlyMemory<byte> bytes, string name, BarSeriesBuilder target)
    {
        var start = target.Count;
        try
        {
            if (ColumnFile.TryOpen(bytes) is not { } file || !TryAppend(file, target)) ForeignBars.Append(bytes, target);
        }
        catch (Exception problem) when (problem is InvalidDataException or OverflowException)
        {
            throw new DataException($"{name} cannot be read: {problem.Message}", "Import it again from its source.", problem);
        }

        BarChecks.Require(target.ToSeries().Slice(start, target.Count - start), start == 0 ? null : target.ToSeries().OpenTime(start - 1), name);
    }

    /// <summary>The number of rows that the footer promises, before any memory is taken for them.</summary>
    public static long RowsOf(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            return ColumnFile.TryOpen(bytes)?.Rows ?? ForeignBars.RowsOf(bytes);
        }
        catch (InvalidDataException problem)
        {
            throw new DataException($"{name} cannot be read: {problem.Message}", "Import it again from its source.", problem);
        }
    }

    private static bool TryAppend(ColumnFile file, BarSeriesBuilder target)
    {
        var columns = new ParquetFooter.Column[Names.Length];
        for (var i = 0; i < Names.Length; i++)
        {
            if (file.Find(Names[i]) is not { } column) return false;
            if (column.Type.Kind != (i == 0 ? StoredKind.Timestamp : StoredKind.Decimal)) return false;
            columns[i] = column;
        }

        var into = target.Extend(checked((int)file.Rows));
        file.Read(columns[0], into.OpenTimes);
        file.Read(columns[1], into.Opens);
        file.Read(columns[2], into.Highs);
        file.Read(columns[3], into.Lows);
        file.Read(columns[4], into.Closes);
        file.Read(columns[5], into.Volumes);
        return true;
    }
}
