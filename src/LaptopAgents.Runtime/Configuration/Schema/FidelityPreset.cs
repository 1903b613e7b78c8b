namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>The values that <c>fidelity</c> stands for. Both presets set the same keys, so that neither leaves a trace of the other.</summary>
internal static class FidelityPreset
{
    public static IReadOnlyList<(ConfigKey Key, object Value)> Of(Fidelity fidelity) => fidelity switch
    {
        Fidelity.Fast =>
        [
            (FillModelKeys.SlippageModel, SlippageModel.FixedBps),
            (FillModelKeys.SpreadModel, SpreadModel.Fixed),
            (FillModelKeys.PartialFills, PartialFills.Off),
            (FillModelKeys.IntrabarMode, IntrabarMode.Conservative),
            (FillModelKeys.LimitFill, LimitFill.Through),
            (LatencyKeys.Model, LatencyModel.Fixed),
            (LatencyKeys.Milliseconds, 0m),
            (BrokerKeys.FundingEnabled, true),
        ],
        Fidelity.Realistic =>
        [
            (FillModelKeys.SlippageModel, SlippageModel.VolumeScaled),
            (FillModelKeys.SpreadModel, SpreadModel.Historical),
            (FillModelKeys.PartialFills, PartialFills.Volume),
            (FillModelKeys.IntrabarMode, IntrabarMode.Conservative),
            (FillModelKeys.LimitFill, LimitFill.Through),
            (LatencyKeys.Model, LatencyModel.LogNormal),
            (LatencyKeys.Milliseconds, 100m),
            (BrokerKeys.FundingEnabled, true),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(fidelity), fidelity, "Only the named presets exist."),
    };
}
