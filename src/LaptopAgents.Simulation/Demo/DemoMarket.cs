using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>One contract of the demo market.</summary>
/// <param name="Bars">One-minute bars without a gap.</param>
/// <param name="FundingTimes">Settlement times, every eight hours.</param>
/// <param name="Funding">The rates settled at those times.</param>
public sealed record DemoInstrument(
    string Symbol, IReadOnlyList<Bar> Bars, IReadOnlyList<Timestamp> FundingTimes, IReadOnlyList<FundingRate> Funding);

/// <summary>
/// A SYNTHETIC market for a first run without any data: ninety days of one-minute bars of BTCUSDT and ETHUSDT with regimes, clustered
/// volatility, jumps, hours of the day, volume that goes with volatility, and funding that goes with the trend. It is a pure function
/// of its seed, the same to the last bit on every machine. It looks like a market; it says nothing about any.
/// </summary>
public static class DemoMarket
{
    public const ulong DefaultSeed = 7;

    public const int DefaultDays = 90;

    /// <summary>What every output must call this market.</summary>
    public const string Source = "SYNTHETIC: made by the demo market generator, no real prices";

    public static Timestamp Start { get; } = Timestamp.FromDateTime(new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>End of the default market: the close of its last bar.</summary>
    public static Timestamp End { get; } = Start + Duration.FromMinutes(DefaultDays * DemoClock.MinutesPerDay);

    /// <summary>Both contracts, BTCUSDT first.</summary>
    public static IReadOnlyList<DemoInstrument> Generate(ulong seed = DefaultSeed, int days = DefaultDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 3650);
        var minutes = days * DemoClock.MinutesPerDay;
        var weather = new DemoWeather(seed);
        var bitcoin = new DemoTape(DemoContract.Bitcoin, seed, minutes);
        var ether = new DemoTape(DemoContract.Ether, seed, minutes);
        Span<double> common = stackalloc double[DemoTape.StepsPerMinute];
        for (var minute = 0; minute < minutes; minute++)
        {
            var state = weather.Next(minute, bitcoin.LastShock);
            for (var step = 0; step < common.Length; step++)
                common[step] = PortableMath.Bell(Prng.Bits(seed, DemoStream.Common, DemoClock.Key(minute, step)));
            bitcoin.Trade(minute, state, common);
            ether.Trade(minute, state, common);
        }

        return [bitcoin.Finish(), ether.Finish()];
    }
}
