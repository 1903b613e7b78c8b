using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>
/// The premium of a perpetual over its index, which follows the trend, and the rate settled from it every eight hours:
/// rate = premium + clamp(interest − premium, ±0.05 %), averaged over the eight hours, the usual rule of USDT perpetuals.
/// </summary>
internal sealed class DemoFunding(DemoContract contract, ulong seed)
{
    private const double Interest = 0.0001;
    private const double Damper = 0.0005;
    private const double TrendMemory = 0.9985;
    private const double PremiumMemory = 0.995;

    private readonly List<Timestamp> _times = [];
    private readonly List<FundingRate> _rates = [];
    private double _trend;
    private double _premium = Interest;
    private double _sum;
    private int _count;

    public IReadOnlyList<Timestamp> Times => _times;

    public IReadOnlyList<FundingRate> Rates => _rates;

    /// <param name="change">The minute's relative move.</param>
    /// <param name="open">The minute's first price: the settlement at its opening is reckoned at it.</param>
    public void Observe(int minute, double change, Price open)
    {
        Settle(minute, open);
        _trend = TrendMemory * _trend + change;
        var noise = PortableMath.Bell(Prng.Bits(seed, contract.PremiumStream, (ulong)minute));
        // A trend of 3 % over the last half day is worth 0.08 % of premium.
        _premium = PremiumMemory * _premium + (1 - PremiumMemory) * (0.00012 + 0.027 * _trend) + 0.000016 * noise;
        _sum += _premium;
        _count++;
    }

    /// <summary>Books the settlement of this minute's opening, if it is one.</summary>
    public void Settle(int minute, Price mark)
    {
        if (minute % DemoClock.MinutesPerSettlement != 0) return;
        var average = _count == 0 ? Interest : _sum / _count;
        var rate = average + Math.Clamp(Interest - average, -Damper, Damper);
        _times.Add(DemoClock.Open(minute));
        _rates.Add(new(new((long)Math.Floor(rate * FixedPoint.One + 0.5)), mark));
        (_sum, _count) = (0, 0);
    }
}
