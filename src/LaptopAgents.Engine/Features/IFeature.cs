using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Something known about a bar stream. It is told each closed bar once, in order, keeps what it needs and nothing more; it cannot see
/// the future, and does not depend on how long a history anybody keeps.
/// </summary>
public interface IFeature
{
    /// <summary>Bars needed before the value is defined.</summary>
    int WarmUpBars { get; }

    /// <summary>The value is defined.</summary>
    bool IsReady { get; }

    void OnBar(in Bar bar);

    /// <summary>For features of the tape; does nothing otherwise.</summary>
    void OnTrade(in MarketTrade trade)
    {
    }

    /// <summary>For features of the spread; does nothing otherwise.</summary>
    void OnQuote(in Quote quote)
    {
    }
}

/// <summary>A feature with one number. Reading it before it is ready gives NaN.</summary>
public interface IValueFeature : IFeature
{
    double Value { get; }
}
