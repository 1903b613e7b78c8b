using System.Security.Cryptography;

namespace LaptopAgents.Bitunix;

/// <summary>Texts that are used once. The real source is the system's; a test supplies its own so that a run can be repeated.</summary>
public interface INonceSource
{
    /// <summary>32 lower-case hex digits that this source never gave before.</summary>
    string Next();
}

/// <summary>Nonces from the operating system's random generator.</summary>
public sealed class RandomNonces : INonceSource
{
    public string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
