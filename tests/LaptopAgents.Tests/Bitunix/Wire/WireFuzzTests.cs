using System.Text;
using System.Text.Json;
using CsCheck;
using LaptopAgents.Bitunix;

namespace LaptopAgents.Tests.Bitunix.Wire;

/// <summary>Whatever the venue sends, a parser returns a value or a protocol error.</summary>
public sealed class WireFuzzTests
{
    private static readonly string[] s_names =
    [
        "op", "ch", "ts", "data", "symbol", "event", "orderId", "id", "clientId", "positionId", "side", "qty", "price", "open", "high", "low", "close", "time", "o", "h", "l", "c", "b", "q", "t", "p", "v", "s",
        "mp", "fr", "nft", "bd", "ak", "a", "code", "msg", "successList", "failureList", "orderList", "tradeList", "total", "leverage", "status", "asks", "bids", "fundingRate", "fundingTime", "basePrecision",
        "quotePrecision", "minTradeVolume", "result", "level", "startValue", "endValue", "available", "ctime", "slPrice", "coin", "quoteVol", "baseVol", "tradeId", "maintenanceMarginRate",
    ];

    private static readonly string[] s_channels = ["trade", "tickers", "ticker", "price", "order", "position", "balance", "tpsl", "market_kline_1min", "depth_book15", "none"];

    private static readonly string[] s_oddities =
    [
        "null", "true", "false", "\"\"", "0", "-1", "\"BUY\"", "\"NEW_\"", "\"market\"", "1e400", "-1e-400", "9999999999999999999999999999999999", "\"1e28\"", "\"-79228162514264337593543950335\"", "\"\\ud800\"", "\"2025-10-09T08:53:32Z\"", "\"9999-12-31T23:59:59.999999999999Z\"", "\"0001-01-01T00:00:00Z\"",
    ];

    private static readonly (string Name, Action<JsonElement> Parser)[] s_parsers =
    [
        Rows(TradingPair.Parse), Rows(Ticker24.Parse), Rows(DepthBook.Parse), Rows(VenueKline.Parse), Rows(CurrentFunding.Parse), Rows(SettledFunding.Parse), Rows(PositionTier.Parse),
        Rows(VenueAccount.Parse), Rows(LeverageSetting.Parse), Rows(PositionModeSetting.Parse), Rows(VenuePosition.Parse), Rows(ClosedPosition.Parse), Rows(VenueOrder.Parse), Rows(VenueTrade.Parse),
        Rows(VenueTpsl.Parse), Rows(OrderAck.Parse), Rows(ItemFailure.Parse), Rows(ItemReply.Parse), Rows((element, notes) => VenuePage<VenueOrder>.Parse(element, notes, VenueOrder.Parse)),
        Rows((element, notes) => WireEnvelope.Parse(element, notes)),
    ];

    private static readonly Gen<string> s_scalar = Gen.OneOf(
        Gen.Int[0, s_oddities.Length - 1].Select(place => s_oddities[place]),
        Gen.Decimal.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Long.Select(number => $"\"{number}\""),
        Gen.String[Gen.Char.AlphaNumeric, 0, 12].Select(text => $"\"{text}\""));

    private static Gen<string> Value(int depth) => depth == 0 ? s_scalar : Gen.Frequency(
        (4, s_scalar),
        (2, Value(depth - 1).List[0, 3].Select(items => $"[{string.Join(',', items)}]")),
        (4, Gen.Select(Gen.Int[0, s_names.Length - 1].Select(place => s_names[place]), Value(depth - 1)).List[0, 24].Select(members => $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}")));

    [Fact]
    public void Any_json_is_a_row_or_a_protocol_error() => Value(3).Sample(json =>
    {
        using var document = JsonDocument.Parse(json);
        foreach (var (name, parser) in s_parsers)
        {
            try
            {
                parser(document.RootElement);
            }
            catch (WireFormatException)
            {
            }
            catch (InvalidOperationException lone) when (lone.Message.Contains("UTF-16", StringComparison.Ordinal) || lone.InnerException is DecoderFallbackException)
            {
                // Half a character: the edge catches it with the rest.
            }
            catch (Exception problem)
            {
                Assert.Fail($"{name} on {json}: {problem}");
            }
        }
    }, iter: 2_000);

    [Fact]
    public void Any_stream_message_is_told_apart_without_an_exception() =>
        Gen.Select(Gen.Int[0, s_channels.Length - 1].Select(place => s_channels[place]), Value(2)).Sample(
            (channel, data) => Parse.Message($$"""{"ch":"{{channel}}","symbol":"BTCUSDT","ts":1760000000000,"data":{{data}}}""").Pushes is not null, iter: 5_000);

    [Fact]
    public void Any_bytes_are_told_apart_without_an_exception() =>
        Gen.Byte.Array[0, 200].Sample(bytes => StreamMessage.Parse(bytes, new WireNotes()).Kind == StreamMessageKind.Malformed || bytes.Length > 0, iter: 5_000);

    [Fact]
    public void A_message_cut_short_or_changed_is_told_apart_without_an_exception()
    {
        const string order = """{"ch":"order","ts":1760000000200,"data":{"event":"CREATE","orderId":"1893440055512345678","symbol":"BTCUSDT","side":"Buy","type":"Limit","qty":"0.0100","price":"60000.0","ctime":"2025-10-09T08:53:20.123456789Z","orderStatus":"NEW","fee":"0","averagePrice":"0","dealAmount":"0","clientId":"sim-000001"}}""";
        var bytes = Encoding.UTF8.GetBytes(order);
        for (var i = 0; i < bytes.Length; i++)
        {
            StreamMessage.Parse(bytes.AsMemory(0, i), new WireNotes());
            for (var change = 1; change < 256; change += 37)
            {
                var mutant = (byte[])bytes.Clone();
                mutant[i] ^= (byte)change;
                StreamMessage.Parse(mutant, new WireNotes());
            }
        }

        Assert.Equal(StreamMessageKind.Push, StreamMessage.Parse(bytes, new WireNotes()).Kind);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Equal(StreamMessageKind.Malformed, Parse.Message("{\"ch\":\"price\",\"ts\":1760000000000,\"data\":" + new string('[', 5_000) + new string(']', 5_000) + "}").Kind);

    private static (string, Action<JsonElement>) Rows<T>(WireParser<T> parser) => (typeof(T).Name, element => parser(element, new WireNotes()));
}
