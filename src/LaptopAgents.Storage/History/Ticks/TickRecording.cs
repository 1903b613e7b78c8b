using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What was recorded of one symbol in one stretch of time: any of trades, quotes, order book and mark prices.</summary>
public sealed class TickRecording
{
    private readonly List<TickTable> _tables = [];

    internal TickRecording(string symbol, string source) => (Symbol, Source) = (symbol, source);

    public string Symbol { get; }

    /// <summary>Where it came from, in words.</summary>
    public string Source { get; internal init; }

    /// <summary>
    /// What was added to the recorder's clock, so that the quickest message took <see cref="AssumedSmallestDelay"/>. Null when the
    /// recording has no receipts: then a tick is received when it happens.
    /// </summary>
    public Duration? ClockCorrection { get; private set; }

    /// <summary>The way of the quickest message. No recording can tell it; it is taken to be a millisecond.</summary>
    public static Duration AssumedSmallestDelay { get; } = Duration.FromMilliseconds(1);

    public Timestamp From => new(_tables.Min(table => table[0, TickSchema.Time]));

    /// <summary>Time of the last tick.</summary>
    public Timestamp To => new(_tables.Max(table => table[table.Count - 1, TickSchema.Time]));

    public long Rows => _tables.Sum(table => (long)table.Count);

    /// <summary>The kinds of ticks that were recorded.</summary>
    public IReadOnlyList<DataKind> Kinds => [.. _tables.Select(table => table.Schema.Kind)];

    /// <summary>Folder of this recording inside the symbol's.</summary>
    internal string FolderName => From.ToDateTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    internal IReadOnlyList<TickTable> Tables => _tables;

    internal TickTable? Find(DataKind kind) => _tables.FirstOrDefault(table => table.Schema.Kind == kind);

    internal void Add(TickTable table)
    {
        if (Find(table.Schema.Kind) is { } present)
        {
            if (table[0, TickSchema.Time] < present[present.Count - 1, TickSchema.Time])
                throw new DataException($"Two files of {table.Schema.Kind.ToString().ToLowerInvariant()} of {Symbol} overlap at {new Timestamp(table[0, TickSchema.Time])}.", "Import them one at a time into their own folders.");
            present.Append(table, 0, table.Count);
        }
        else
        {
            _tables.Add(table);
        }
    }

    /// <summary>Corrects the recorder's clock from the smallest delay of all ticks.</summary>
    internal void CorrectClock(long smallestDelay)
    {
        // A recorder that is not behind may really be far away: only an impossible delay is a wrong clock.
        var shift = smallestDelay < AssumedSmallestDelay.Nanos ? AssumedSmallestDelay.Nanos - smallestDelay : 0;
        ClockCorrection = new(shift);
        foreach (var table in _tables) table.ShiftReceived(shift);
    }

    internal void RestoreCorrection(Duration? correction) => ClockCorrection = correction;
}
