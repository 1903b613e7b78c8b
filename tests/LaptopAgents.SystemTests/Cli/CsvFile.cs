using System.Globalization;
using System.Text;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>A CSV file read by nothing but the rules of the format: commas, quotes, doubled quotes.</summary>
internal sealed class CsvFile
{
    private readonly string[] _columns;

    private CsvFile(string header, IReadOnlyList<string[]> rows)
    {
        Header = header;
        _columns = header.Split(',');
        Rows = [.. rows.Select(cells => new Row(this, cells))];
    }

    public string Header { get; }

    public IReadOnlyList<Row> Rows { get; }

    public static CsvFile Read(string path)
    {
        var lines = File.ReadAllLines(path);
        return new CsvFile(lines[0], [.. lines.Skip(1).Select(Cells)]);
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(c);
        cells.Add(cell.ToString());
        return [.. cells];
    }

    internal sealed class Row(CsvFile file, string[] cells)
    {
        public string this[string column] => cells[Array.IndexOf(file._columns, column)];

        public decimal Number(string column) => decimal.Parse(this[column], NumberStyles.Number, CultureInfo.InvariantCulture);
    }
}
