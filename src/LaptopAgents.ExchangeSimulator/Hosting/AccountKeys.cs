using System.Security.Cryptography;
using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// Keys of accounts that nobody gave keys to. They are made from the name, so that the lines in a `.env` file stay good from one start
/// of the simulator to the next. They open nothing but a simulation on this machine.
/// </summary>
public static class AccountKeys
{
    /// <summary>An account with keys of its own.</summary>
    public static AccountOptions Make(string name, Money balance, ulong seed) =>
        new() { Name = name, ApiKey = KeyOf(name, seed), Secret = SecretOf(name, seed), Balance = balance };

    /// <summary>The key of an account.</summary>
    public static string KeyOf(string name, ulong seed) => "sim" + Digest("key", name, seed)[..29];

    /// <summary>The secret of an account.</summary>
    public static string SecretOf(string name, ulong seed) => "sim" + Digest("secret", name, seed)[..29];

    private static string Digest(string what, string name, ulong seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what}\n{name}\n{seed}"))));
}
