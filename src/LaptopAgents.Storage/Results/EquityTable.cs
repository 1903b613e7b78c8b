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
    public static readonly Column[] Columns =
    [
        new("time", ColumnKind.Time),
        new("equity", ColumnKind.Amount),
        new("cash", ColumnKind.Amount),
        new("position", ColumnKind.Amount),
        new("unrealised", ColumnKind.Amount),
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
        var cursor = new ChangeCursor();
        var next = First(interval, curve.Count);
        while (next < curve.Count)
        {
            var rows = Math.Min(ParquetFile.RowGroupSize, (curve.Count - next - 1) / interval + 1);
            WriteGroup(curve, next, interval, rows, cursor, file);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteGroup(EquityCurve curve, int first, int interval, int rows, ChangeCursor cursor, ParquetFile file)
    {
        var rented = ArrayPool<long>.Shared.Rent(rows * Columns.Length);
        var times = rented.AsSpan(0, rows);
        var equity = rented.AsSpan(rows, rows);
        var cash = rented.AsSpan(2 * rows, rows);
        var position = rented.AsSpan(3 * rows, rows);
        var unrealised = rented.AsSpan(4 * rows, rows);
        var allTimes = curve.UnixNanos;
        var allEquity = curve.RawEquity;
        for (var row = 0; row < rows; row++)
        {
            var i = first + row * interval;
            cursor.MoveTo(i, curve);
            times[row] = new Timestamp(allTimes[i]).UnixMilliseconds;
            equity[row] = allEquity[i];
            cash[row] = cursor.Cash;
            position[row] = cursor.Position;
            unrealised[row] = allEquity[i] - cursor.Cash;
        }

        file.BeginRowGroup(rows);
        file.WriteNumbers(times);
        file.WriteNumbers(equity);
        file.WriteNumbers(cash);
        file.WriteNumbers(position);
        file.WriteNumbers(unrealised);
        file.EndRowGroup();
        ArrayPool<long>.Shared.Return(rented);
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
