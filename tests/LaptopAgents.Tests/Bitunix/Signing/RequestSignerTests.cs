using System.Globalization;
using System.Text;
using LaptopAgents.Bitunix;

namespace LaptopAgents.Tests.Bitunix.Signing;

public sealed class RequestSignerTests
{
    private const string Nonce = "0123456789abcdef0123456789abcdef";
    private const string OrderBody = """{"symbol":"BTCUSDT","qty":"0.0100","side":"BUY","tradeSide":"OPEN","orderType":"LIMIT","price":"60000.0","effect":"GTC","clientId":"sim-000001"}""";
    private const string CancelBody = """{"symbol":"BTCUSDT","orderList":[{"orderId":"1900000000000000001"},{"clientId":"sim-000001"}]}""";

    [Theory]
    [InlineData("33333333333333333", "1747104711262", "11111111111111111", "22222222222222222", "marginCoin=USDT", "", "40e87256554e263e39201a3979469b7fbb640d1c7c41759abf5c6a18f937f922")]
    [InlineData("123456", "20241120123045", "yourApiKey", "yourSecretKey", "uid=200&id=1", """{"uid":"2899","arr":[{"id":1,"name":"maple"},{"id":2,"name":"lily"}]}""", "00397cd1e52c7dce3258067324363b6361fabc9178a0912b330c138db8745655")]
    [InlineData("nonce", "1700000000000", "api", "secret", "symbol=BTCUSDT&limit=10", "", "55608196549739b003441666dac4e46d888833121a23d517ae448b92713f0a75")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "1744918230067", "test-api-key", "test-api-secret", "param=value&alter=schwede&Alter=schwede", """{"test":"data"}""", "c58f159487ec0d760cdf4a42cddfffa3b797606e181cba128c8b5514d5d62cd2")]
    [InlineData(Nonce, "1760000000000", "demoKey", "demoSecret", "", OrderBody, "75067c90ed2ed98ef99db9c6626dd700b85f210e6476673045ebe1a0a0d8822a")]
    [InlineData("fedcba9876543210fedcba9876543210", "1760000000123", "demoKey", "demoSecret", "", CancelBody, "f32c853a7b648b3ca5bd7e1805b2ebccd09af39f7de3fcb83e94b149a7c473c3")]
    [InlineData(Nonce, "1760000000456", "demoKey", "demoSecret", "symbol=BTCUSDT&startTime=1759900000000&endTime=1760000000000&skip=0&limit=100", "", "28d04ff3e0f13f416794f09339dd3199032de258bed0192f7ea22b9e53570f12")]
    [InlineData(Nonce, "1760000000789", "demoKey", "demoSecret", "", "", "28ac881c1021f6b6eaa2117762632f762bc0aeda2914a53ae04bfaadc67d1586")]
    [InlineData(Nonce, "1760000000999", "demoKey", "demoSecret", "symbols=BTCUSDT,ETHUSDT", "", "8268304b65535ea23542caaff4b1b1a7be1c0c6dfaeded3acd2ccc7814a111ca")]
    public void Every_vector_of_the_venue_is_signed_as_it_should_be(string nonce, string timestamp, string key, string secret, string query, string body, string expected)
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).Select(part => KeyValuePair.Create(part[0], part[1]));
        Assert.Equal(expected, RequestSigner.Sign(nonce, timestamp, new BitunixCredentials(key, secret), parameters, Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData("nonce", 1700000000, "api", "secret", "70bf466f6afabf9af1d9d4e01cd4ae118b921462faf05ca3574dadc4d1bb61e1")]
    [InlineData(Nonce, 1760000000, "demoKey", "demoSecret", "31cf537e84fd9b4b44ab08afc9244c0af313acbab1fb3a00f95cb989eafb1255")]
    [InlineData(Nonce, 1760000000000, "demoKey", "demoSecret", "636604375d4b97f346fc2e69d84216cfebec702b0acad83afaa6bcd2e4f98aa5")]
    public void A_login_is_signed_over_nonce_time_and_key_alone(string nonce, long timestamp, string key, string secret, string expected) =>
        Assert.Equal(expected, RequestSigner.SignLogin(nonce, timestamp, new BitunixCredentials(key, secret)));

    [Fact]
    public void Parameters_are_sorted_by_name_in_ascii_order_and_empty_ones_take_no_part() =>
        Assert.Equal("Zb1aaab2", RequestSigner.QueryText([new("ab", "2"), new("c", ""), new("a", "a"), new("Z", "b1")]));

    [Fact]
    public void The_signature_does_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "~", NumberGroupSeparator = "'" } };
            A_login_is_signed_over_nonce_time_and_key_alone("nonce", 1700000000, "api", "secret", "70bf466f6afabf9af1d9d4e01cd4ae118b921462faf05ca3574dadc4d1bb61e1");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Credentials_never_show_the_secret()
    {
        var credentials = new BitunixCredentials("abcdefghijklmnop", "topsecretvalue");
        Assert.Equal("key abc***op", credentials.ToString());
        Assert.Throws<ArgumentException>(() => new BitunixCredentials("abc ", "x"));
        Assert.Throws<ArgumentException>(() => new BitunixCredentials("abc", ""));
    }

    [Fact]
    public void Nonces_are_32_hex_digits_and_never_the_same()
    {
        var source = new RandomNonces();
        var nonces = Enumerable.Range(0, 100).Select(_ => source.Next()).ToList();
        Assert.Equal(100, nonces.Distinct().Count());
        Assert.All(nonces, nonce => Assert.Matches("^[0-9a-f]{32}$", nonce));
    }
}
