using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What <see cref="RunFiles"/> writes.</summary>
public sealed record RunFileOptions
{
    public bool Csv { get; init; } = true;

    public bool Parquet { get; init; } = true;

    /// <summary>Bars from one equity point to the next; the last point is always written.</summary>
    /// <value>1: every bar.</value>
    public int EquityInterval { get; init; } = 1;
}

/// <summary>
/// Writes a run's tables, <c>orders</c>, <c>fills</c>, <c>trades</c>, <c>funding</c> and <c>equity</c>, as CSV and Parquet with the
/// same columns and the same values. The schemas are stated in docs/OUTPUTS.md.
/// </summary>
public static class RunFiles
{
    /// <param name="runDirectory">An existing directory. Files of the same name are replaced.</param>
    /// <exception cref="RunFileException">A file could not be written; the message names the path and the remedy.</exception>
    public static void Write(string runDirectory, RunResult result, RunFileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(runDirectory);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.EquityInterval, 1);

        foreach (var table in ResultTable.All)
        {
            if (options.Csv) WriteTable(runDirectory, table, result, ".csv");
            if (options.Parquet) WriteTable(runDirectory, table, result, ".parquet");
        }

        var interval = options.EquityInterval;
        var equity = Path.Combine(runDirectory, "equity");
        if (options.Csv) WriteFile(equity + ".csv", output => EquityTable.WriteCsv(result, interval, output));
        if (options.Parquet) WriteFile(equity + ".parquet", output => EquityTable.WriteParquet(result, interval, output));
    }

    private static void WriteTable(string runDirectory, ResultTable table, RunResult result, string extension) =>
        WriteFile(Path.Combine(runDirectory, table.Name + extension), output =>
        {
            using TableSink sink = extension == ".csv" ? new CsvTable(table.Columns, output) : new ParquetTable(table.Columns, output);
            table.WriteRows(result, sink);
            sink.Finish();
        });

    private static void WriteFile(string path, Action<ByteWriter> write) =>
        AtomicFile.Write(path, stream =>
        {
            using var output = new ByteWriter(stream);
            write(output);
            output.Flush();
        });
}
