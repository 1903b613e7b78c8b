using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LaptopAgents.Bitunix;

/// <summary>
/// The venue's signature: plain SHA-256 twice, no HMAC. What is signed must be what is sent, byte for byte, so a body is made once,
/// signed and sent as it is.
/// </summary>
public static class RequestSigner
{
    /// <summary>Signs a REST request.</summary>
    /// <param name="nonce">A text never used before.</param>
    /// <param name="timestamp">Unix milliseconds as sent in the header.</param>
    /// <param name="query">Parameters with their values as they are before any escaping; sorted here by name, in ASCII order.</param>
    /// <param name="body">The body exactly as sent; empty for GET.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Sign(
        string nonce, string timestamp, BitunixCredentials credentials, IEnumerable<KeyValuePair<string, string>> query, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return Sign(nonce, timestamp, credentials.ApiKey, credentials.Secret, QueryText(query), body);
    }

    /// <summary>Signs the login of a private WebSocket.</summary>
    /// <param name="timestamp">Unix seconds, as the message carries it.</param>
    public static string SignLogin(string nonce, long timestamp, BitunixCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        var text = timestamp.ToString(CultureInfo.InvariantCulture);
        return Sign(nonce, text, credentials.ApiKey, credentials.Secret, "", []);
    }

    /// <summary>As <see cref="Sign(string, string, BitunixCredentials, IEnumerable{KeyValuePair{string, string}}, ReadOnlySpan{byte})"/>, for a server that checks.</summary>
    public static string Sign(string nonce, string timestamp, string apiKey, string secret, string queryText, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(nonce + timestamp + apiKey + queryText));
        hash.AppendData(body);
        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digest + secret)));
    }

    /// <summary>Names and values joined without separators, sorted by name. A parameter without a value takes no part.</summary>
    public static string QueryText(IEnumerable<KeyValuePair<string, string>> query)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in query.Where(parameter => parameter.Value.Length > 0).OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
            text.Append(name).Append(value);
        return text.ToString();
    }
}
