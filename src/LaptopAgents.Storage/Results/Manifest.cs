using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What a run was made of and what it came to: enough to repeat it, and to notice when it is not the same.</summary>
public sealed record Manifest
{
    /// <summary>Name of the run's directory.</summary>
    public required string RunId { get; init; }

    public required Timestamp Created { get; init; }

    /// <summary>backtest, paper or live.</summary>
    public required string Mode { get; init; }

    /// <summary>Name in the strategy catalog.</summary>
    public required string Strategy { get; init; }

    /// <summary>Hash of the strategy's parameters, in hexadecimal.</summary>
    public required string ParametersHash { get; init; }

    /// <summary>Hash of the resolved configuration, in hexadecimal.</summary>
    public required string ConfigHash { get; init; }

    public required ulong Seed { get; init; }

    public required EngineBuild Engine { get; init; }

    public required IReadOnlyList<ManifestDataSet> DataSets { get; init; }

    /// <summary>What the fill model assumed, and how much rested on it.</summary>
    public required IReadOnlyList<ManifestAssumption> Assumptions { get; init; }

    public required ulong StateHash { get; init; }

    /// <summary>See <see cref="Storage.ResultHash"/>.</summary>
    public required string ResultHash { get; init; }

    /// <summary>The run was stopped before its data ended.</summary>
    public required bool IsPartial { get; init; }
}

/// <summary>One data set that the run read.</summary>
/// <param name="Kind">bars, trades, quotes, book, funding.</param>
/// <param name="From">First instant.</param>
/// <param name="To">Last instant.</param>
/// <param name="Sha256">Of its content, in hexadecimal.</param>
/// <param name="Grade">Of the quality check; null when it was not checked.</param>
/// <param name="IsSynthetic">Made by a generator: no market ever did this.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Gaps">Holes in the data, and <paramref name="MissingRows"/> in all of them.</param>
public sealed record ManifestDataSet(
    string Symbol, string Kind, Timestamp From, Timestamp To, long Rows, string Sha256, string? Grade, bool IsSynthetic, string? Source,
    int Gaps, long MissingRows)
{
    /// <summary>What was asked for, where the data have less; null where they have all of it.</summary>
    public Timestamp? AskedFrom { get; init; }

    /// <summary>See <see cref="AskedFrom"/>.</summary>
    public Timestamp? AskedTo { get; init; }

    /// <summary>Rows missing between what was asked for and the ends of the data.</summary>
    public long ShortRows { get; init; }
}

/// <summary>An assumption in force.</summary>
/// <param name="Name">Stable name, for example <c>intrabar_path</c>.</param>
/// <param name="Value">The choice made, for example <c>conservative</c>.</param>
/// <param name="Fills">Fills that depended on it.</param>
public sealed record ManifestAssumption(string Name, string Value, long Fills);

/// <summary>The program that ran.</summary>
/// <param name="Version">As released, with the source revision when the build knew it.</param>
/// <param name="Modules">Assembly name and module version id, which a deterministic compiler derives from the code.</param>
public sealed record EngineBuild(string Version, IReadOnlyList<(string Name, Guid ModuleVersionId)> Modules);
