using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>What the feed knows of one symbol.</summary>
internal sealed class SymbolLane(Instrument instrument, FeedOptions options)
{
    public string Symbol { get; } = instrument.Symbol;

    public InstrumentId Id { get; } = instrument.Id;

    public BarTracker Bars { get; } = new(options.Interval, options.Grace);

    public FundingTracker Funding { get; } = new();

    public DeliveredBars Told { get; } = new();

    /// <summary>Fetched before the first live bar, not told yet.</summary>
    public List<Bar> Past { get; } = [];

    public List<SettledFunding> PastFunding { get; } = [];

    public bool IsFundingFetched { get; set; }

    public void ForgetPast()
    {
        Past.Clear();
        Past.TrimExcess();
        PastFunding.Clear();
    }
}
