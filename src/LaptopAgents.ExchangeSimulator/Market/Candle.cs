namespace LaptopAgents.ExchangeSimulator;

/// <summary>Open, high, low and close of a stretch of time, with what was traded in it. Prices and volume are raw 10⁻⁸ units.</summary>
/// <param name="OpenTime">Milliseconds since the epoch.</param>
/// <param name="Volume">Base currency.</param>
/// <param name="Turnover">Quote currency; a decimal, because a month of it does not fit 64 bits.</param>
internal readonly record struct Candle(long OpenTime, long Open, long High, long Low, long Close, long Volume, decimal Turnover)
{
    public Candle With(long price, long quantity) => this with
    {
        High = Math.Max(High, price),
        Low = Math.Min(Low, price),
        Close = price,
        Volume = Volume + quantity,
        Turnover = Turnover + Worth(price, quantity),
    };

    public Candle Then(in Candle next) => this with
    {
        High = Math.Max(High, next.High),
        Low = Math.Min(Low, next.Low),
        Close = next.Close,
        Volume = Volume + next.Volume,
        Turnover = Turnover + next.Turnover,
    };

    public static Candle First(long openTime, long price, long quantity) =>
        new(openTime, price, price, price, price, quantity, Worth(price, quantity));

    private static decimal Worth(long price, long quantity) => new decimal(price) * quantity / 10_000_000_000_000_000m;
}
