namespace LaptopAgents.Storage;

/// <summary>Reads a session's journal turn by turn, and passes over what a crash had cut off and a resume has undone.</summary>
public sealed class JournalGroups : IDisposable
{
    private readonly JournalReader _reader;
    private JournalEntry _ahead;
    private bool _hasAhead;

    /// <exception cref="JournalFormatException">It is not the journal of a session.</exception>
    public JournalGroups(JournalReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _reader = reader;
        if (reader.Header.Facts is null)
            throw new JournalFormatException(1, "it tells what a run did, and not what a replay needs. Only a session's journal can be replayed.");
    }

    public JournalHeader Header => _reader.Header;

    /// <summary>Whole lines that were passed over because they were undone.</summary>
    public long Undone { get; private set; }

    /// <summary>Times that the session was resumed.</summary>
    public int Resumes { get; private set; }

    /// <summary>Lines of an instant that is cut off at the end of the journal; they count for nothing.</summary>
    public long Dangling { get; private set; }

    /// <summary>The session said that it was stopped in good order, and nothing came after that.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The last line was cut off in the middle.</summary>
    public bool IsCutOff => _reader.IsCutOff;

    /// <summary>The next turn that counts; false at the end.</summary>
    /// <exception cref="JournalFormatException">A line cannot be read, or stands where it cannot.</exception>
    public bool TryRead(JournalGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        group.Clear();
        while (TryNext(out var entry))
        {
            if (entry.Mark is { } mark)
            {
                // What a whole turn still lacked of commands follows the mark.
                TakeMark(group, in entry, mark);
                if (!group.IsWhole) group.Clear();
                continue;
            }

            IsStopped = false;
            if (group.TryAdd(in entry)) continue;
            (_ahead, _hasAhead) = (entry, true);
            return true;
        }

        if (group.IsWhole) return true;
        Dangling = group.Entries.Count;
        group.Clear();
        return false;
    }

    public void Dispose() => _reader.Dispose();

    private bool TryNext(out JournalEntry entry)
    {
        if (!_hasAhead) return _reader.TryRead(out entry);
        (entry, _hasAhead) = (_ahead, false);
        return true;
    }

    private void TakeMark(JournalGroup group, in JournalEntry entry, JournalMark mark)
    {
        IsStopped = mark == JournalMark.Stopped;
        if (mark != JournalMark.Resumed) return;
        Resumes++;
        var cut = group.IsWhole ? 0 : group.Entries.Count;
        if (entry.Undone != cut)
            throw new JournalFormatException(entry.Line, $"it undoes {entry.Undone} lines, and {cut} lines before it belong to a broken instant.");
        Undone += cut;
    }
}
