using System.Text.Json;
using CsCheck;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis;

public sealed class ReportDataTests
{
    [Fact]
    public void Any_whole_numbers_survive_packing() =>
        Gen.Long[-(1L << 52), 1L << 52].Array[0, 60].Sample(values =>
        {
            var packer = new Packer();
            foreach (var value in values) packer.Add(value);
            return Unpack(packer.Bytes).SequenceEqual(values);
        });

    [Fact]
    public void Differences_add_up_to_the_values_again() =>
        Gen.Long[-(1L << 50), 1L << 50].Array[1, 60].Sample(values =>
        {
            var packer = new Packer();
            foreach (var value in values) packer.AddDelta(value);
            var sum = 0L;
            return Unpack(packer.Bytes).Select(step => sum += step).SequenceEqual(values);
        });

    [Fact]
    public void Thinning_keeps_every_extreme_and_both_ends()
    {
        var random = new SampleRandom(4);
        var equity = new long[100_000];
        var depths = new int[equity.Length];
        for (var i = 1; i < equity.Length; i++) (equity[i], depths[i]) = (equity[i - 1] + (long)(random.Normal() * 1000), (int)(random.Uniform() * 1000));
        var kept = EquityData.Thin(equity, depths);
        Assert.InRange(kept.Count, 2_000, 6_001);
        Assert.Equal(kept.Distinct().Order(), kept);
        Assert.Contains(Array.IndexOf(equity, equity.Max()), kept);
        Assert.Contains(Array.IndexOf(equity, equity.Min()), kept);
        Assert.Equal(equity.Length - 1, kept[^1]);
        Assert.Equal(depths.Max(), kept.Max(i => depths[i]));
    }

    [Fact]
    public void The_band_holds_the_lowest_and_the_highest_of_all_readings_at_each_point()
    {
        var model = SampleReports.Of(SampleRuns.OneTrade());
        var own = model.Statistics.Result;
        var times = own.Equity.UnixNanos.ToArray();
        var equity = own.Equity.RawEquity.ToArray();
        // One starts a point late and stays 5 above, the other is there from the middle on and 3 below.
        var high = Variant(1, 5);
        var low = Variant(times.Length / 2, -3);
        var band = EquityBand.Of(model with { FillVariants = [high, low] }, [.. Enumerable.Range(0, times.Length)]);
        for (var i = 0; i < times.Length; i++)
        {
            var above = i < 1 ? own.StartEquity.Raw : equity[i] + 5;
            var below = i < times.Length / 2 ? own.StartEquity.Raw : equity[i] - 3;
            Assert.Equal(Math.Min(equity[i], Math.Min(above, below)), band.Low[i]);
            Assert.Equal(Math.Max(equity[i], Math.Max(above, below)), band.High[i]);
        }

        FillVariant Variant(int from, long shift)
        {
            var result = new RunResult
            {
                Instruments = own.Instruments, Interval = own.Interval, StartEquity = own.StartEquity, Equity = new EquityCurve(),
            };
            for (var i = from; i < times.Length; i++) result.Equity.Add(new Timestamp(times[i]), new Money(equity[i] + shift));
            return new FillVariant("reading", "of a bar", result);
        }
    }

    [Fact]
    public void A_short_curve_is_kept_whole() => Assert.Equal([0, 1, 2], EquityData.Thin([5, 6, 7], [0, 0, 0]));

    [Theory]
    [InlineData(8_000, 60, 8_000, 60)]
    [InlineData(43_200, 60, 8_000, 600)]
    [InlineData(525_600, 60, 8_000, 7_200)]
    [InlineData(500, 60, 360, 120)]
    [InlineData(10_000, 900, 8_000, 1_800)]
    public void Candles_get_the_smallest_timeframe_that_fits(long bars, long seconds, int limit, long expected) =>
        Assert.Equal(expected, CandleData.TimeframeFor(bars, seconds, limit));

    [Fact]
    public void Rolled_up_candles_hold_the_extremes_of_their_bars()
    {
        var market = new SampleMarket(1_000, 50_000, 9, SampleRuns.Start);
        var roller = new CandleRoller(market, 900, 10_000_000, 0, market.Count);
        var packer = new Packer();
        var (last, count) = (0L, 0);
        while (roller.Next())
        {
            roller.AddTo(packer, ref last);
            count++;
        }

        var values = Unpack(packer.Bytes);
        var close = 0L;
        Assert.Equal((1_000 + 14) / 15, count);
        for (var candle = 0; candle < count; candle++)
        {
            var (from, to) = (candle * 15, Math.Min(1_000, candle * 15 + 15));
            var open = close + values[candle * 4];
            close = open + values[candle * 4 + 1];
            Assert.Equal(market.RawOpen[from] / 10_000_000, open);
            Assert.Equal(market.RawClose[to - 1] / 10_000_000, close);
            Assert.Equal(market.RawHigh[from..to].ToArray().Max() / 10_000_000, Math.Max(open, close) + values[candle * 4 + 2]);
            Assert.Equal(market.RawLow[from..to].ToArray().Min() / 10_000_000, Math.Min(open, close) - values[candle * 4 + 3]);
        }
    }

    [Fact]
    public void Fills_stand_under_the_trades_that_they_made()
    {
        var run = SampleRuns.TwoSymbols().Result;
        var links = FillData.Link(run).ToLookup(link => link.TradeId, link => run.Fills[link.Fill]);
        foreach (var trade in run.Trades)
        {
            Assert.Equal(trade.Fees.Raw, links[trade.TradeId].Sum(fill => fill.Fee.Raw));
            Assert.Equal(trade.GrossPnl.Raw, links[trade.TradeId].Sum(fill => fill.RealisedPnl.Raw));
        }
    }

    [Fact]
    public void A_fill_that_turns_the_position_round_stands_under_both_trades()
    {
        var run = new TinyRun(100, 100).Trade(1).Trade(2)
            .Fill(quantity: 1, hour: 1).Fill(quantity: 2, side: Side.Sell, hour: 2).Fill(quantity: 1, hour: 3);
        Assert.Equal([new FillLink(1, 0), new FillLink(1, 1), new FillLink(2, 1), new FillLink(2, 2)], FillData.Link(run.Result));
    }

    [Fact]
    public void Histogram_bins_are_round_start_below_the_values_and_count_each_once() =>
        Gen.Double[-500, 500].Array[1, 200].Sample(values =>
        {
            var histogram = Histogram.Of(values, 30);
            return histogram.Counts.Sum() == values.Length && histogram.Width > 0;
        });

    [Fact]
    public void Zero_is_an_edge_between_bins()
    {
        var histogram = Histogram.Of([-3, -2, -1, 1, 2, 3, 4], 7);
        Assert.Equal((-3.0, 1.0), (histogram.First, histogram.Width));
        Assert.Equal(3, histogram.Counts[..3].Sum());
    }

    [Fact]
    public void Words_keep_their_numbers_however_many_there_are()
    {
        var words = new WordList();
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < 1_000; i++) Assert.Equal(i, words.IndexOf($"word {i}"));
        Assert.Equal(1_000, words.All.Count);
        Assert.Equal("word 999", words.All[999]);
    }

    [Fact]
    public void An_order_is_found_by_its_id_and_an_unknown_one_is_not()
    {
        var sizing = new SizingNote(default, 1, default, default, default, OrderReason.None);
        var orders = new TinyRun(1, 1).Order(OrderStatus.Filled).Order(OrderStatus.Filled, sizing: sizing).Order(OrderStatus.Filled).Result.Orders;
        var index = new OrderIndex(orders);
        Assert.Same(sizing, index.SizingOf(orders[1].OrderId));
        Assert.Null(index.SizingOf(orders[0].OrderId));
        Assert.Null(index.SizingOf(new ClientOrderId(1, 99)));
        Assert.Null(new OrderIndex([]).SizingOf(default));
    }

    [Theory]
    [InlineData(1234567.891, 2, "1,234,567.89")]
    [InlineData(-0.5, 1, "−0.5")]
    [InlineData(-0.001, 2, "0.00")]
    [InlineData(double.NaN, 2, "–")]
    public void Numbers_are_written_for_people(double value, int decimals, string text) => Assert.Equal(text, Format.Number(value, decimals));

    [Theory]
    [InlineData("0.00", "0.00")]
    [InlineData("1.20", "+1.20")]
    [InlineData("−1.20", "−1.20")]
    [InlineData("0.00 %", "0.00 %")]
    public void A_plus_stands_before_gains_only(string text, string expected) => Assert.Equal(expected, Format.Signed(text));

    [Theory]
    [InlineData(45, "45 s")]
    [InlineData(600, "10 min")]
    [InlineData(9_000, "2 h 30 min")]
    [InlineData(200_000, "2 d 7 h")]
    public void Spans_are_written_in_their_two_largest_units(double seconds, string text) => Assert.Equal(text, Format.Span(seconds));

    [Fact]
    public void The_data_of_a_page_is_valid_json_that_cannot_end_its_element()
    {
        var run = SampleRuns.OneTrade();
        run.Result.Trades[0] = run.Result.Trades[0] with { EntryReason = "</script>" };
        var model = SampleReports.Of(run);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        ReportData.Write(output, model, WindowData.Write(new System.Buffers.ArrayBufferWriter<byte>(), model));
        Assert.DoesNotContain("<", System.Text.Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse(output.WrittenMemory).RootElement.GetProperty("trades").GetProperty("n").GetInt32());
    }

    private static List<long> Unpack(ReadOnlySpan<byte> bytes)
    {
        var values = new List<long>();
        var (value, shift) = (0UL, 0);
        foreach (var part in bytes)
        {
            value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
            if (part >= 0x80) continue;
            values.Add((long)(value >> 1) ^ -(long)(value & 1));
            (value, shift) = (0, 0);
        }

        return values;
    }
}
