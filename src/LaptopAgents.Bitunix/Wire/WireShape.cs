using System.Collections.Frozen;

namespace LaptopAgents.Bitunix;

/// <summary>The fields that a kind of message may have: those that are read and those that are known and of no use.</summary>
internal sealed class WireShape
{
    private readonly FrozenSet<string> _known;

    /// <param name="read">Names separated by blanks.</param>
    /// <param name="ignored">Names separated by blanks.</param>
    public WireShape(string name, string read, string ignored = "")
    {
        Name = name;
        _known = read.Split(' ').Concat(ignored.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);
    }

    public string Name { get; }

    public bool Knows(string field) => _known.Contains(field);
}
