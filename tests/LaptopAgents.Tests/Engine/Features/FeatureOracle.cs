using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Engine.Features;

/// <summary>Indicators over a whole history, newest bar last, written for reading: they recompute everything, every time.</summary>
internal static class FeatureOracle
{
    public static decimal[] Closes(Bar[] bars) => [.. bars.Select(bar => bar.Close.ToDecimal())];

    public static decimal Typical(Bar bar) => (bar.High.ToDecimal() + bar.Low.ToDecimal() + bar.Close.ToDecimal()) / 3m;

    public static double Mean(Bar[] bars, int n) => (double)Closes(bars)[^n..].Average();

    public static double Weighted(Bar[] bars, int n) =>
        (double)(Closes(bars)[^n..].Select((close, i) => close * (i + 1)).Sum() / (n * (n + 1) / 2m));

    public static double Ema(IReadOnlyList<double> values, int n) => Smooth(values, n, 2.0 / (n + 1));

    public static double Wilder(IReadOnlyList<double> values, int n) => Smooth(values, n, 1.0 / n);

    public static List<double> TrueRanges(Bar[] bars) =>
    [
        .. Enumerable.Range(1, bars.Length - 1).Select(i => new[]
        {
            bars[i].High.ToDouble() - bars[i].Low.ToDouble(),
            Math.Abs(bars[i].High.ToDouble() - bars[i - 1].Close.ToDouble()),
            Math.Abs(bars[i].Low.ToDouble() - bars[i - 1].Close.ToDouble()),
        }.Max()),
    ];

    public static double Vwap(IReadOnlyList<Bar> bars)
    {
        var volume = bars.Sum(bar => bar.Volume.ToDecimal());
        return volume == 0 ? bars[^1].Close.ToDouble() : (double)(bars.Sum(bar => Typical(bar) * bar.Volume.ToDecimal()) / volume);
    }

    public static decimal[] Cvd(Bar[] bars)
    {
        var total = 0m;
        return
        [
            .. bars.Select(bar =>
            {
                decimal high = bar.High.ToDecimal(), low = bar.Low.ToDecimal(), close = bar.Close.ToDecimal();
                if (high != low) total += decimal.Round((close - low - (high - close)) / (high - low) * bar.Volume.ToDecimal(), 8);
                return total;
            }),
        ];
    }

    public static double Deviation(Bar[] bars, int n)
    {
        var window = Closes(bars)[^n..];
        var mean = window.Average();
        return Math.Sqrt((double)window.Average(close => (close - mean) * (close - mean)));
    }

    public static double Rsi(Bar[] bars, int n)
    {
        var changes = Changes(bars);
        var gain = Wilder([.. changes.Select(change => Math.Max(change, 0))], n);
        var loss = Wilder([.. changes.Select(change => Math.Max(-change, 0))], n);
        return gain + loss == 0 ? 50 : 100 * gain / (gain + loss);
    }

    public static double[] Macd(Bar[] bars, int fast, int slow, int signal)
    {
        var closes = Closes(bars).Select(close => (double)close).ToArray();
        List<double> lines = [.. Enumerable.Range(slow, closes.Length - slow + 1).Select(k => Ema(closes[..k], fast) - Ema(closes[..k], slow))];
        return [lines[^1], Ema(lines, signal)];
    }

    public static double StochasticLine(Bar[] bars, int n)
    {
        var window = bars[^n..];
        var low = window.Min(bar => bar.Low.ToDouble());
        var range = window.Max(bar => bar.High.ToDouble()) - low;
        return range == 0 ? 50 : 100 * (bars[^1].Close.ToDouble() - low) / range;
    }

    public static double[] Adx(Bar[] bars, int n)
    {
        var ranges = TrueRanges(bars);
        List<double> ups = [], downs = [], indexes = [];
        for (var i = 1; i < bars.Length; i++)
        {
            var up = bars[i].High.ToDouble() - bars[i - 1].High.ToDouble();
            var down = bars[i - 1].Low.ToDouble() - bars[i].Low.ToDouble();
            var isTie = bars[i].High - bars[i - 1].High == bars[i - 1].Low - bars[i].Low;
            ups.Add(!isTie && up > down && up > 0 ? up : 0);
            downs.Add(!isTie && down > up && down > 0 ? down : 0);
        }

        double plus = 0, minus = 0;
        for (var k = n; k <= ranges.Count; k++)
        {
            var range = Wilder(ranges[..k], n);
            plus = range == 0 ? 0 : 100 * Wilder(ups[..k], n) / range;
            minus = range == 0 ? 0 : 100 * Wilder(downs[..k], n) / range;
            indexes.Add(plus + minus == 0 ? 0 : 100 * Math.Abs(plus - minus) / (plus + minus));
        }

        return [Wilder(indexes, n), plus, minus];
    }

    public static double Obv(Bar[] bars) =>
        (double)Enumerable.Range(1, bars.Length - 1).Sum(i => bars[i].Close.CompareTo(bars[i - 1].Close) * bars[i].Volume.ToDecimal());

    public static double Mfi(Bar[] bars, int n)
    {
        decimal up = 0, down = 0;
        for (var i = bars.Length - n; i < bars.Length; i++)
        {
            var flow = Typical(bars[i]) * bars[i].Volume.ToDecimal();
            if (Typical(bars[i]) > Typical(bars[i - 1])) up += flow;
            if (Typical(bars[i]) < Typical(bars[i - 1])) down += flow;
        }

        return up + down == 0 ? 50 : (double)(100 * up / (up + down));
    }

    public static double RealisedVolatility(Bar[] bars, int n)
    {
        var closes = Closes(bars);
        return Math.Sqrt(Enumerable.Range(closes.Length - n, n).Average(i => Math.Pow(Math.Log((double)closes[i] / (double)closes[i - 1]), 2)));
    }

    public static double[] Supertrend(Bar[] bars, int n, double width)
    {
        var ranges = TrueRanges(bars);
        double upper = 0, lower = 0;
        var isUp = false;
        for (var i = n; i < bars.Length; i++)
        {
            var middle = (bars[i].High.ToDouble() + bars[i].Low.ToDouble()) / 2;
            var reach = width * Wilder(ranges[..i], n);
            var close = bars[i].Close.ToDouble();
            var before = bars[i - 1].Close.ToDouble();
            if (i == n)
            {
                (upper, lower, isUp) = (middle + reach, middle - reach, close >= middle);
                continue;
            }

            if (middle + reach < upper || before > upper) upper = middle + reach;
            if (middle - reach > lower || before < lower) lower = middle - reach;
            if (isUp && close < lower) isUp = false;
            else if (!isUp && close > upper) isUp = true;
        }

        return [isUp ? lower : upper, isUp ? 1 : 0];
    }

    private static double[] Changes(Bar[] bars) =>
        [.. Enumerable.Range(1, bars.Length - 1).Select(i => (bars[i].Close - bars[i - 1].Close).ToDouble())];

    private static double Smooth(IReadOnlyList<double> values, int n, double weight)
    {
        var mean = values.Take(n).Average();
        foreach (var value in values.Skip(n)) mean = value * weight + mean * (1 - weight);
        return mean;
    }
}
