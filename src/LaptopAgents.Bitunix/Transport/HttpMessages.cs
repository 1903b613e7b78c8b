namespace LaptopAgents.Bitunix;

/// <summary>A request as it goes out, signed and whole.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Body">JSON; empty for GET.</param>
public sealed record HttpCall(string Method, Uri Uri, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);

/// <summary>An answer, read whole.</summary>
/// <param name="ContentType">Media type without its parameters; empty when there is none.</param>
/// <param name="Date">The venue's clock, in whole seconds.</param>
/// <param name="RetryAfter">How long to wait; zero when not said.</param>
public sealed record HttpReply(int Status, string ContentType, DateTimeOffset? Date, TimeSpan RetryAfter, ReadOnlyMemory<byte> Body);

/// <summary>No answer came.</summary>
/// <param name="wasSent">The request may have reached the venue.</param>
public sealed class HttpExchangeException(string message, bool wasSent, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>False when the connection itself failed, so that nothing can have reached the venue.</summary>
    public bool WasSent { get; } = wasSent;
}

/// <summary>Sends one request and reads its answer. The real one is <see cref="HttpClientExchange"/>.</summary>
public interface IHttpExchange
{
    /// <exception cref="HttpExchangeException">No answer came.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    ValueTask<HttpReply> SendAsync(HttpCall call, CancellationToken cancellation);
}
