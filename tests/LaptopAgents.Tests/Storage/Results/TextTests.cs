using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Results;

public sealed partial class TextTests
{
    private static readonly Gen<long> AnyRaw = Gen.Frequency(
        (3, Gen.Long), (3, Gen.Int.Select(value => (long)value)), (2, Gen.Long[-1_000_000, 1_000_000].Select(value => value * 10_000_000)),
        (1, Gen.Int[0, 6].Select(i => new[] { 0, 1, -1, 99_999_999, 100_000_000, long.MaxValue, long.MinValue }[i])));

    [Fact]
    public void Amounts_are_written_as_the_domain_writes_them() => AnyRaw.Sample(raw =>
    {
        var buffer = new byte[Utf8Digits.MaxLength];
        Assert.Equal(FixedPoint.Format(raw), Encoding.ASCII.GetString(buffer, 0, Utf8Digits.WriteFixed(raw, buffer)));
    });

    [Fact]
    public void Whole_numbers_are_written_in_full() => AnyRaw.Sample(value =>
    {
        var buffer = new byte[Utf8Digits.MaxLength];
        var length = Utf8Digits.WriteInteger(value, buffer);
        Assert.Equal(value.ToString(System.Globalization.CultureInfo.InvariantCulture), Encoding.ASCII.GetString(buffer, 0, length));
    });

    [Fact]
    public void Times_are_written_as_the_domain_writes_them_in_any_order()
    {
        var time = new IsoTime();
        Gen.Select(Gen.Long[0, 4_102_444_800_000], Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[0, 999_999])))
            .Select((milliseconds, rest) => milliseconds * 1_000_000 + rest).Array[1, 20].Sample(instants =>
        {
            lock (time)
            {
                foreach (var nanos in instants)
                {
                    var buffer = new byte[IsoTime.NanosecondsLength];
                    time.WriteMilliseconds(new Timestamp(nanos), buffer);
                    Assert.Equal(new Timestamp(nanos).ToString(), Encoding.ASCII.GetString(buffer, 0, IsoTime.MillisecondsLength));
                    var expected = nanos % 1_000_000 == 0
                        ? new Timestamp(nanos).ToString()
                        : new Timestamp(nanos).ToString()[..20] + (nanos % 1_000_000_000).ToString("d9", System.Globalization.CultureInfo.InvariantCulture) + "Z";
                    Assert.Equal(expected, Encoding.ASCII.GetString(buffer, 0, time.WriteExact(new Timestamp(nanos), buffer)));
                }
            }
        });
    }

    [Fact]
    public void The_first_and_last_instants_of_days_are_right()
    {
        var time = new IsoTime();
        foreach (var text in new[] { "2024-02-29T23:59:59.999Z", "2024-03-01T00:00:00.000Z", "1970-01-01T00:00:00.000Z", "2023-12-31T23:59:59.999Z", "2024-01-01T00:00:00.000Z" })
        {
            var buffer = new byte[IsoTime.MillisecondsLength];
            time.WriteMilliseconds(ResultFixture.Time(text), buffer);
            Assert.Equal(text, Encoding.ASCII.GetString(buffer));
        }
    }

    [Fact]
    public void Order_ids_are_written_as_the_domain_writes_them_and_read_back() =>
        Gen.Select(Gen.UInt, Gen.Frequency((1, Gen.Long), (1, Gen.Long[0, 100]))).Sample((session, sequence) =>
        {
            var id = new ClientOrderId(session, sequence);
            var buffer = new byte[OrderIdText.MaxLength];
            var text = buffer.AsSpan(0, OrderIdText.Write(id, buffer));
            Assert.Equal(id.ToString(), Encoding.ASCII.GetString(text));
            Assert.True(OrderIdText.TryParse(text, out var parsed));
            Assert.Equal(id, parsed);
        });

    [Theory]
    [InlineData("")]
    [InlineData("0000002a")]
    [InlineData("0000002a-")]
    [InlineData("0000002a_1f")]
    [InlineData("0000002g-1f")]
    [InlineData("0000002a-1g")]
    [InlineData("0000002a-12345678901234567")]
    public void What_is_no_order_id_is_not_read_as_one(string text) =>
        Assert.False(OrderIdText.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Every_enum_value_has_its_own_word_in_snake_case()
    {
        AssertWords<Side>(Words.Sides);
        AssertWords<OrderType>(Words.OrderTypes);
        AssertWords<TimeInForce>(Words.TimesInForce);
        AssertWords<TriggerSource>(Words.TriggerSources);
        AssertWords<LiquidityRole>(Words.Liquidities);
        AssertWords<OrderPurpose>(Words.Purposes);
        AssertWords<OrderStatus>(Words.Statuses);
        AssertWords<OrderReason>(Words.Reasons);
        AssertWords<ExecutionKind>(Words.Executions);
        AssertWords<OperatorCommand>(Words.OperatorCommands);
        AssertWords<EventKind>(Words.EventKinds);
    }

    private static void AssertWords<T>(WordList words)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        Assert.Equal(values.Length, words.Count);
        foreach (var value in values)
        {
            var index = Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
            var expected = WordStart().Replace(value.ToString(), "_$0").ToLowerInvariant();
            Assert.Equal(expected, Encoding.ASCII.GetString(words[index]));
            Assert.Equal(index, words.IndexOf(words[index]));
        }

        Assert.Equal(-1, words.IndexOf("no_such_word"u8));
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
