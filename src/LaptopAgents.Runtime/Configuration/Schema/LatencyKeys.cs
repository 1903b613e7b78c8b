namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>The time between a decision and its arrival at the venue. The keys stand in the fill model's section.</summary>
internal static class LatencyKeys
{
    private const decimal Minute = 60_000m;

    public static readonly ChoiceKey<LatencyModel> Model = FillModelKeys.Section.Add(new ChoiceKey<LatencyModel>(
        "latency_model",
        "Distribution of latency.",
        new("none", LatencyModel.None, "none, whatever the times below say"),
        new("fixed", LatencyModel.Fixed, "always the times below"),
        new("uniform", LatencyModel.Uniform, "the times below, plus or minus up to latency_jitter_ms"),
        new("lognormal", LatencyModel.LogNormal, "the times below as medians, spread by latency_sigma"))
    { Default = LatencyModel.Fixed });

    public static readonly DecimalKey Milliseconds = FillModelKeys.Section.Add(new DecimalKey(
        "latency_ms",
        "Time from a decision to its arrival at the venue; 0 means the next bar's open.")
    { Unit = "milliseconds", Max = Minute, Default = 0m, Aliases = ["broker.fill_model.execution_latency_ms"] });

    public static readonly DecimalKey JitterMs = FillModelKeys.Section.Add(new DecimalKey(
        "latency_jitter_ms",
        "Half-width of the uniform distribution; may not exceed the times it is applied to.")
    { Unit = "milliseconds", Max = Minute, Default = 0m });

    public static readonly DecimalKey Sigma = FillModelKeys.Section.Add(new DecimalKey(
        "latency_sigma",
        "Standard deviation of the logarithm, with latency_model: lognormal.")
    { Max = 3m, Default = 0.5m });

    public static readonly DecimalKey SubmitMs = Override("latency_submit_ms", "Time for a new order to reach the venue.");

    public static readonly DecimalKey CancelMs = Override("latency_cancel_ms", "Time for a cancel to reach the venue.");

    public static readonly DecimalKey ModifyMs = Override("latency_modify_ms", "Time for a modification to reach the venue.");

    public static readonly DecimalKey OutMs = Override("latency_out_ms", "Time for a report to come back from the venue.");

    private static DecimalKey Override(string name, string doc) => FillModelKeys.Section.Add(new DecimalKey(name, doc)
    { Unit = "milliseconds", Max = Minute, Derive = values => values.Number(Milliseconds), DerivedFrom = "latency_ms" });
}
