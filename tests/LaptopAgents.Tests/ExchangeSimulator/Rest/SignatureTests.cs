using System.Text;
using LaptopAgents.ExchangeSimulator;

namespace LaptopAgents.Tests.ExchangeSimulator.Rest;

/// <summary>Signatures against vectors reckoned elsewhere.</summary>
public sealed class SignatureTests
{
    [Theory]
    [InlineData("33333333333333333", "1747104711262", "11111111111111111", "22222222222222222", "marginCoin=USDT", "",
        "40e87256554e263e39201a3979469b7fbb640d1c7c41759abf5c6a18f937f922")]
    [InlineData("123456", "20241120123045", "yourApiKey", "yourSecretKey", "uid=200&id=1",
        """{"uid":"2899","arr":[{"id":1,"name":"maple"},{"id":2,"name":"lily"}]}""", "00397cd1e52c7dce3258067324363b6361fabc9178a0912b330c138db8745655")]
    [InlineData("nonce", "1700000000000", "api", "secret", "symbol=BTCUSDT&limit=10", "",
        "55608196549739b003441666dac4e46d888833121a23d517ae448b92713f0a75")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "1744918230067", "test-api-key", "test-api-secret",
        "param=value&alter=schwede&Alter=schwede", """{"test":"data"}""", "c58f159487ec0d760cdf4a42cddfffa3b797606e181cba128c8b5514d5d62cd2")]
    [InlineData("0123456789abcdef0123456789abcdef", "1760000000789", "demoKey", "demoSecret", "", "",
        "28ac881c1021f6b6eaa2117762632f762bc0aeda2914a53ae04bfaadc67d1586")]
    [InlineData("0123456789abcdef0123456789abcdef", "1760000000999", "demoKey", "demoSecret", "symbols=BTCUSDT,ETHUSDT", "",
        "8268304b65535ea23542caaff4b1b1a7be1c0c6dfaeded3acd2ccc7814a111ca")]
    public void A_call_is_signed_as_the_reference_says(string nonce, string time, string key, string secret, string query, string body, string sign)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries)) sorted[pair.Split('=')[0]] = pair.Split('=')[1];
        Assert.Equal(sign, Signature.Of(nonce, time, key, sorted, Encoding.UTF8.GetBytes(body), secret));
    }

    [Theory]
    [InlineData("nonce", "1700000000", "api", "secret", "70bf466f6afabf9af1d9d4e01cd4ae118b921462faf05ca3574dadc4d1bb61e1")]
    [InlineData("0123456789abcdef0123456789abcdef", "1760000000", "demoKey", "demoSecret", "31cf537e84fd9b4b44ab08afc9244c0af313acbab1fb3a00f95cb989eafb1255")]
    [InlineData("0123456789abcdef0123456789abcdef", "1760000000000", "demoKey", "demoSecret", "636604375d4b97f346fc2e69d84216cfebec702b0acad83afaa6bcd2e4f98aa5")]
    public void A_login_is_signed_as_the_reference_says(string nonce, string time, string key, string secret, string sign) =>
        Assert.Equal(sign, Signature.OfLogin(nonce, time, key, secret));
}
