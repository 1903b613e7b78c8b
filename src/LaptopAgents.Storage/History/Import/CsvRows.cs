using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// The rows of a CSV file, field by field, with an exact place for every complaint. The separator (comma, semicolon or tab) and
/// whether there is a header are found from the first line; every row must have as many fields as the first.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private const int MaxFields = 64;

    private readonly LineReader _lines;
    private readonly (int Start, int Length)[] _fields = new (int, int)[MaxFields];
    private readonly TimeUnit?[] _units = new TimeUnit?[MaxFields];
    private readonly byte[] _firstRow;
    private byte[] _row = [];
    private int _rowLength;
    private bool _firstPending;

    public CsvRows(Stream stream, string name)
    {
        Name = name;
        _lines = new(stream, name);
        try
        {
            _firstRow = FirstRow();
            Separator = FindSeparator(_firstRow);
            Load(_firstRow);
            FieldCount = Split();
        }
        catch
        {
            _lines.Dispose();
            throw;
        }

        HasHeader = IsWord(Field(0));
        Header = HasHeader ? [.. Enumerable.Range(0, FieldCount).Select(i => Encoding.UTF8.GetString(Field(i)))] : [];
        _firstPending = !HasHeader;
    }

    public string Name { get; }

    public byte Separator { get; }

    public int FieldCount { get; }

    public bool HasHeader { get; }

    public IReadOnlyList<string> Header { get; }

    public long Line => _lines.Line;

    public long BytesRead => _lines.BytesRead;

    public uint Crc32 => _lines.Crc32;

    /// <summary>Numbers that had more than eight places, and the line of the first.</summary>
    public long RoundedNumbers { get; private set; }

    public long FirstRoundedLine { get; private set; }

    /// <summary>Goes to the next row. Empty lines are passed over.</summary>
    public bool Next()
    {
        if (_firstPending)
        {
            _firstPending = false;
            Load(_firstRow);
            Split();
            return true;
        }

        while (_lines.TryRead(out var line))
        {
            if (line.IsEmpty) continue;
            Load(line);
            var count = Split();
            if (count != FieldCount) throw Refuse($"the row has {count} fields where the first has {FieldCount}", "Mend the row; a file that was cut off ends like this.");
            return true;
        }

        return false;
    }

    public ReadOnlySpan<byte> Field(int column)
    {
        var (start, length) = _fields[column];
        return _row.AsSpan(start, length);
    }

    /// <summary>A number in 10⁻⁸ units.</summary>
    public long Number(int column)
    {
        var outcome = DecimalText.Parse(Field(column), out var raw);
        if (outcome == NumberOutcome.Exact) return raw;
        if (outcome == NumberOutcome.Rounded)
        {
            if (RoundedNumbers++ == 0) FirstRoundedLine = Line;
            return raw;
        }

        throw RefuseField(column, outcome == NumberOutcome.TooLarge ? "is too large" : "is not a number", "Correct the value.");
    }

    public long PositiveNumber(int column)
    {
        var raw = Number(column);
        return raw > 0 ? raw : throw RefuseField(column, "is not positive", "Correct the value.");
    }

    public long NumberNotBelowZero(int column)
    {
        var raw = Number(column);
        return raw >= 0 ? raw : throw RefuseField(column, "is negative", "Correct the value.");
    }

    /// <summary>A plain whole number, such as an id.</summary>
    public long Integer(int column) => System.Buffers.Text.Utf8Parser.TryParse(Field(column), out long value, out var used) && used == Field(column).Length
        ? value
        : throw RefuseField(column, "is not a whole number", "Correct the value.");

    /// <summary>An instant in nanoseconds. All rows of a column must be written in the same unit.</summary>
    public long Time(int column)
    {
        if (!TimeText.TryParse(Field(column), out var nanos, out var unit)) throw RefuseField(column, "is not a time from 2009 to 2099", "Use seconds, milli-, micro- or nanoseconds since 1970, or ISO 8601, in UTC.");
        if (nanos < BarChecks.Earliest.UnixNanos || nanos >= BarChecks.Latest.UnixNanos)
            throw RefuseField(column, $"is the time {new Timestamp(nanos)}, not from 2009 to 2099", "Check the column and its unit.");
        _units[column] ??= unit;
        if (_units[column] != unit)
            throw RefuseField(column, $"is in {Words(unit)}, the rows before in {Words(_units[column]!.Value)}", "A file must keep one unit; split it where the unit changes.");
        return nanos;
    }

    /// <summary>True or false, also as 1 or 0.</summary>
    public bool Flag(int column)
    {
        var field = Field(column);
        if (IsTrue(field)) return true;
        return IsFalse(field) ? false : throw RefuseField(column, "is neither true nor false", "Correct the value.");
    }

    public static bool IsTrue(ReadOnlySpan<byte> field) => Ascii.EqualsIgnoreCase(field, "true"u8) || field is [(byte)'1'];

    public static bool IsFalse(ReadOnlySpan<byte> field) => Ascii.EqualsIgnoreCase(field, "false"u8) || field is [(byte)'0'];

    public DataException Refuse(string problem, string remedy) => new($"{Name}, line {Line}: {problem}.", remedy);

    public DataException RefuseField(int column, string problem, string remedy) =>
        Refuse($"column {ColumnName(column)}: '{Shown(Field(column))}' {problem}", remedy);

    public void Dispose() => _lines.Dispose();

    private string ColumnName(int column) => HasHeader ? $"'{Header[column]}'" : $"{column + 1}";

    private static string Shown(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.Length > 40 ? field[..40] : field);

    private static string Words(TimeUnit unit) => unit == TimeUnit.Text ? "ISO text" : unit.ToString().ToLowerInvariant();

    private byte[] FirstRow()
    {
        while (_lines.TryRead(out var line))
        {
            if (!line.Trim((byte)' ').IsEmpty) return line.ToArray();
        }

        throw new DataException($"{Name} is empty.", "Give a file with at least one row.");
    }

    private void Load(ReadOnlySpan<byte> line)
    {
        if (_row.Length < line.Length) _row = new byte[Math.Max(256, line.Length * 2)];
        line.CopyTo(_row);
        _rowLength = line.Length;
    }

    private int Split()
    {
        var (count, start) = (0, 0);
        while (true)
        {
            var rest = _row.AsSpan(start, _rowLength - start);
            var at = rest.IndexOf(Separator);
            if (count == MaxFields) throw Refuse($"the row has more than {MaxFields} fields", "Give a table of market data.");
            _fields[count++] = Trimmed(start, at < 0 ? rest.Length : at);
            if (at < 0) return count;
            start += at + 1;
        }
    }

    private (int Start, int Length) Trimmed(int start, int length)
    {
        while (length > 0 && _row[start] is (byte)' ' or (byte)'"') (start, length) = (start + 1, length - 1);
        while (length > 0 && _row[start + length - 1] is (byte)' ' or (byte)'"') length--;
        return (start, length);
    }

    private static byte FindSeparator(ReadOnlySpan<byte> row) =>
        row.Contains((byte)',') ? (byte)',' : row.Contains((byte)';') ? (byte)';' : row.Contains((byte)'\t') ? (byte)'\t' : (byte)',';

    private static bool IsWord(ReadOnlySpan<byte> field) =>
        field.IsEmpty || char.IsAsciiLetter((char)field[0]) || field[0] is (byte)'_' or (byte)'#';
}
