namespace LaptopAgents.Simulation;

/// <summary>Every model by the name that a profile selects it with. A new model is one class and one line here.</summary>
public static class ModelCatalog
{
    private static readonly (string Name, Func<VenueOptions, ISlippageModel> Create)[] Slippages =
    [
        ("none", static _ => new NoSlippage()),
        ("fixed_bps", static options => new FixedBpsSlippage(options.Slippage)),
        ("random", static options => new RandomSlippage(options.Slippage, options.Seed)),
        ("volume_scaled", static options => new VolumeScaledSlippage(options.Slippage)),
        ("square_root_impact", static options => new SquareRootImpactSlippage(options.Slippage)),
        ("book", static options => new BookSlippage(options.Slippage)),
        ("calibrated", static options => new CalibratedSlippage(options.Slippage)),
    ];

    private static readonly (string Name, Func<VenueOptions, ISpreadModel> Create)[] Spreads =
    [
        ("none", static _ => new NoSpread()),
        ("fixed", static options => new FixedSpread(options.Spread)),
        ("historical", static options => new HistoricalSpread(options.Spread)),
    ];

    private static readonly (string Name, Func<VenueOptions, IPartialFillModel> Create)[] PartialFills =
    [
        ("off", static _ => new WholeFills()),
        ("volume", static options => new VolumeBoundFills(options.PartialFills)),
        ("probabilistic", static options => new ProbabilisticFills(options.PartialFills, options.Seed)),
    ];

    /// <summary>Names for <see cref="SlippageOptions"/>.</summary>
    public static IReadOnlyList<string> SlippageModels { get; } = Array.ConvertAll(Slippages, static entry => entry.Name);

    /// <summary>Names for <see cref="SpreadOptions"/>.</summary>
    public static IReadOnlyList<string> SpreadModels { get; } = Array.ConvertAll(Spreads, static entry => entry.Name);

    /// <summary>Names for <see cref="PartialFillOptions"/>.</summary>
    public static IReadOnlyList<string> PartialFillModels { get; } = Array.ConvertAll(PartialFills, static entry => entry.Name);

    internal static ISlippageModel Slippage(VenueOptions options) => Find(Slippages, options.Slippage.Model, "slippage")(options);

    internal static ISpreadModel Spread(VenueOptions options) => Find(Spreads, options.Spread.Model, "spread")(options);

    internal static IPartialFillModel PartialFill(VenueOptions options) => Find(PartialFills, options.PartialFills.Model, "partial fill")(options);

    private static Func<VenueOptions, T> Find<T>((string Name, Func<VenueOptions, T> Create)[] models, string name, string what)
    {
        foreach (var (known, create) in models)
            if (known == name) return create;
        throw new ArgumentException(
            $"Unknown {what} model '{name}'. Known: {string.Join(", ", Array.ConvertAll(models, static entry => entry.Name))}.");
    }
}
