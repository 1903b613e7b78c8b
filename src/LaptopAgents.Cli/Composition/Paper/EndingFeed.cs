using LaptopAgents.Engine;

namespace LaptopAgents.Cli.Composition;

/// <summary>A live feed of a market that comes to an end: when it has, and nothing more arrives, the session is told so.</summary>
internal sealed class EndingFeed(IMarketDataFeed feed, Func<bool> hasEnded, TimeProvider clock) : IMarketDataFeed, IAsyncDisposable
{
    // What the market said last is on the wire, or waits for its bar to become final.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private long _heard = clock.GetTimestamp();
    private Task<bool>? _waiting;

    public bool TryRead(MarketBatch batch)
    {
        if (_waiting is { IsCompleted: false }) return false;
        if (!feed.TryRead(batch)) return false;
        _heard = clock.GetTimestamp();
        return true;
    }

    public async ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        _waiting ??= feed.WaitAsync(cancellation).AsTask();
        while (!_waiting.IsCompleted)
        {
            if (hasEnded() && clock.GetElapsedTime(_heard) > Rest) return false;
            await Task.WhenAny(_waiting, Task.Delay(Rest / 8, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        var more = await _waiting;
        _waiting = null;
        return more && !(hasEnded() && clock.GetElapsedTime(_heard) > Rest);
    }

    public ValueTask DisposeAsync() => feed is IAsyncDisposable inner ? inner.DisposeAsync() : ValueTask.CompletedTask;
}
