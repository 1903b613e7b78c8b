using System.Buffers.Binary;
using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>A table as Parquet: rows are gathered column by column and written a group at a time.</summary>
internal sealed class ParquetTable : TableSink
{
    private readonly ParquetFile _file;
    private readonly ColumnValues[] _columns;
    private int _column;
    private int _rows;

    public ParquetTable(ReadOnlySpan<Column> columns, ByteWriter output)
    {
        _file = new ParquetFile(columns, output);
        _columns = new ColumnValues[columns.Length];
        for (var i = 0; i < columns.Length; i++) _columns[i] = new ColumnValues(columns[i]);
    }

    public override void Integer(long value) => Next(ColumnKind.Integer).AddNumber(value);

    public override void Time(Timestamp time) => Next(ColumnKind.Time).AddNumber(time.UnixMilliseconds);

    public override void Amount(long raw) => Next(ColumnKind.Amount).AddNumber(raw);

    public override void Ratio(double value) => Next(ColumnKind.Ratio).AddRatio(value);

    public override void Flag(bool value) => Next(ColumnKind.Flag).AddFlag(value);

    public override void Word(ReadOnlySpan<byte> utf8) => Next(ColumnKind.Text).AddText(utf8);

    public override void Text(string? value)
    {
        if (value is null) Nothing();
        else Next(ColumnKind.Text).AddText(Encoding.UTF8.GetBytes(value));
    }

    public override void Nothing() => _columns[_column++].AddNothing();

    public override void EndRow()
    {
        Invariant.That(_column == _columns.Length);
        _column = 0;
        if (++_rows == ParquetFile.RowGroupSize) WriteGroup();
    }

    public override void Finish()
    {
        if (_rows > 0) WriteGroup();
        _file.Finish();
    }

    public override void Dispose()
    {
        _file.Dispose();
        foreach (var column in _columns) column.Dispose();
    }

    private ColumnValues Next(ColumnKind kind)
    {
        var column = _columns[_column++];
        Invariant.That(column.Kind == kind);
        return column;
    }

    private void WriteGroup()
    {
        _file.BeginRowGroup(_rows);
        foreach (var column in _columns) column.WriteTo(_file);
        _file.EndRowGroup();
        _rows = 0;
    }

    private sealed class ColumnValues(Column column) : IDisposable
    {
        private readonly ByteWriter _texts = new(target: null, capacity: column.Kind == ColumnKind.Text ? 16 * 1024 : 16);
        private long[] _numbers = column.Kind is ColumnKind.Text or ColumnKind.Flag ? [] : new long[256];
        private bool[] _flags = new bool[256];
        private int _count;
        private int _rows;

        public ColumnKind Kind => column.Kind;

        public void AddNumber(long value)
        {
            if (_count == _numbers.Length) Array.Resize(ref _numbers, _count * 2);
            _numbers[_count++] = value;
            if (column.IsOptional) AddFlag(true);
        }

        public void AddRatio(double value) => AddNumber(BitConverter.DoubleToInt64Bits(value));

        public void AddText(ReadOnlySpan<byte> utf8)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_texts.Reserve(sizeof(int)), utf8.Length);
            _texts.Advance(sizeof(int));
            _texts.Write(utf8);
            if (column.IsOptional) AddFlag(true);
        }

        public void AddNothing()
        {
            Invariant.That(column.IsOptional);
            AddFlag(false);
        }

        // For an optional column the flags say which rows have a value.
        public void AddFlag(bool value)
        {
            if (_rows == _flags.Length) Array.Resize(ref _flags, _rows * 2);
            _flags[_rows++] = value;
        }

        public void WriteTo(ParquetFile file)
        {
            var flags = _flags.AsSpan(0, _rows);
            var numbers = _numbers.AsSpan(0, _count);
            switch (column.Kind)
            {
                case ColumnKind.Flag:
                    file.WriteFlags(flags);
                    break;
                case ColumnKind.Text:
                    file.WriteTexts(_texts.Pending, flags);
                    break;
                case ColumnKind.Ratio:
                    file.WriteRatios(System.Runtime.InteropServices.MemoryMarshal.Cast<long, double>(numbers), flags);
                    break;
                default:
                    file.WriteNumbers(numbers, flags);
                    break;
            }

            _count = _rows = 0;
            _texts.Clear();
        }

        public void Dispose() => _texts.Dispose();
    }
}
