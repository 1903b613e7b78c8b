namespace LaptopAgents.Storage;

/// <summary>Bars from Parquet files that other tools wrote.</summary>
internal static class ForeignBars
{
    public static long RowsOf(ReadOnlyMemory<byte> bytes) => throw new InvalidDataException("foreign");

    public static void Append(ReadOnlyMemory<byte> bytes, BarSeriesBuilder target) => throw new InvalidDataException("foreign");
}
