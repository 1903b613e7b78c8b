namespace LaptopAgents.Bitunix;

/// <summary>Where the venue is: REST, and the public and the private WebSocket.</summary>
public sealed record BitunixHosts
{
    private BitunixHosts(Uri rest, Uri publicSocket, Uri privateSocket) => (Rest, PublicSocket, PrivateSocket) = (rest, publicSocket, privateSocket);

    /// <summary>The exchange itself. It has no test network.</summary>
    public static BitunixHosts Live { get; } = At("https://fapi.bitunix.com");

    /// <summary>Ends without a slash.</summary>
    public Uri Rest { get; }

    public Uri PublicSocket { get; }

    public Uri PrivateSocket { get; }

    /// <summary>The exchange itself, or what is given: another host that speaks the same protocol.</summary>
    /// <param name="venueUrl">For example <c>http://127.0.0.1:8090</c>; null for the exchange itself.</param>
    /// <exception cref="ArgumentException">It is not such an address, or would send a key in the clear.</exception>
    public static BitunixHosts For(string? venueUrl) => string.IsNullOrWhiteSpace(venueUrl) ? Live : At(venueUrl.Trim());

    private static BitunixHosts At(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{text}' is not the address of a venue. Give one such as https://fapi.bitunix.com or http://127.0.0.1:8090.");
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
            throw new ArgumentException($"'{text}' holds more than an address. Leave out what follows the path and what stands before the host.");
        if (uri.Scheme == "http" && !uri.IsLoopback)
            throw new ArgumentException($"'{text}' would be spoken to in the clear. Use https; plain http is for this machine only.");
        var root = uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var socket = string.Concat(uri.Scheme == "https" ? "wss" : "ws", root.AsSpan(uri.Scheme.Length));
        return new(new(root), new(socket + "/public/"), new(socket + "/private/"));
    }
}
