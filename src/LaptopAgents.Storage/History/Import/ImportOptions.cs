using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What the user says about the files to import; what is left out is found in their names and columns.</summary>
public sealed record ImportOptions
{
    public string? Symbol { get; init; }

    public BarInterval? Interval { get; init; }

    public DataKind Kind { get; init; } = DataKind.Auto;

    /// <summary>The kind of market that bars are of; the names of files and folders say it when not given.</summary>
    public MarketKind Market { get; init; }

    /// <summary>Where the data came from, in words; the file names when not given.</summary>
    public string? Source { get; init; }

    /// <summary>Rows that differ from stored ones of the same time take their place.</summary>
    public bool Replace { get; init; }

    /// <summary>Rows that are out of order are sorted, and identical ones dropped; otherwise they are refused.</summary>
    public bool Sort { get; init; }

    /// <summary>Rows that one import may hold in memory.</summary>
    public long MaxRows { get; init; } = DataCatalog.MaxRowsInMemory;

    /// <summary>The time that the catalog notes as its last update.</summary>
    public required Timestamp Now { get; init; }
}

/// <summary>What an import put into the catalog.</summary>
/// <param name="Kind"><c>bars</c>, <c>funding</c>, or what a recording holds, such as <c>trades+quotes</c>.</param>
/// <param name="Interval">For bars.</param>
/// <param name="To">Time of the last row; for bars the close of the last.</param>
public sealed record ImportedSet(
    string Kind, string Symbol, BarInterval? Interval, Timestamp From, Timestamp To, long Rows, long Added, long Identical, long Replaced,
    IReadOnlyList<string> Files);

/// <summary>What an import did, and what the user should know about it.</summary>
public sealed record ImportResult(IReadOnlyList<ImportedSet> Sets, IReadOnlyList<string> Warnings);

/// <summary>How far an import is.</summary>
/// <param name="File">The file that is being read.</param>
/// <param name="BytesRead">Unpacked bytes of all files so far.</param>
/// <param name="BytesTotal">Unpacked bytes of all files, as far as is known.</param>
public readonly record struct ImportProgress(string File, long BytesRead, long BytesTotal);
