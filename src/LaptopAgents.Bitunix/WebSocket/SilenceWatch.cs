namespace LaptopAgents.Bitunix;

/// <summary>A subscription: a channel, for one symbol or for the account.</summary>
/// <param name="Silence">Without data for so long the subscription is dead though the socket lives; null when it may be quiet.</param>
internal sealed record Subscription(string Channel, string Symbol, TimeSpan? Silence);

/// <summary>
/// Watches every subscription for data. A socket that answers pings and sends nothing else is the failure that costs most, because
/// nothing else shows it. Times are ticks of the clock that measures spans.
/// </summary>
internal sealed class SilenceWatch
{
    private readonly Subscription[] _subscriptions;
    private readonly long[] _seen;
    private readonly TimeProvider _time;

    public SilenceWatch(IReadOnlyList<Subscription> subscriptions, TimeProvider time)
    {
        _subscriptions = [.. subscriptions];
        _seen = new long[_subscriptions.Length];
        _time = time;
    }

    /// <summary>A new connection: every subscription has its whole time again.</summary>
    public void Restart() => Array.Fill(_seen, _time.GetTimestamp());

    public void Seen(VenuePush push)
    {
        var channel = ChannelOf(push);
        for (var i = 0; i < _subscriptions.Length; i++)
        {
            if (_subscriptions[i].Channel == channel && _subscriptions[i].Symbol == push.Symbol) Volatile.Write(ref _seen[i], _time.GetTimestamp());
        }
    }

    /// <summary>The first subscription that has been silent for too long.</summary>
    public Subscription? Silent()
    {
        for (var i = 0; i < _subscriptions.Length; i++)
        {
            if (_subscriptions[i].Silence is { } limit && _time.GetElapsedTime(Volatile.Read(ref _seen[i])) > limit) return _subscriptions[i];
        }

        return null;
    }

    private static string ChannelOf(VenuePush push) => push switch
    {
        KlinePush kline => kline.Channel,
        DepthPush depth => depth.Channel,
        TradePush => "trade",
        QuotePush => "tickers",
        TickerPush => "ticker",
        PricePush => "price",
        OrderPush => "order",
        PositionPush => "position",
        BalancePush => "balance",
        TpslPush => "tpsl",
        _ => "",
    };
}
