using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Cumulative volume delta as far as bars tell: each bar adds ((close − low) − (high − close)) ÷ (high − low) × volume, and nothing when
/// high = low. An estimate of who was the aggressor; <see cref="TickCvd"/> is the measurement, and another feature. Each bar's delta is
/// rounded to a whole 10⁻⁸ of base currency, so differences between two instants do not depend on where the count began.
/// Warm-up: one bar.
/// </summary>
public sealed class BarCvd : IValueFeature
{
    public int WarmUpBars => 1;

    public bool IsReady { get; private set; }

    public double Value => IsReady ? new Quantity(Raw).ToDouble() : double.NaN;

    /// <summary>The count in 10⁻⁸ units of base currency.</summary>
    internal long Raw { get; private set; }

    public void OnBar(in Bar bar)
    {
        IsReady = true;
        var range = bar.High.Raw - bar.Low.Raw;
        if (range == 0) return;
        var balance = bar.Close.Raw - bar.Low.Raw - (bar.High.Raw - bar.Close.Raw);
        Raw += (long)Math.Round(bar.Volume.Raw * ((double)balance / range));
    }
}
