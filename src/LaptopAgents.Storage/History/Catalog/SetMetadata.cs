using System.Text.Json;
using System.Text.Json.Serialization;

namespace LaptopAgents.Storage;

/// <summary>What <c>metadata.json</c> says about one set of bars.</summary>
internal sealed record SetMetadata
{
    public int Schema { get; set; } = 1;

    public required string Symbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>The bars were made by a generator and are no market.</summary>
    public bool Synthetic { get; set; }

    /// <summary><c>spot</c> or <c>perpetual</c>; absent where nobody said.</summary>
    public string? Market { get; set; }

    public required string Source { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public required string Updated { get; init; }

    public required InstrumentRules Instrument { get; init; }

    public IReadOnlyList<SetFile> Files { get; set; } = [];

    /// <exception cref="DataException">The file is not such a document.</exception>
    public static SetMetadata Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), HistoryJson.Default.SetMetadata) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException problem)
        {
            throw new DataException(
                $"{path} cannot be read: {problem.Message}", "Correct it, or delete it: it is rebuilt by the next `la data import`.", problem);
        }
    }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, HistoryJson.Default.SetMetadata), (byte)'\n'];
}

/// <summary>One monthly file.</summary>
/// <param name="From">Open time of the first bar.</param>
/// <param name="To">Open time of the last bar.</param>
internal sealed record SetFile(string Name, long Rows, string From, string To, string Sha256);

/// <summary>The JSON of the catalog, compiled ahead: reflection would cost more than the read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SetMetadata))]
[JsonSerializable(typeof(InstrumentRules[]))]
[JsonSerializable(typeof(TickMetadata))]
[JsonSerializable(typeof(QualityNote))]
internal sealed partial class HistoryJson : JsonSerializerContext;
