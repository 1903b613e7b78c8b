using System.Text;
using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Journal;

public sealed class JournalReaderTests
{
    private const string Header = """{"journal":1,"session":42,"interval_ns":60000000000,"scope":"all","symbols":["BTCUSDT"]}""";
    private const string Trade = """{"seq":1,"time":"2025-05-04T15:33:00.000000001Z","event":"trade","symbol":"BTCUSDT","price":1.5,"qty":2,"aggressor":"buy"}""";

    [Fact]
    public void A_line_that_was_cut_off_ends_the_journal_and_is_reported()
    {
        foreach (var length in Enumerable.Range(1, Trade.Length))
        {
            using var reader = Reader(Header + "\n" + Trade + "\n" + Trade[..length]);
            Assert.True(reader.TryRead(out _));
            Assert.False(reader.TryRead(out _));
            Assert.True(reader.IsCutOff);
        }
    }

    [Fact]
    public void Fields_may_stand_in_any_order_and_with_spaces()
    {
        using var reader = Reader(Header + "\n" + """{ "qty" : 2, "event":"trade", "aggressor":"sell", "seq": 3, "price":1.50000000, "symbol":"BTCUSDT", "time":"2025-05-04T15:33:00.000000001Z" }""" + "\n");
        Assert.True(reader.TryRead(out var entry));
        Assert.Equal(3, entry.Sequence);
        Assert.Equal(new MarketTrade(Price.FromDecimal(1.5m), Quantity.FromDecimal(2m), Side.Sell), entry.Event.Trade);
    }

    [Theory]
    [InlineData("\"price\":1.5", "\"price\":1.123456789", "price")]
    [InlineData("\"price\":1.5", "\"price\":1e5", "price")]
    [InlineData("\"price\":1.5", "\"price\":\"1.5\"", "price")]
    [InlineData("\"price\":1.5", "\"price\":99999999999999", "price")]
    [InlineData("\"price\":1.5", "\"price\":[1]", "value")]
    [InlineData("\"price\":1.5,", "", "price is missing")]
    [InlineData("\"aggressor\":\"buy\"", "\"aggressor\":\"both\"", "aggressor")]
    [InlineData("\"event\":\"trade\"", "\"event\":\"rumour\"", "event")]
    [InlineData("\"event\":\"trade\"", "\"event\":\"timer\"", "kind")]
    [InlineData("BTCUSDT", "DOGEUSDT", "symbol")]
    [InlineData("\"seq\":1", "\"seq\":1.5", "seq")]
    [InlineData("\"seq\":1", "\"seq\":1,\"seq\":1", "twice")]
    [InlineData("\"qty\":2", "\"qty\":2,\"mood\":3", "field that its kind does not have")]
    [InlineData("15:33:00.000000001Z", "15:33:00.00Z", "time")]
    [InlineData("15:33:00.000000001Z", "25:33:00.000000001Z", "time")]
    [InlineData("2025-05-04", "2025-02-29", "time")]
    [InlineData("\"buy\"}", "\"buy\"", "JSON")]
    [InlineData("\"buy\"}", "\"buy\"} {}", "JSON")]
    [InlineData("{\"seq\"", "[\"seq\"", "JSON")]
    public void A_damaged_line_is_named_with_what_is_wrong(string part, string damaged, string expected)
    {
        using var reader = Reader(Header + "\n" + Trade + "\n" + Trade.Replace(part, damaged, StringComparison.Ordinal) + "\n");
        Assert.True(reader.TryRead(out _));
        var error = Assert.Throws<JournalFormatException>(() => reader.TryRead(out _));
        Assert.Equal(3, error.Line);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json\n")]
    [InlineData("{}\n")]
    [InlineData("[]\n")]
    [InlineData("{\"journal\":2}\n")]
    [InlineData("{\"journal\":1,\"session\":42,\"interval_ns\":60000000000,\"scope\":\"some\",\"symbols\":[]}\n")]
    public void What_is_no_journal_is_refused_at_its_first_line(string text) =>
        Assert.Equal(1, Assert.Throws<JournalFormatException>(() => Reader(text)).Line);

    [Fact]
    public void Any_text_is_read_or_refused_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Trade.Length - 1], Gen.Char[' ', '~']).Sample((at, character) =>
        {
            var line = Trade.Remove(at, 1).Insert(at, character.ToString());
            using var reader = Reader(Header + "\n" + line + "\n");
            try
            {
                Assert.True(reader.TryRead(out _));
            }
            catch (JournalFormatException error)
            {
                Assert.Equal(2, error.Line);
            }
        });

    [Fact]
    public void Lines_longer_than_the_buffer_and_streams_that_give_a_byte_at_a_time_are_read()
    {
        var padded = Trade.Replace(",\"qty\"", new string(' ', 200_000) + ",\"qty\"", StringComparison.Ordinal);
        using var reader = new JournalReader(new TrickleStream(Encoding.UTF8.GetBytes(Header + "\n" + Trade + "\n" + padded + "\n")));
        Assert.True(reader.TryRead(out _));
        Assert.True(reader.TryRead(out var entry));
        Assert.Equal(Quantity.FromDecimal(2m), entry.Event.Trade.Quantity);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Amounts_are_parsed_exactly() => Gen.Long.Sample(raw =>
    {
        Assert.True(JournalText.TryParseFixed(Encoding.ASCII.GetBytes(FixedPoint.Format(raw)), out var parsed));
        Assert.Equal(raw, parsed);
    });

    private static JournalReader Reader(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
