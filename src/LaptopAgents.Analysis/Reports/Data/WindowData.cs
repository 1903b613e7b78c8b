using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// The bars around each trade, at full resolution where they fit. Each window is its own base64 text so that the page decodes only
/// the trade that is looked at. Long trades get coarser candles; when a run has very many trades, those with the largest results keep theirs.
/// </summary>
internal sealed class WindowData
{
    private const int MaxCandles = 360;
    private const int Budget = 130_000;
    private readonly int[] _lengths;
    private readonly System.Text.StringBuilder _text = new();

    private WindowData(int trades) => _lengths = new int[trades];

    /// <summary>Characters of each trade's window in <see cref="Text"/>; zero where there is none.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    public string Text() => _text.ToString();

    public static WindowData From(ReportModel model)
    {
        var trades = model.Result.Trades;
        var count = Math.Min(trades.Count, TradeData.MaxTrades);
        var data = new WindowData(count);
        var isChosen = Choose(model, count);
        var packer = new Packer(4096);
        for (var i = 0; i < count; i++)
        {
            if (!isChosen[i]) continue;
            Pack(model, trades[i], packer);
            if (packer.Bytes.IsEmpty) continue;
            var text = Convert.ToBase64String(packer.Bytes);
            packer.Clear();
            data._text.Append(text);
            data._lengths[i] = text.Length;
        }

        return data;
    }

    private static bool[] Choose(ReportModel model, int count)
    {
        var trades = model.Result.Trades;
        var (isChosen, order, weights) = (new bool[count], new int[count], new long[count]);
        for (var i = 0; i < count; i++) (order[i], weights[i]) = (i, -Math.Abs(trades[i].NetPnl.Raw));
        Array.Sort(weights, order);
        var used = 0L;
        foreach (var i in order)
        {
            used += Math.Min(MaxCandles, trades[i].BarsHeld + 2 * Margin(trades[i].BarsHeld));
            if (used > Budget) break;
            isChosen[i] = true;
        }

        return isChosen;
    }

    private static int Margin(int barsHeld) => Math.Clamp(barsHeld / 2, 24, 60);

    private static void Pack(ReportModel model, TradeRecord trade, Packer packer)
    {
        var instrument = model.Result.Instruments[trade.Instrument.Index];
        if (CandleData.Find(model, instrument.Symbol) is not { Bars.Count: > 0 } history) return;
        var times = history.Bars.OpenUnixNanos;
        var margin = Margin(trade.BarsHeld);
        var from = Math.Max(0, Place(times, trade.EntryTime.UnixNanos) - margin);
        var to = Math.Min(times.Length, Place(times, trade.ExitTime.UnixNanos) + margin);
        if (to - from < 2) return;
        var barSeconds = Math.Max(1, model.Result.Interval.Nanos / 1_000_000_000);
        var seconds = CandleData.TimeframeFor(to - from, barSeconds, MaxCandles);
        var roller = new CandleRoller(history.Bars, seconds, instrument.TickSize.Raw, from, to);
        packer.Add(seconds);
        var (time, close) = (0L, 0L);
        while (roller.Next())
        {
            packer.Add(roller.Time / seconds - time);
            time = roller.Time / seconds;
            roller.AddTo(packer, ref close);
        }
    }

    private static int Place(ReadOnlySpan<long> times, long nanos)
    {
        var place = times.BinarySearch(nanos);
        return place >= 0 ? place : ~place;
    }
}
