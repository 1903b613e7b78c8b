using System.Text;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Names as they are written outside: <c>StopLoss</c> becomes <c>stop_loss</c>.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => Snake(value.ToString());

    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            // A run of capitals is one word.
            if (char.IsAsciiLetterUpper(c) && i > 0 && !char.IsAsciiLetterUpper(name[i - 1]) && name[i - 1] != '_') text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
