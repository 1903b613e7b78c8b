using System.Globalization;
using System.IO.Compression;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>The form of an export.</summary>
public enum ExportFormat
{
    Csv,
    CsvGz,
    Parquet,
}

/// <summary>Writes bars of the catalog to one file, whole or not at all. What is written can be imported again as it is.</summary>
public static class BarExport
{
    /// <returns>The number of bars written.</returns>
    /// <exception cref="DataException">There are no such bars.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static long Write(
        DataCatalog catalog, string symbol, BarInterval interval, Timestamp? from, Timestamp? to, ExportFormat format, string path)
    {
        try
        {
            return format == ExportFormat.Parquet
                ? WriteParquet(catalog, symbol, interval, from, to, path)
                : WriteCsv(catalog.Stream(symbol, interval, from, to), format == ExportFormat.CsvGz, path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: {problem.Message}", problem);
        }
    }

    private static long WriteParquet(DataCatalog catalog, string symbol, BarInterval interval, Timestamp? from, Timestamp? to, string path)
    {
        var set = catalog.Load(symbol, interval, from, to);
        DurableFile.Write(path, BarFile.Write(set.Bars,
        [
            new(BarFile.SymbolNote, set.Instrument.Symbol),
            new(BarFile.IntervalNote, interval.ToString()),
            new(BarFile.SyntheticNote, set.IsSynthetic ? "true" : "false"),
        ]));
        return set.Bars.Count;
    }

    private static long WriteCsv(IEnumerable<BarSeries> parts, bool isGzip, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = path + DurableFile.TemporarySuffix;
        try
        {
            long rows;
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            using (var stream = isGzip ? new GZipStream(file, CompressionLevel.Optimal) : (Stream)file)
                rows = WriteRows(parts, stream);
            File.Move(temporary, path, overwrite: true);
            return rows;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static long WriteRows(IEnumerable<BarSeries> parts, Stream stream)
    {
        stream.Write("timestamp_ms,open,high,low,close,volume\n"u8);
        var rows = 0L;
        using var text = new ByteWriter(stream);
        foreach (var bars in parts)
        {
            for (var i = 0; i < bars.Count; i++) WriteRow(bars[i], text);
            rows += bars.Count;
        }

        text.Flush();
        return rows;
    }

    private static void WriteRow(in Bar bar, ByteWriter text)
    {
        // A bar opens on a whole second: intervals are whole seconds and imports refuse what is off their grid.
        bar.OpenTime.UnixMilliseconds.TryFormat(text.Reserve(20), out var written, default, CultureInfo.InvariantCulture);
        text.Advance(written);
        WriteNumber(bar.Open.Raw, text);
        WriteNumber(bar.High.Raw, text);
        WriteNumber(bar.Low.Raw, text);
        WriteNumber(bar.Close.Raw, text);
        WriteNumber(bar.Volume.Raw, text);
        text.Write((byte)'\n');
    }

    private static void WriteNumber(long raw, ByteWriter text)
    {
        text.Write((byte)',');
        FixedPoint.TryFormat(raw, text.Reserve(FixedPoint.MaxFormattedLength), out var written);
        text.Advance(written);
    }
}
