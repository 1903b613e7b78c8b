namespace LaptopAgents.Bitunix;

/// <summary>The venue's REST interface with one budget and one clock. Safe for use from several tasks.</summary>
public sealed class BitunixRest
{
    /// <param name="exchange">Carries the requests.</param>
    /// <param name="credentials">Null when only the market is read.</param>
    /// <param name="nonces">Null for the system's random source.</param>
    public BitunixRest(
        IHttpExchange exchange, BitunixHosts hosts, TimeProvider time, BitunixCredentials? credentials = null, RestOptions? options = null, INonceSource? nonces = null)
    {
        Clock = new VenueClock(time);
        Notes = new WireNotes();
        var caller = new RestCaller(exchange, hosts, credentials, nonces ?? new RandomNonces(), Clock, Notes, options ?? new RestOptions(), time);
        Market = new MarketApi(caller);
        Account = new AccountApi(caller);
        Trade = new TradeApi(caller);
    }

    public MarketApi Market { get; }

    public AccountApi Account { get; }

    public TradeApi Trade { get; }

    /// <summary>The venue's clock as far as the answers told.</summary>
    public VenueClock Clock { get; }

    /// <summary>What the venue sent beyond what is known.</summary>
    public WireNotes Notes { get; }
}
