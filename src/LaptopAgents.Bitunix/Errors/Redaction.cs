using System.Text;
using System.Text.RegularExpressions;

namespace LaptopAgents.Bitunix;

/// <summary>Makes what the venue sent fit to be kept: short, printable and without secrets.</summary>
internal static partial class Redaction
{
    private const int Longest = 600;

    public static string Payload(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(raw.Length > Longest * 4 ? raw[..(Longest * 4)] : raw));
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i])) text[i] = ' ';
        }

        var clean = Secret().Replace(text.ToString(), "$1***");
        return clean.Length <= Longest ? clean : clean[..Longest] + "…";
    }

    // The value of a member whose name tells that it is nobody's business, quoted or not.
    [GeneratedRegex("""("(?:api[-_]?key|secret\w*|sign|signature|nonce|token|password|uid|userId|email)"\s*:\s*"?)[^",}\]]*""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Secret();
}
