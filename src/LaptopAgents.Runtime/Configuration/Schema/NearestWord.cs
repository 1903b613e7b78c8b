namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>Finds what was probably meant. Distance counts insertions, deletions, replacements and swapped neighbours.</summary>
internal static class NearestWord
{
    /// <summary>"; did you mean X?" or nothing when no word is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        Find(word, known) is { } nearest ? $"; did you mean {nearest}?" : "";

    /// <summary>The nearest word within a third of the length, at least 2 and at most 4 edits away; the first of equals.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        string? nearest = null;
        var reach = Math.Clamp(word.Length / 3, 2, 4) + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - word.Length) >= reach) continue;
            var distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance >= reach || distance >= candidate.Length) continue;
            (nearest, reach) = (candidate, distance);
        }

        return nearest;
    }

    internal static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }

        return rows[left.Length, right.Length];
    }
}
