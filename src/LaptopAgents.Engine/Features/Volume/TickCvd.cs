using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Cumulative volume delta from trades: what aggressive buyers took less what aggressive sellers took, in base currency, exact, since
/// the start. Zero until a trade is seen, so it needs no warm-up; without trades in the data it stays zero.
/// </summary>
public sealed class TickCvd : IValueFeature
{
    private long _raw;

    public int WarmUpBars => 0;

    public bool IsReady => true;

    public double Value => new Quantity(_raw).ToDouble();

    public void OnBar(in Bar bar)
    {
    }

    public void OnTrade(in MarketTrade trade) => _raw += trade.Aggressor.Signed(trade.Quantity).Raw;
}
