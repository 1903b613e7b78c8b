namespace LaptopAgents.Bitunix;

/// <summary>How a WebSocket is kept alive.</summary>
public sealed record SocketOptions
{
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server's greeting is waited for; it is not promised, so work goes on without it.</summary>
    public TimeSpan GreetingTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Without any message for so long the connection is dead.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(40);

    public TimeSpan FirstReconnect { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestReconnect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection that lasted so long ends the growth of the waits.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Subscriptions in one message.</summary>
    public int SubscriptionsPerMessage { get; init; } = 50;
}
