using System.Text;

namespace LaptopAgents.Tests.Storage.Results;

/// <summary>A slow and obvious reader of RFC 4180, so that the writer is not checked by its own twin.</summary>
internal sealed class CsvText
{
    private readonly List<List<string>> _rows = [];

    public CsvText(string text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') (_, i) = (field.Append('"'), i + 1);
            else if (c == '"') isQuoted = !isQuoted;
            else if (!isQuoted && c == ',') (_, field) = (Add(row, field), new StringBuilder());
            else if (!isQuoted && c == '\n')
            {
                Add(row, field);
                _rows.Add(row);
                (row, field) = ([], new StringBuilder());
            }
            else field.Append(c);
        }

        Assert.True(row.Count == 0 && field.Length == 0, "The last line must end with a line feed.");
        Assert.All(_rows, line => Assert.Equal(_rows[0].Count, line.Count));
    }

    public IReadOnlyList<string> Header => _rows[0];

    public int Count => _rows.Count - 1;

    public string this[int row, string column] => _rows[row + 1][_rows[0].IndexOf(column)];

    public static CsvText Read(string directory, string name) => new(File.ReadAllText(Path.Combine(directory, name), new UTF8Encoding(false, true)));

    private static StringBuilder Add(List<string> row, StringBuilder field)
    {
        row.Add(field.ToString());
        return field;
    }
}
