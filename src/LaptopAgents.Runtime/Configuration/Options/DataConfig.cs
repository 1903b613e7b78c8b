using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>Where market data comes from and which part of it is used.</summary>
public sealed record DataConfig
{
    /// <summary>What the shipped profiles give as <see cref="Path"/>: the place where the synthetic market may stand in.</summary>
    public const string ShippedPath = "data/candles/BTCUSDT/";

    /// <summary>Kind of source.</summary>
    public required DataSource Source { get; init; }

    /// <summary>The venue behind a live feed.</summary>
    public required string Provider { get; init; }

    /// <summary>Folder or file, as written; see <see cref="PathFor"/>.</summary>
    public required string Path { get; init; }

    /// <summary>First moment used, inclusive, UTC; null for the start of the data.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>End of the data used, exclusive, UTC; null for the end of the data.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>Length of the data used in days; null for all of it.</summary>
    public required decimal? Days { get; init; }

    /// <summary>The lowest grade that is accepted; null accepts any.</summary>
    public required DataGrade? RequireGrade { get; init; }

    /// <summary>When the synthetic market is used.</summary>
    public required DemoUse Demo { get; init; }

    /// <summary>The path of <paramref name="symbol"/>'s data: a symbol named in <see cref="Path"/> is replaced by it.</summary>
    public string PathFor(string symbol) => SymbolPath.For(Path, symbol);

    internal static DataConfig Bind(ConfigValues values) => new()
    {
        Source = values.Choice(DataKeys.Source),
        Provider = values.Text(DataKeys.Provider),
        Path = values.Text(DataKeys.Path),
        From = values.OptionalInstant(DataKeys.From),
        To = values.OptionalInstant(DataKeys.To),
        Days = values.OptionalNumber(DataKeys.Days),
        RequireGrade = values.OptionalChoice(DataKeys.RequireGrade),
        Demo = values.Choice(DataKeys.Demo),
    };
}
