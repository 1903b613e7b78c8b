using System.Buffers;
using System.Runtime.CompilerServices;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// The equity curve as a table. It is the one with a row for every bar, so both formats are written from the curve's own columns, and
/// cash and position, which change only with a fill, are rendered once for each change.
/// </summary>
internal static class EquityTable
{
    private const string TimeColumn = "time";
    private const string EquityColumn = "equity";
    private const string CashColumn = "cash";
    private const string UnrealisedColumn = "unrealised";

    public static readonly Column[] Columns =
    [
        new(TimeColumn, ColumnKind.Time),
        new(EquityColumn, ColumnKind.Amount),
        new(CashColumn, ColumnKind.Amount),
        new("position", ColumnKind.Amount),
        new(UnrealisedColumn, ColumnKind.Amount),
    ];

    private const int MaxRowLength = IsoTime.MillisecondsLength + 4 * Utf8Digits.MaxLength + 5;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WriteCsv(RunResult result, int interval, ByteWriter output)
    {
        using (var header = new CsvTable(Columns, output)) header.Finish();
        var curve = result.Equity;
        var times = curve.UnixNanos;
        var equity = curve.RawEquity;
        var time = new IsoTime();
        var cursor = new ChangeCursor();
        Span<byte> held = stackalloc byte[2 * Utf8Digits.MaxLength + 3];
        var heldLength = RenderHeld(cursor, held);
        for (var i = First(interval, times.Length); i < times.Length; i += interval)
        {
            if (cursor.MoveTo(i, curve)) heldLength = RenderHeld(cursor, held);
            var row = output.Reserve(MaxRowLength);
            time.WriteMilliseconds(new Timestamp(times[i]), row);
            row[IsoTime.MillisecondsLength] = (byte)',';
            var at = IsoTime.MillisecondsLength + 1;
            at += Utf8Digits.WriteFixed(equity[i], row[at..]);
            held[..heldLength].CopyTo(row[at..]);
            at += heldLength;
            at += Utf8Digits.WriteFixed(equity[i] - cursor.Cash, row[at..]);
            row[at++] = (byte)'\n';
            output.Advance(at);
        }
    }

    public static void WriteParquet(RunResult result, int interval, ByteWriter output)
    {
        var curve = result.Equity;
        using var file = new ParquetFile(Columns, output);
        var next = First(interval, curve.Count);
        while (next < curve.Count)
        {
            var rows = Math.Min(ParquetFile.RowGroupSize, (curve.Count - next - 1) / interval + 1);
            WriteGroup(curve, next, interval, rows, file);
            next += rows * interval;
        }

        file.Finish();
    }

    // Counting back from the last point, so that the curve ends where the run ended.
    private static int First(int interval, int count) => count == 0 ? 0 : (count - 1) % interval;

    private static int RenderHeld(ChangeCursor cursor, Span<byte> held)
    {
        held[0] = (byte)',';
        var at = 1 + Utf8Digits.WriteFixed(cursor.Cash, held[1..]);
        held[at++] = (byte)',';
        at += Utf8Digits.WriteFixed(cursor.Position, held[at..]);
        held[at++] = (byte)',';
        return at;
    }

    // One column after the other through one array: all five at once would be the largest thing in memory.
    private static void WriteGroup(EquityCurve curve, int first, int interval, int rows, ParquetFile file)
    {
        var rented = ArrayPool<long>.Shared.Rent(rows);
        var values = rented.AsSpan(0, rows);
        file.BeginRowGroup(rows);
        foreach (var column in Columns)
        {
            Fill(column.Name, curve, first, interval, values);
            file.WriteNumbers(values);
        }

        file.EndRowGroup();
        ArrayPool<long>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(string column, EquityCurve curve, int first, int interval, Span<long> values)
    {
        var times = curve.UnixNanos;
        var equity = curve.RawEquity;
        switch (column)
        {
            case TimeColumn:
                for (var row = 0; row < values.Length; row++) values[row] = new Timestamp(times[first + row * interval]).UnixMilliseconds;
                break;
            case EquityColumn:
                for (var row = 0; row < values.Length; row++) values[row] = equity[first + row * interval];
                break;
            case UnrealisedColumn:
                FillHeld(curve, first, interval, values, isCash: true);
                for (var row = 0; row < values.Length; row++) values[row] = equity[first + row * interval] - values[row];
                break;
            default:
                FillHeld(curve, first, interval, values, isCash: column == CashColumn);
                break;
        }
    }

    // Cash or position: the same from one change to the next.
    private static void FillHeld(EquityCurve curve, int first, int interval, Span<long> values, bool isCash)
    {
        var (row, held) = (0, 0L);
        foreach (var (index, cash, position) in curve.Changes)
        {
            // The first row at or after the point of the change.
            var next = Math.Clamp((index - first + interval - 1) / interval, row, values.Length);
            values[row..next].Fill(held);
            (row, held) = (next, isCash ? cash.Raw : position.Raw);
        }

        values[row..].Fill(held);
    }

    /// <summary>Cash and position in force at a point, moved forward only.</summary>
    private sealed class ChangeCursor
    {
        private int _next;

        public long Cash { get; private set; }

        public long Position { get; private set; }

        /// <summary>True when something changed.</summary>
        public bool MoveTo(int index, EquityCurve curve)
        {
            var changes = curve.Changes;
            var start = _next;
            for (; _next < changes.Length && changes[_next].Index <= index; _next++)
                (Cash, Position) = (changes[_next].Cash.Raw, changes[_next].Position.Raw);
            return _next != start;
        }
    }
}
