namespace LaptopAgents.Analysis;

/// <summary>
/// Texts that repeat, told once and then by number, in the order in which they were first met. A small open hash table: it needs no
/// code that a cold process would have to compile first.
/// </summary>
internal sealed class WordList
{
    private readonly List<string> _words = [];
    private int[] _slots = new int[64];

    public IReadOnlyList<string> All => _words;

    public int IndexOf(string word)
    {
        var slot = SlotOf(word);
        if (_slots[slot] != 0) return _slots[slot] - 1;
        _words.Add(word);
        _slots[slot] = _words.Count;
        if (_words.Count * 2 > _slots.Length) Grow();
        return _words.Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < _words.Count; i++) _slots[SlotOf(_words[i])] = i + 1;
    }

    // The word's own slot, or the first free one after it.
    private int SlotOf(string word)
    {
        var hash = 2166136261u;
        foreach (var letter in word) hash = unchecked((hash ^ letter) * 16777619u);
        var slot = (int)(hash % (uint)_slots.Length);
        while (_slots[slot] != 0 && !string.Equals(_words[_slots[slot] - 1], word, StringComparison.Ordinal)) slot = (slot + 1) % _slots.Length;
        return slot;
    }
}
