using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// A feed whose batches are recorded. It stands between the feed and the session because it sees where one turn ends and the next
/// begins, so that the session's loop needs no words for it.
/// </summary>
/// <param name="turnEnded">Called after each turn, when it is in the journal.</param>
/// <param name="waiting">Called when there is nothing to do at the moment, after the journal was handed to the system.</param>
public sealed class RecordedFeed(IMarketDataFeed feed, SessionJournal journal, Action? turnEnded = null, Action? waiting = null) : IMarketDataFeed
{
    private bool _isInTurn;

    /// <inheritdoc />
    public bool TryRead(MarketBatch batch)
    {
        EndTurn();
        if (!feed.TryRead(batch))
        {
            journal.Flush();
            waiting?.Invoke();
            return false;
        }

        journal.OnBatch(batch);
        _isInTurn = true;
        return true;
    }

    /// <inheritdoc />
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => feed.WaitAsync(cancellation);

    /// <summary>Ends the turn that is under way; for a session that stops between two reads.</summary>
    public void EndTurn()
    {
        if (!_isInTurn) return;
        _isInTurn = false;
        journal.OnBatchEnd();
        turnEnded?.Invoke();
    }
}
