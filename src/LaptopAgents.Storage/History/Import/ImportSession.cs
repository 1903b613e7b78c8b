namespace LaptopAgents.Storage;

/// <summary>What the readers of one import share: options, warnings, the row limit and the progress.</summary>
internal sealed class ImportSession(ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellation)
{
    private const int RowsBetweenReports = 16_384;

    private readonly List<string> _warnings = [];
    private long _rows;
    private long _bytesBefore;

    public ImportOptions Options { get; } = options;

    public IReadOnlyList<string> Warnings => _warnings;

    public long BytesTotal { get; set; }

    public void Warn(string sentence)
    {
        if (!_warnings.Contains(sentence)) _warnings.Add(sentence);
    }

    /// <summary>Counts a row; now and then reports, looks for a cancellation, and estimates whether the whole file will fit.</summary>
    public void CountRow(CsvRows rows, long rowOfFile, long bytesOfFile)
    {
        if (++_rows > Options.MaxRows) throw TooMany(rows.Name, _rows);
        if (rowOfFile % RowsBetweenReports != 0) return;
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new(rows.Name, _bytesBefore + rows.BytesRead, BytesTotal));
        var bytesPerRow = rows.BytesRead / (double)rowOfFile;
        var expected = (long)(bytesOfFile / bytesPerRow);
        if (_rows - rowOfFile + expected > Options.MaxRows * 1.1) throw TooMany(rows.Name, _rows - rowOfFile + expected);
    }

    public void CountRows(string name, long count)
    {
        cancellation.ThrowIfCancellationRequested();
        _rows += count;
        if (_rows > Options.MaxRows) throw TooMany(name, _rows);
    }

    /// <summary>Notes what happened to the numbers of a file that was read to its end.</summary>
    public void Finish(CsvRows rows)
    {
        _bytesBefore += rows.BytesRead;
        progress?.Report(new(rows.Name, _bytesBefore, Math.Max(BytesTotal, _bytesBefore)));
        if (rows.RoundedNumbers > 0)
            Warn($"{rows.Name}: {rows.RoundedNumbers} numbers have more than eight decimals and were rounded to eight, first in line {rows.FirstRoundedLine}.");
    }

    private DataException TooMany(string name, long rows) => new(
        $"{name}: about {rows} rows would be imported, the limit is {Options.MaxRows}.", "Import fewer files at a time, or raise --max-rows.");
}
