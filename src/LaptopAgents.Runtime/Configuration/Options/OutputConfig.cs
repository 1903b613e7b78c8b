using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>What a run writes.</summary>
public sealed record OutputConfig
{
    /// <summary>Folder of the run with its placeholders; see <see cref="DirFor"/>.</summary>
    public required string Dir { get; init; }

    /// <summary>Whether report.html is written.</summary>
    public required bool Report { get; init; }

    /// <summary>Whether tables are written as CSV.</summary>
    public required bool Csv { get; init; }

    /// <summary>Whether tables are written as Parquet.</summary>
    public required bool Parquet { get; init; }

    /// <summary>Whether journal.jsonl is written.</summary>
    public required bool Journal { get; init; }

    /// <summary>Time between written equity points; null writes one for each bar.</summary>
    public required TimeSpan? EquityInterval { get; init; }

    /// <summary>The folder with <c>{timestamp}</c>, <c>{mode}</c>, <c>{symbol}</c> and <c>{strategy}</c> replaced.</summary>
    /// <param name="config">The configuration this belongs to.</param>
    /// <param name="timestamp">The start of the run as the caller writes it, such as 20250504T153300Z.</param>
    public string DirFor(LaConfig config, string timestamp)
    {
        ArgumentNullException.ThrowIfNull(config);
        return Dir
            .Replace("{timestamp}", timestamp, StringComparison.Ordinal)
            .Replace("{mode}", RootKeys.Mode.Write(config.Mode), StringComparison.Ordinal)
            .Replace("{symbol}", config.Symbol, StringComparison.Ordinal)
            .Replace("{strategy}", config.Strategy.Name, StringComparison.Ordinal);
    }

    internal static OutputConfig From(ConfigValues values) => new()
    {
        Dir = values.Text(OutputKeys.Dir),
        Report = values.Bool(OutputKeys.Report),
        Csv = values.Bool(OutputKeys.Csv),
        Parquet = values.Bool(OutputKeys.Parquet),
        Journal = values.Bool(OutputKeys.Journal),
        EquityInterval = values.OptionalSpan(OutputKeys.EquityInterval),
    };
}
