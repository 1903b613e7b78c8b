using CsCheck;
using LaptopAgents.Bitunix;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Bitunix.Broker;

public sealed class ClientIdsTests
{
    [Fact]
    public void An_id_is_short_plain_and_read_back_as_what_it_was() =>
        Gen.Select(Gen.UInt, Gen.Long[1, long.MaxValue], Gen.Bool, Gen.Bool).Sample((session, sequence, closing, second) =>
        {
            var (id, part) = (new ClientOrderId(session, sequence), closing ? OrderPart.Closing : OrderPart.Whole);
            var text = ClientIds.For(id, part, second);
            Assert.True(text.Length <= 32 && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'), text);
            Assert.True(ClientIds.TryParse(text, out var readId, out var readPart));
            Assert.Equal((id, part), (readId, readPart));
        });

    [Theory]
    [InlineData("")]
    [InlineData("by-hand-1")]
    [InlineData("la-00000001-0")]
    [InlineData("la-1-1")]
    [InlineData("la-00000001-01")]
    [InlineData("la-00000001-1-x")]
    public void What_is_not_ours_is_not_taken_for_ours(string text) => Assert.False(ClientIds.TryParse(text, out _, out _));
}
