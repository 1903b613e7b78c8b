using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>One set of bars in the catalog: a symbol at an interval.</summary>
public sealed record CatalogSet
{
    public required string Symbol { get; init; }

    public required BarInterval Interval { get; init; }

    /// <summary>Open time of the first bar.</summary>
    public required Timestamp From { get; init; }

    /// <summary>Close of the last bar.</summary>
    public required Timestamp To { get; init; }

    public required long Rows { get; init; }

    public required bool IsSynthetic { get; init; }

    public required string Source { get; init; }

    internal string Folder { get; init; } = "";

    internal SetMetadata? Metadata { get; init; }

    /// <summary>Monthly files in time order.</summary>
    internal IReadOnlyList<MonthFile> Months { get; init; } = [];
}

/// <summary>One monthly file of a set.</summary>
/// <param name="Sha256">What the metadata says it is; null when the metadata does not know the file.</param>
internal sealed record MonthFile(string Path, Timestamp Start, Timestamp End, string? Sha256)
{
    public string Name => System.IO.Path.GetFileName(Path);
}
