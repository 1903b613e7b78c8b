using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Strategies;

/// <summary>The levels of one pullback trade.</summary>
internal readonly record struct RibbonPlan(Side Side, Price Limit, Price Stop, Price Target)
{
    public Price StopDistance => (Limit - Stop).Abs();

    /// <summary>A level is not a price, or leaves no profit.</summary>
    public bool IsUnusable => Stop.Raw <= 0 || Target.Raw <= 0 || StopDistance.IsZero || !Levels.IsBeyond(Side, Target, Limit);

    public static RibbonPlan At(double mean, double stopDistance, double rewardMultiple, Side side, Instrument instrument)
    {
        var limit = Levels.Entry(side, mean, instrument);
        var stop = Levels.Stop(side, limit.ToDouble() - side.Sign() * stopDistance, instrument);
        var target = Levels.Target(side, limit.ToDouble() + (limit - stop).ToDouble() * rewardMultiple, instrument);
        return new RibbonPlan(side, limit, stop, target);
    }

    /// <summary>
    /// A changed limit keeps its quantity. One that has moved by more than half its stop distance is no longer the trade that was sized and
    /// approved, so it must be taken back and asked for anew.
    /// </summary>
    public bool HasDriftedFrom(in RibbonPlan placed) => (Limit - placed.Limit).Abs().Raw > placed.StopDistance.Raw / 2;
}
