using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>
/// The lines of one turn of the session: what the broker reported, the market's events of one instant, and the commands that followed.
/// It is whole when all its market events are there.
/// </summary>
public sealed class JournalGroup
{
    private readonly List<JournalEntry> _entries = [];
    private int _missing;

    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>All market events of its instant are there. Commands after the last of them may be missing.</summary>
    public bool IsWhole => _entries.Count > 0 && _missing == 0;

    /// <summary>The time of the market's instant, or of the last entry where no market event was told.</summary>
    public Timestamp Time { get; private set; }

    internal static bool IsMarket(EventKind kind) =>
        kind is EventKind.FundingRate or EventKind.MarkPrice or EventKind.BookLevel or EventKind.Quote or EventKind.Trade or EventKind.BarClose;

    internal void Clear()
    {
        _entries.Clear();
        _missing = 0;
    }

    /// <summary>Takes a line; false when it begins the next group.</summary>
    internal bool TryAdd(in JournalEntry entry)
    {
        if (entry.Command is not null)
        {
            _entries.Add(entry);
            return true;
        }

        if (IsWhole) return false;
        var isMarket = IsMarket(entry.Event.Kind);
        if (_entries.Count == 0) _missing = entry.Batch ?? (isMarket ? 1 : 0);
        if (isMarket) _missing--;
        Time = entry.Time;
        _entries.Add(entry);
        return true;
    }

    /// <summary>Puts the market events, the book's among them, back into the batch that they came in.</summary>
    internal void CopyMarketTo(MarketBatch batch)
    {
        batch.Begin(Time);
        var book = _entries.FindIndex(entry => entry is { Command: null, Event.Kind: EventKind.BookLevel });
        var isBookTold = book < 0;
        foreach (var entry in _entries)
        {
            if (entry.Command is not null || !IsMarket(entry.Event.Kind) || entry.Event.Kind == EventKind.BookLevel) continue;
            if (!isBookTold && entry.Event.Kind > EventKind.BookLevel)
            {
                AddBook(batch);
                isBookTold = true;
            }

            batch.Add(entry.Event);
        }

        if (!isBookTold) AddBook(batch);
    }

    private void AddBook(MarketBatch batch)
    {
        foreach (var entry in _entries)
            if (entry is { Command: null, Event.Kind: EventKind.BookLevel }) batch.Add(entry.Event);
    }
}
