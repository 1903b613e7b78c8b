using LaptopAgents.Domain;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Simulation;
using Venue = LaptopAgents.Simulation;

namespace LaptopAgents.Cli.Composition;

/// <summary>Turns the configuration into the assumptions of the simulated venue.</summary>
internal static class VenueComposition
{
    public static VenueOptions Options(LaConfig config)
    {
        var fills = config.Broker.FillModel;
        return new VenueOptions
        {
            StartCash = Money.FromDecimal(config.Trading.StartingEquity),
            Seed = (ulong)config.Engine.Seed,
            Intrabar = fills.IntrabarMode switch
            {
                Runtime.Configuration.IntrabarMode.Optimistic => Venue.IntrabarMode.Optimistic,
                Runtime.Configuration.IntrabarMode.Random => Venue.IntrabarMode.Random,
                _ => Venue.IntrabarMode.Conservative,
            },
            LimitFill = fills.LimitFill switch
            {
                LimitFill.Touch => LimitFillRule.Touch,
                LimitFill.Queue => LimitFillRule.Queue,
                _ => LimitFillRule.Through,
            },
            Slippage = new SlippageOptions(NameOf(fills.SlippageModel), fills.SlippageBps, fills.ImpactCoefficient, fills.VolatilityCoefficient),
            Spread = new SpreadOptions(NameOf(fills.SpreadModel), fills.SpreadBps),
            PartialFills = new PartialFillOptions(
                NameOf(fills.PartialFills), fills.ParticipationPct, 1m - fills.PartialFillProbability, fills.VolumeCappedMarkets),
            Latency = Latency(fills),
            MarginMode = config.Broker.Margin.Mode == Runtime.Configuration.MarginMode.Isolated ? Venue.MarginMode.Isolated : Venue.MarginMode.Cross,
            Leverage = config.Broker.Margin.Leverage,
            SettlesFunding = config.Broker.Funding.Enabled,
        };
    }

    /// <summary>The instrument with the fees and margin rules that the configuration puts in place of its own.</summary>
    public static Instrument Configure(Instrument instrument, BrokerConfig broker) => instrument with
    {
        MakerFee = broker.Fees.MakerBps is { } maker ? Rate.FromBps(maker) : instrument.MakerFee,
        TakerFee = broker.Fees.TakerBps is { } taker ? Rate.FromBps(taker) : instrument.TakerFee,
        MarginTiers = broker.Margin.Tiers ? instrument.MarginTiers : FirstTier(instrument.MarginTiers),
    };

    private static IReadOnlyList<MarginTier> FirstTier(IReadOnlyList<MarginTier> tiers) =>
        tiers.Count == 0 ? [] : [tiers[0] with { NotionalCap = Money.MaxValue }];

    private static LatencyOptions Latency(FillModelConfig fills) => new()
    {
        Submit = Spec(fills, fills.LatencySubmit),
        Cancel = Spec(fills, fills.LatencyCancel),
        Modify = Spec(fills, fills.LatencyModify),
        Report = Spec(fills, fills.LatencyOut),
    };

    private static LatencySpec Spec(FillModelConfig fills, TimeSpan typical)
    {
        if (typical == TimeSpan.Zero) return LatencySpec.None;
        var latency = Duration.FromTimeSpan(typical);
        var jitter = Duration.FromTimeSpan(fills.LatencyJitter);
        return fills.LatencyModel switch
        {
            Runtime.Configuration.LatencyModel.None => LatencySpec.None,
            Runtime.Configuration.LatencyModel.Uniform =>
                LatencySpec.Uniform(new Duration(Math.Max(0, latency.Nanos - jitter.Nanos)), latency + jitter),
            Runtime.Configuration.LatencyModel.LogNormal => LatencySpec.Lognormal(latency, (double)fills.LatencySigma),
            _ => LatencySpec.Fixed(latency),
        };
    }

    private static string NameOf(SlippageModel model) => model switch
    {
        SlippageModel.None => "none",
        SlippageModel.FixedBps => "fixed_bps",
        SlippageModel.Random => "random",
        SlippageModel.VolumeScaled => "volume_scaled",
        SlippageModel.SquareRootImpact => "square_root_impact",
        SlippageModel.Book => "book",
        _ => "calibrated",
    };

    private static string NameOf(SpreadModel model) => model switch
    {
        SpreadModel.None => "none",
        SpreadModel.Fixed => "fixed",
        _ => "historical",
    };

    private static string NameOf(PartialFills model) => model switch
    {
        PartialFills.Volume => "volume",
        PartialFills.Probabilistic => "probabilistic",
        _ => "off",
    };
}
