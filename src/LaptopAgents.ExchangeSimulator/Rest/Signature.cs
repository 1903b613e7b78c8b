using System.Security.Cryptography;
using System.Text;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// The exchange's signature: hex(SHA-256(hex(SHA-256(nonce + timestamp + key + parameters + body)) + secret)). The parameters are names
/// and decoded values in the order of the names, without separators; the body is the very bytes that came.
/// </summary>
internal static class Signature
{
    public static string Of(string nonce, string timestamp, string apiKey, IEnumerable<KeyValuePair<string, string>> sorted, ReadOnlySpan<byte> body, string secret)
    {
        var text = new StringBuilder(nonce).Append(timestamp).Append(apiKey);
        foreach (var (name, value) in sorted)
            if (value.Length > 0) text.Append(name).Append(value);
        return Twice(text.ToString(), body, secret);
    }

    /// <summary>The signature of a WebSocket login, which is about nothing but who and when.</summary>
    public static string OfLogin(string nonce, string timestamp, string apiKey, string secret) => Twice(nonce + timestamp + apiKey, [], secret);

    public static bool AreEqual(string given, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));

    private static string Twice(string text, ReadOnlySpan<byte> body, string secret)
    {
        using var first = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        first.AppendData(Encoding.UTF8.GetBytes(text));
        first.AppendData(body);
        var digest = Convert.ToHexStringLower(first.GetHashAndReset());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digest + secret)));
    }
}
