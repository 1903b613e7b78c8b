using System.Buffers;
using System.Buffers.Text;
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

    private WindowData(int trades) => _lengths = new int[trades];

    /// <summary>Characters of each trade's window in what was written; zero where there is none.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>Writes the windows one after the other.</summary>
    public static WindowData Write(IBufferWriter<byte> output, ReportModel model)
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
            var room = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(packer.Bytes.Length));
            Base64.EncodeToUtf8(packer.Bytes, room, out _, out data._lengths[i]);
            output.Advance(data._lengths[i]);
            packer.Clear();
        }

        return data;
    }

    private static bool[] Choose(ReportModel model, int count)
    {
        var trades = model.Result.Trades;
        var (isChosen, used) = (new bool[count], 0L);
        for (var i = 0; i < count; i++)
        {
            isChosen[i] = true;
            used += Candles(trades[i]);
        }

        if (used <= Budget) return isChosen;
        var (order, weights) = (new int[count], new long[count]);
        for (var i = 0; i < count; i++) (order[i], weights[i]) = (i, -Math.Abs(trades[i].NetPnl.Raw));
        Array.Sort(weights, order);
        used = 0;
        foreach (var i in order) isChosen[i] = (used += Candles(trades[i])) <= Budget;
        return isChosen;
    }

    private static int Candles(TradeRecord trade) => Math.Min(MaxCandles, trade.BarsHeld + 2 * Margin(trade.BarsHeld));

    private static int Margin(int barsHeld) => Math.Clamp(barsHeld / 2, 24, 60);

    private static void Pack(ReportModel model, TradeRecord trade, Packer packer)
    {
        var instrument = model.Result.Instruments[trade.Instrument.Index];
        if (CandleData.Find(model, instrument.Symbol) is not { Bars.Count: > 0 } history) return;
        var times = history.Bars.OpenUnixNanos;
        var margin = Margin(trade.BarsHeld);
        var from = Math.Max(0, Numbers.FirstNotBelow(times, trade.EntryTime.UnixNanos) - margin);
        var to = Math.Min(times.Length, Numbers.FirstNotBelow(times, trade.ExitTime.UnixNanos) + margin);
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
}
