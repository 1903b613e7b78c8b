namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>
/// Variables and arguments can hold half a surrogate pair, which can't be written as UTF-8. It becomes the replacement character, as it
/// does wherever such a text is printed, so that hashing and saving never fail on it.
/// </summary>
internal static class WholeText
{
    public static string Of(string text) => text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes()) : text;
}
