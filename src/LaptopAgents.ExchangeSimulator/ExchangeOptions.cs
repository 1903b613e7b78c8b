using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Simulation;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>What an exchange is made of.</summary>
public sealed record ExchangeOptions
{
    /// <summary>The pairs, by <see cref="InstrumentId"/>: the one with index i stands at place i.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Opens the market's data from their beginning; called again for each round of a loop.</summary>
    public required Func<IMarketDataFeed> Feed { get; init; }

    /// <summary>Length of the feed's bars.</summary>
    public Duration BarInterval { get; init; } = Duration.FromMinutes(1);

    /// <summary>Where the market begins; what lies before is history. Null: at the first event.</summary>
    public Timestamp? From { get; init; }

    /// <summary>Begin again after the end, with later dates.</summary>
    public bool Loop { get; init; }

    /// <summary>Market seconds a second; 0: the clock stands until it is stepped.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>TCP port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Seed of the trades inside bars, and of faults.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Trades that a bar becomes, if its volume allows.</summary>
    public int TradesPerBar { get; init; } = 20;

    public IReadOnlyList<AccountOptions> Accounts { get; init; } = [];

    public Quirks Quirks { get; init; } = new();

    public ExchangeLimits Limits { get; init; } = new();

    /// <summary>How orders meet the market. The start cash is the account's own.</summary>
    public VenueOptions Venue { get; init; } = new() { LimitFill = LimitFillRule.Queue };

    /// <summary>The machine's clock, which paces the market's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A customer of the exchange.</summary>
public sealed record AccountOptions
{
    public required string Name { get; init; }

    public required string ApiKey { get; init; }

    public required string Secret { get; init; }

    /// <summary>Quote currency at the start.</summary>
    public Money Balance { get; init; } = Money.FromDecimal(10_000m);

    /// <summary>The key may place orders and change settings.</summary>
    public bool CanTrade { get; init; } = true;

    /// <summary>Addresses that may use the key; empty: any.</summary>
    public IReadOnlyList<string> IpAddresses { get; init; } = [];

    /// <summary>Long and short are held side by side; otherwise there is one position a pair.</summary>
    public bool IsHedge { get; init; }

    public MarginMode MarginMode { get; init; } = MarginMode.Isolated;

    /// <summary>Leverage of every pair at the start; null: the pair's default.</summary>
    public int? Leverage { get; init; }
}
