namespace LaptopAgents.Bitunix;

/// <summary>An API key and its secret. Neither is ever written: the text of this object shows the key's ends only.</summary>
public sealed class BitunixCredentials
{
    /// <exception cref="ArgumentException">One of the two is empty, or holds blanks at its ends.</exception>
    public BitunixCredentials(string apiKey, string secret)
    {
        Require(apiKey, "API key");
        Require(secret, "API secret");
        (ApiKey, Secret) = (apiKey, secret);
    }

    public string ApiKey { get; }

    internal string Secret { get; }

    public override string ToString() => ApiKey.Length < 12 ? "key ***" : $"key {ApiKey[..3]}***{ApiKey[^2..]}";

    private static void Require(string text, string name)
    {
        if (string.IsNullOrEmpty(text) || text != text.Trim())
            throw new ArgumentException($"The Bitunix {name} is empty or has blanks around it. Copy it again from the exchange's page.");
    }
}
