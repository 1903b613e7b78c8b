using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LaptopAgents.Storage;

/// <summary>What <c>quality.json</c> says beside a set of bars.</summary>
internal sealed record QualityNote
{
    /// <summary>SHA-256 over the data that was graded; another one means that the grade is out of date.</summary>
    public required string DataSha256 { get; init; }

    public required string Grade { get; init; }

    public IReadOnlyList<string> Reasons { get; set; } = [];

    public int GapCount { get; set; }

    public long MissingBars { get; set; }

    public int Outliers { get; set; }

    public int FundingHoles { get; set; }
}

/// <summary>The grade of a set as a whole, in short.</summary>
public sealed record QualitySummary(DataGrade Grade, IReadOnlyList<string> Reasons, int Gaps, long MissingBars);

/// <summary>Grades whole sets, and remembers the grade beside the data until the data change.</summary>
public sealed class QualityStore(DataCatalog catalog)
{
    /// <summary>The grade of a set, from its note when that is up to date.</summary>
    public QualitySummary Summary(CatalogSet set)
    {
        if (TryRead(set) is { } note && Enum.TryParse<DataGrade>(note.Grade, out var grade)) return new(grade, note.Reasons, note.GapCount, note.MissingBars);
        var report = Assess(set);
        return new(report.Grade, report.Reasons, report.Gaps.Count, report.MissingBars);
    }

    /// <summary>Reads every bar of a set, grades it, and writes the note.</summary>
    /// <exception cref="DataException">A file is damaged or is not the one that was imported.</exception>
    public DataQualityReport Assess(CatalogSet set)
    {
        var report = catalog.Load(set.Symbol, set.Interval).Quality;
        var note = new QualityNote
        {
            DataSha256 = HashOf(set),
            Grade = report.Grade.ToString(),
            Reasons = report.Reasons,
            GapCount = report.Gaps.Count,
            MissingBars = report.MissingBars,
            Outliers = report.Outliers,
            FundingHoles = report.FundingHoles,
        };
        try
        {
            DurableFile.Write(PathOf(set), [.. JsonSerializer.SerializeToUtf8Bytes(note, HistoryJson.Default.QualityNote), (byte)'\n']);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The note only saves time; a catalog that may not be written to is graded each time.
        }

        return report;
    }

    private static QualityNote? TryRead(CatalogSet set, string hash)
    {
        try
        {
            var note = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(set)), HistoryJson.Default.QualityNote);
            return note?.DataSha256 == hash ? note : null;
        }
        catch (Exception problem) when (problem is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private QualityNote? TryRead(CatalogSet set) => TryRead(set, HashOf(set));

    // Of the hashes that the metadata holds, and of the funding. Files that the metadata does not know are named by size and date.
    private string HashOf(CatalogSet set)
    {
        var text = new StringBuilder();
        foreach (var month in set.Months)
        {
            var info = new FileInfo(month.Path);
            text.Append(month.Name).Append(' ').Append(month.Sha256 ?? $"{info.Length} {info.LastWriteTimeUtc.Ticks}").Append('\n');
        }

        var funding = catalog.Paths.FundingFile(set.Symbol);
        if (File.Exists(funding)) text.Append(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(funding))));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string PathOf(CatalogSet set) => Path.Combine(set.Folder, CatalogPaths.QualityName);
}
