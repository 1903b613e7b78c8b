using System.Globalization;
using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// Proves who calls, in the exchange's order: key, time, signature, nonce, permission, address. A market of the past has its own clock,
/// and a client that was not written for one stamps its calls with the machine's: either is right.
/// </summary>
internal sealed class Authenticator(Exchange exchange)
{
    private readonly HashSet<string> _nonces = [];

    public Refusal? Check(RestRequest request, bool needsTrade)
    {
        if (exchange.Accounts.ByKey(request.ApiKey) is not { } account) return Refusal.Of(10003);
        if (request.Timestamp is not { } timestamp || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || !IsNow(ms))
            return Refusal.Of(10007);
        var right = Signature.Of(request.Nonce ?? "", timestamp, account.Options.ApiKey, request.Query, request.Body, account.Options.Secret);
        if (!Signature.AreEqual(request.Sign ?? "", right)) return Refusal.Of(10007);
        if (exchange.Quirks.RefuseUsedNonce && !_nonces.Add(request.Nonce ?? "")) return Refusal.Of(10007);
        if (needsTrade && !account.Options.CanTrade) return Refusal.Of(403);
        if (account.Options.IpAddresses.Count > 0 && !account.Options.IpAddresses.Contains(request.Address)) return Refusal.Of(10004);
        request.Account = account;
        return null;
    }

    /// <summary>Who logs in with a WebSocket message; null when the proof is none.</summary>
    public ExchangeAccount? Login(JsonElement login)
    {
        if (exchange.Accounts.ByKey(login.Text("apiKey")) is not { } account || login.Text("timestamp") is not { } timestamp) return null;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var time)) return null;
        // Seconds by the documentation, milliseconds by its example; the size tells which.
        if (!IsNow(time > 100_000_000_000 ? time : time * 1000)) return null;
        var right = Signature.OfLogin(login.Text("nonce") ?? "", timestamp, account.Options.ApiKey, account.Options.Secret);
        return Signature.AreEqual(login.Text("sign") ?? "", right) ? account : null;
    }

    private bool IsNow(long ms)
    {
        var window = exchange.Limits.TimestampWindowSeconds * 1000L;
        if (window == 0) return true;
        var machine = exchange.Options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        // A second of the machine is many of a fast market.
        var market = exchange.ShownNow / 1_000_000;
        return Math.Abs(machine - ms) <= window || Math.Abs(market - ms) <= window * Math.Max(1, exchange.Speed);
    }
}
