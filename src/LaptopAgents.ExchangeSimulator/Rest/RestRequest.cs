using System.Globalization;
using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>One call as it came: the query decoded, the body untouched, because the signature is over its very bytes.</summary>
internal sealed class RestRequest
{
    private JsonDocument? _json;

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>Query parameters in the order of their names' code points.</summary>
    public required SortedDictionary<string, string> Query { get; init; }

    public required byte[] Body { get; init; }

    public string? ApiKey { get; init; }

    public string? Nonce { get; init; }

    public string? Timestamp { get; init; }

    public string? Sign { get; init; }

    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Who calls; set when the call was proved to be theirs.</summary>
    public ExchangeAccount? Account { get; set; }

    public ExchangeAccount Caller => Account ?? throw new InvalidOperationException("A public call has no caller.");

    /// <summary>The body as an object; null when it is empty or something else.</summary>
    public JsonElement? Json
    {
        get
        {
            if (_json is null && Body.Length > 0)
            {
                try
                {
                    _json = JsonDocument.Parse(Body);
                }
                catch (JsonException)
                {
                    return null;
                }
            }

            return _json?.RootElement is { ValueKind: JsonValueKind.Object } root ? root : null;
        }
    }

    /// <summary>A query parameter; null when it is absent or empty.</summary>
    public string? Parameter(string name) => Query.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public long Number(string name, long otherwise) =>
        long.TryParse(Parameter(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
