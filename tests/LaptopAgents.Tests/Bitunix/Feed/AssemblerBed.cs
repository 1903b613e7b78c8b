using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Bitunix.Feed;

/// <summary>An assembler whose items a test gives it, with times in seconds after midnight of a day.</summary>
internal sealed class AssemblerBed : IFeedFetcher, IFeedObserver
{
    public static readonly Timestamp Midnight = Timestamp.FromUnixMilliseconds(1_760_054_400_000);
    private readonly FeedAssembler _assembler;

    public AssemblerBed(params string[] symbols)
    {
        if (symbols.Length == 0) symbols = ["BTCUSDT"];
        Options = new FeedOptions { Instruments = [.. symbols.Select((symbol, place) => Contract(symbol, place))], WarmupBars = 2 };
        _assembler = new FeedAssembler(Options, this, this);
    }

    public FeedOptions Options { get; }

    public List<(int Symbol, double From, double To)> Bars { get; } = [];

    public List<(int Symbol, double After, double UpTo)> Funding { get; } = [];

    public List<FeedNotice> Notices { get; } = [];

    public static Instrument Contract(string symbol, int place) => new()
    {
        Id = new InstrumentId(place), Symbol = symbol, TickSize = Price.FromDecimal(0.1m), LotSize = Quantity.FromDecimal(0.0001m), MinQuantity = Quantity.FromDecimal(0.0001m),
        MakerFee = BitunixInstruments.DefaultMakerFee, TakerFee = BitunixInstruments.DefaultTakerFee,
    };

    public static Timestamp At(double seconds) => Midnight + Duration.FromMilliseconds((long)(seconds * 1000));

    public static double Seconds(Timestamp time) => (time - Midnight).TotalSeconds;

    public static Bar Made(double open, decimal price, decimal volume = 1) =>
        new(At(open), Price.FromDecimal(price), Price.FromDecimal(price + 1), Price.FromDecimal(price - 1), Price.FromDecimal(price), Quantity.FromDecimal(volume));

    /// <summary>Begins at 00:10:05 with settlements at 00:00 and 08:00 and has the two bars of the past told.</summary>
    public AssemblerBed Warm()
    {
        Begin(605);
        for (var symbol = 0; symbol < Options.Instruments.Count; symbol++)
        {
            Apply(new BarsItem(At(605), symbol, At(480), At(600), [Made(480, 100), Made(540, 101)]));
            Apply(new FundingItem(At(605), symbol, []));
        }

        Bars.Clear();
        Funding.Clear();
        Notices.Clear();
        Told();
        return this;
    }

    public void Begin(double now, double nextSettlement = 28_800) => Apply(new BeginItem(At(now),
        [.. Options.Instruments.Select(contract => new CurrentFunding(contract.Symbol, Price.FromDecimal(100), null, null, 0.01m, 0.3m, -0.3m, 8, At(nextSettlement)))]));

    public void Apply(FeedItem item) => _assembler.Apply(item);

    public void Kline(double time, decimal open, decimal close, decimal volume, string symbol = "BTCUSDT", double? now = null)
    {
        var (high, low) = (Math.Max(open, close), Math.Min(open, close));
        Apply(new PushItem(At(now ?? time), new KlinePush(symbol, At(time), "market_kline_1min", Price.FromDecimal(open), Price.FromDecimal(high), Price.FromDecimal(low), Price.FromDecimal(close), Quantity.FromDecimal(volume))));
    }

    public void Quote(double time, decimal bid, string symbol = "BTCUSDT") =>
        Apply(new PushItem(At(time), new QuotePush(symbol, At(time), new Quote(Price.FromDecimal(bid), Quantity.FromDecimal(1), Price.FromDecimal(bid + 1), Quantity.FromDecimal(1)), null)));

    public void Mark(double time, decimal mark, decimal? rate = null, double? next = null, string symbol = "BTCUSDT") =>
        Apply(new PushItem(At(time), new PricePush(symbol, At(time), Price.FromDecimal(mark), null, rate, null, next is { } at ? At(at) : null)));

    public void Tick(double now) => Apply(new TickItem(At(now)));

    /// <summary>What was told since the last look: one line an event, with the batch's second.</summary>
    public List<string> Told()
    {
        var told = new List<string>();
        var batch = new MarketBatch();
        while (_assembler.TryTake(batch))
        {
            foreach (ref readonly var item in batch.Events)
            {
                Assert.Equal(batch.Time, item.Time);
                var place = Options.Instruments.Count > 1 ? $" {item.Instrument.Index}" : "";
                told.Add(FormattableString.Invariant($"{Seconds(batch.Time)}{place} {Describe(item)}"));
            }
        }

        return told;
    }

    public void FetchBars(int symbol, Timestamp from, Timestamp to) => Bars.Add((symbol, Seconds(from), Seconds(to)));

    public void FetchFunding(int symbol, Timestamp after, Timestamp upTo) => Funding.Add((symbol, Seconds(after), Seconds(upTo)));

    public void OnNotice(FeedNotice notice) => Notices.Add(notice);

    private static string Describe(in EngineEvent item) => item.Kind switch
    {
        EventKind.BarClose => FormattableString.Invariant($"bar {Seconds(item.Bar.OpenTime)} O{item.Bar.Open} C{item.Bar.Close} V{item.Bar.Volume}{(item.IsBackfilled ? " past" : "")}"),
        EventKind.Quote => $"quote {item.Quote.Bid}",
        EventKind.MarkPrice => $"mark {item.MarkPrice.Price}",
        EventKind.FundingRate => $"funding {item.FundingRate.Rate} at {item.FundingRate.MarkPrice}",
        EventKind.Trade => $"trade {item.Trade.Price}",
        _ => item.Kind.ToString(),
    };
}
