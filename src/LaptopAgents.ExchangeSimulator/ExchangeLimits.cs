namespace LaptopAgents.ExchangeSimulator;

/// <summary>How much a client may ask for, by the machine's clock.</summary>
public sealed record ExchangeLimits
{
    /// <summary>Whether REST limits are held.</summary>
    public bool HoldsRest { get; set; } = true;

    /// <summary>Client frames a second on one socket.</summary>
    /// <value>The default is 5; pings count.</value>
    public int FramesPerSecond { get; set; } = 5;

    /// <summary>Channels on one socket.</summary>
    /// <value>The default is 300.</value>
    public int Subscriptions { get; set; } = 300;

    /// <summary>Seconds without a frame of the client after which its socket is closed; 0 never.</summary>
    /// <value>The default is 60.</value>
    public int IdleSeconds { get; set; } = 60;

    /// <summary>Seconds that a request's timestamp may be away from the market's clock or from the machine's.</summary>
    /// <value>The default is 60; 0 lets everything pass.</value>
    public int TimestampWindowSeconds { get; set; } = 60;

    /// <summary>Pushes that may wait for a slow reader. The market's clock waits with them.</summary>
    /// <value>The default is 20,000.</value>
    public int QueuedPushes { get; set; } = 20_000;
}
