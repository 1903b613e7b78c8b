using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>A feed that first tells a recorded session again, and then goes on with the market.</summary>
/// <param name="goOn">Called once, when the record has been told without a difference.</param>
public sealed class ContinuedFeed(JournalReplay replay, Func<IMarketDataFeed> goOn) : IMarketDataFeed
{
    private IMarketDataFeed? _live;

    /// <inheritdoc />
    public bool TryRead(MarketBatch batch) => _live is null ? replay.TryRead(batch) : _live.TryRead(batch);

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        if (_live is not null) return _live.WaitAsync(cancellation);
        _live = goOn();
        return ValueTask.FromResult(true);
    }
}

/// <summary>A journal that compares while a session is told again, and writes from then on.</summary>
public sealed class ContinuedJournal(IEventJournal first) : IEventJournal
{
    public IEventJournal Current { get; set; } = first;

    /// <inheritdoc />
    public void OnEvent(long sequence, in EngineEvent next) => Current.OnEvent(sequence, in next);

    /// <inheritdoc />
    public void OnCommand(long sequence, in EngineCommand command, ulong stateHash) => Current.OnCommand(sequence, in command, stateHash);

    /// <inheritdoc />
    public void BeforeSend() => Current.BeforeSend();
}
