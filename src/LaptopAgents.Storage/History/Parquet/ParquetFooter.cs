namespace LaptopAgents.Storage;

/// <summary>What a Parquet file's footer says, as far as the quick reader needs it.</summary>
internal sealed class ParquetFooter
{
    /// <param name="Offset">Place of the first page in the file.</param>
    public readonly record struct Chunk(long Offset, long Values);

    public sealed record Column(string Name, ColumnType Type, List<Chunk> Chunks);

    private readonly List<Column> _columns = [];
    private readonly List<KeyValuePair<string, string>> _notes = [];

    public long Rows { get; private set; }

    public IReadOnlyList<Column> Columns => _columns;

    public IReadOnlyList<KeyValuePair<string, string>> Notes => _notes;

    /// <summary>Every column is a required 64-bit integer, and no page is compressed, nullable or in another file.</summary>
    public bool IsSimple { get; private set; } = true;

    /// <exception cref="InvalidDataException">The bytes are not a footer.</exception>
    public static ParquetFooter Read(ReadOnlySpan<byte> bytes)
    {
        var footer = new ParquetFooter();
        var reader = new ThriftReader(bytes);
        while (reader.NextField() is var field and not 0)
        {
            switch (field)
            {
                case 2: footer.ReadSchema(ref reader); break;
                case 3: footer.Rows = reader.ZigZag(); break;
                case 4: footer.ReadGroups(ref reader); break;
                case 5: footer.ReadNotes(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        if (footer.Rows < 0) throw ThriftReader.Damaged();
        footer.IsSimple &= footer._columns.Count > 0 && footer._columns.All(column => column.Chunks.Sum(chunk => chunk.Values) == footer.Rows);
        return footer;
    }

    private void ReadSchema(ref ThriftReader reader)
    {
        var count = reader.List();
        for (var i = 0; i < count; i++)
        {
            var element = SchemaElementReader.Read(ref reader);
            if (i == 0)
            {
                IsSimple &= element.Children == count - 1;
                continue;
            }

            IsSimple &= element.IsRequiredInt64;
            _columns.Add(new(element.Name, element.Type, []));
        }
    }

    private void ReadGroups(ref ThriftReader reader)
    {
        for (var groups = reader.List(); groups > 0; groups--)
        {
            var outer = reader.Enter();
            while (reader.NextField() is var field and not 0)
            {
                if (field == 1) ReadChunks(ref reader);
                else reader.Skip();
            }

            reader.Leave(outer);
        }
    }

    private void ReadChunks(ref ThriftReader reader)
    {
        var count = reader.List();
        IsSimple &= count == _columns.Count;
        for (var i = 0; i < count; i++)
        {
            var outer = reader.Enter();
            while (reader.NextField() is var field and not 0)
            {
                switch (field)
                {
                    case 1: IsSimple = false; reader.Skip(); break;
                    case 3 when IsSimple: _columns[i].Chunks.Add(ReadChunk(ref reader)); break;
                    default: reader.Skip(); break;
                }
            }

            reader.Leave(outer);
        }
    }

    private Chunk ReadChunk(ref ThriftReader reader)
    {
        var outer = reader.Enter();
        var (offset, values) = (0L, 0L);
        while (reader.NextField() is var field and not 0)
        {
            switch (field)
            {
                case 2: ReadEncodings(ref reader); break;
                case 4: IsSimple &= reader.Int32() == 0; break;
                case 5: values = reader.ZigZag(); break;
                case 9: offset = reader.ZigZag(); break;
                case 11: IsSimple = false; reader.Skip(); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        if (offset < 4 || values < 0) throw ThriftReader.Damaged();
        return new(offset, values);
    }

    // 0 plain, 3 the (absent) levels, 5 delta.
    private void ReadEncodings(ref ThriftReader reader)
    {
        for (var left = reader.List(); left > 0; left--) IsSimple &= reader.Int32() is 0 or 3 or 5;
    }

    private void ReadNotes(ref ThriftReader reader)
    {
        for (var left = reader.List(); left > 0; left--)
        {
            var (key, value) = ("", "");
            var outer = reader.Enter();
            while (reader.NextField() is var field and not 0)
            {
                if (field == 1) key = reader.Text();
                else if (field == 2) value = reader.Text();
                else reader.Skip();
            }

            reader.Leave(outer);
            _notes.Add(new(key, value));
        }
    }
}
