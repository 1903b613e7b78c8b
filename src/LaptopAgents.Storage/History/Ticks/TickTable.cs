namespace LaptopAgents.Storage;

/// <summary>What a column of a tick table holds, which decides how it is annotated in the file.</summary>
internal enum TickUnit
{
    Integer,
    Time,
    Decimal,
}

/// <summary>The columns of one kind of tick, in the order in which they are stored.</summary>
/// <param name="FileName">Name inside a recording's folder.</param>
internal sealed record TickSchema(DataKind Kind, string FileName, IReadOnlyList<(string Name, TickUnit Unit)> Columns)
{
    // In every table the first column is the venue's time and the second the corrected time of receipt.
    public const int Time = 0;
    public const int Received = 1;

    public static TickSchema Trades { get; } = new(DataKind.Trades, "trades.parquet",
        [("time", TickUnit.Time), ("received", TickUnit.Time), ("price", TickUnit.Decimal), ("qty", TickUnit.Decimal),
            ("aggressor", TickUnit.Integer), ("trade_id", TickUnit.Integer)]);

    public static TickSchema Quotes { get; } = new(DataKind.Quotes, "quotes.parquet",
        [("time", TickUnit.Time), ("received", TickUnit.Time), ("bid", TickUnit.Decimal), ("bid_qty", TickUnit.Decimal),
            ("ask", TickUnit.Decimal), ("ask_qty", TickUnit.Decimal)]);

    public static TickSchema Depth { get; } = new(DataKind.Depth, "depth.parquet",
        [("time", TickUnit.Time), ("received", TickUnit.Time), ("first_update", TickUnit.Integer), ("final_update", TickUnit.Integer),
            ("side", TickUnit.Integer), ("price", TickUnit.Decimal), ("qty", TickUnit.Decimal), ("previous_update", TickUnit.Integer)]);

    public static TickSchema Snapshot { get; } = new(DataKind.Snapshot, "snapshot.parquet",
        [("time", TickUnit.Time), ("received", TickUnit.Time), ("last_update", TickUnit.Integer), ("side", TickUnit.Integer),
            ("price", TickUnit.Decimal), ("qty", TickUnit.Decimal)]);

    public static TickSchema Mark { get; } = new(DataKind.Mark, "mark.parquet",
        [("time", TickUnit.Time), ("received", TickUnit.Time), ("mark_price", TickUnit.Decimal), ("index_price", TickUnit.Decimal),
            ("funding_rate", TickUnit.Decimal), ("next_funding", TickUnit.Time)]);

    public static IReadOnlyList<TickSchema> All { get; } = [Trades, Quotes, Depth, Snapshot, Mark];

    public static TickSchema Of(DataKind kind) => All.First(schema => schema.Kind == kind);
}

/// <summary>Ticks of one kind as columns of whole numbers, in the order of the venue's time.</summary>
internal sealed class TickTable
{
    private readonly long[][] _columns;

    public TickTable(TickSchema schema, int capacity = 1024)
    {
        Schema = schema;
        _columns = [.. schema.Columns.Select(_ => new long[capacity])];
    }

    public TickSchema Schema { get; }

    public int Count { get; private set; }

    public ReadOnlySpan<long> Column(int column) => _columns[column].AsSpan(0, Count);

    public long this[int row, int column] => _columns[column][row];

    public void Add(params ReadOnlySpan<long> row)
    {
        if (Count == _columns[0].Length)
        {
            for (var i = 0; i < _columns.Length; i++) Array.Resize(ref _columns[i], Count * 2);
        }

        for (var i = 0; i < _columns.Length; i++) _columns[i][Count] = row[i];
        Count++;
    }

    /// <summary>Adds the rows of <paramref name="other"/> from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public void Append(TickTable other, int start, int end)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Length - Count < end - start) Array.Resize(ref _columns[i], Math.Max(Count * 2, Count + end - start));
            other._columns[i].AsSpan(start, end - start).CopyTo(_columns[i].AsSpan(Count));
        }

        Count += end - start;
    }

    /// <summary>Adds to every time of receipt, which corrects the recorder's clock. A tick is never received before it happened.</summary>
    public void ShiftReceived(long nanos)
    {
        var (times, received) = (_columns[TickSchema.Time], _columns[TickSchema.Received]);
        for (var i = 0; i < Count; i++) received[i] = Math.Max(times[i], received[i] + nanos);
    }

    public byte[] ToFile(IReadOnlyList<KeyValuePair<string, string>> notes)
    {
        var columns = new List<OutputColumn>();
        for (var i = 0; i < _columns.Length; i++)
        {
            var (name, unit) = Schema.Columns[i];
            var type = unit switch
            {
                TickUnit.Time => ColumnType.TimestampFor(Column(i)),
                TickUnit.Decimal => ColumnType.DecimalFor(Column(i)),
                _ => ColumnType.Integer,
            };
            columns.Add(new(name, type, _columns[i].AsMemory(0, Count)));
        }

        return ColumnFileWriter.Write(columns, notes);
    }

    /// <exception cref="DataException">The file is damaged or is no such table.</exception>
    public static TickTable FromFile(TickSchema schema, ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            var file = ColumnFile.TryOpen(bytes) ?? throw new InvalidDataException("Another program wrote it.");
            var table = new TickTable(schema, checked((int)file.Rows)) { Count = (int)file.Rows };
            for (var i = 0; i < schema.Columns.Count; i++)
            {
                var column = file.Find(schema.Columns[i].Name) ?? throw new InvalidDataException($"It has no column '{schema.Columns[i].Name}'.");
                file.Read(column, table._columns[i]);
            }

            return table;
        }
        catch (Exception problem) when (problem is InvalidDataException or OverflowException)
        {
            throw new DataException($"{name} cannot be read: {problem.Message}", "Import the recording again.", problem);
        }
    }
}
