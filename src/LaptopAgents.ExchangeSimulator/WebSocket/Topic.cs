using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>What a public channel is about.</summary>
internal enum TopicKind
{
    Kline,
    MarkKline,
    Depth,
    DepthChanges,
    Trade,
    Ticker,
    Tickers,
    Price,
}

/// <summary>A public channel of one pair, and who listens to it.</summary>
internal sealed class Topic(string channel, SymbolMarket market, TopicKind kind, CandleInterval? interval, int levels)
{
    public string Channel => channel;

    public SymbolMarket Market => market;

    public TopicKind Kind => kind;

    /// <summary>For klines.</summary>
    public CandleInterval? Interval => interval;

    /// <summary>For depth: levels a side.</summary>
    public int Levels => levels;

    public List<SocketSession> Listeners { get; } = [];

    /// <summary>When something was last pushed, by the machine's clock.</summary>
    public long PushedAt { get; set; }

    /// <summary>For depth in changes: what listeners know.</summary>
    public SortedDictionary<long, long>[] Known { get; } = [new(), new()];

    public bool IsMovedBy(EventKind happened) => kind switch
    {
        TopicKind.Kline or TopicKind.Trade or TopicKind.Ticker => happened == EventKind.Trade,
        TopicKind.MarkKline => happened == EventKind.MarkPrice,
        TopicKind.Depth or TopicKind.DepthChanges => happened is EventKind.Quote or EventKind.BookLevel,
        TopicKind.Tickers => happened is EventKind.Quote or EventKind.Trade,
        _ => happened is EventKind.MarkPrice or EventKind.FundingRate,
    };

    /// <summary>The channel of a name; null when the exchange has none of that name.</summary>
    public static Topic? Of(string channel, SymbolMarket market)
    {
        const string kline = "market_kline_", markKline = "mark_kline_";
        if (channel.StartsWith(kline, StringComparison.Ordinal))
            return CandleInterval.ByChannel(channel[kline.Length..]) is { } length ? new(channel, market, TopicKind.Kline, length, 0) : null;
        if (channel.StartsWith(markKline, StringComparison.Ordinal))
            return CandleInterval.ByChannel(channel[markKline.Length..]) is { } length ? new(channel, market, TopicKind.MarkKline, length, 0) : null;
        return channel switch
        {
            "depth_book1" => new(channel, market, TopicKind.Depth, null, 1),
            "depth_book5" => new(channel, market, TopicKind.Depth, null, 5),
            "depth_book15" => new(channel, market, TopicKind.Depth, null, 15),
            "depth_books" => new(channel, market, TopicKind.DepthChanges, null, BookMaker.Depth),
            "trade" => new(channel, market, TopicKind.Trade, null, 0),
            "ticker" => new(channel, market, TopicKind.Ticker, null, 0),
            "tickers" => new(channel, market, TopicKind.Tickers, null, 0),
            "price" => new(channel, market, TopicKind.Price, null, 0),
            _ => null,
        };
    }
}
