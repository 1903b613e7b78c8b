using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>Which of the orders that one order of ours becomes at the venue.</summary>
internal enum OrderPart : byte
{
    /// <summary>The order itself.</summary>
    Whole,

    /// <summary>Of a reversal: what closes the position on the other side.</summary>
    Closing,
}

/// <summary>
/// Our order ids as the venue keeps them: at most 32 letters, digits and dashes, derived from the order alone, so that a restarted program
/// finds its orders again and a second sending would be refused as a duplicate.
/// </summary>
internal static class ClientIds
{
    private const string Prefix = "la-";

    /// <param name="isSecondForm">The same order once more after the venue refused its first form; an id is never used twice.</param>
    public static string For(ClientOrderId id, OrderPart part, bool isSecondForm = false) =>
        $"{Prefix}{id}{(part == OrderPart.Closing ? "-c" : "")}{(isSecondForm ? "-2" : "")}";

    public static bool TryParse(string text, out ClientOrderId id, out OrderPart part)
    {
        (id, part) = (default, OrderPart.Whole);
        var pieces = text.Split('-');
        if (pieces.Length is < 3 or > 5 || pieces[0] != "la" || pieces[1].Length != 8) return false;
        if (!uint.TryParse(pieces[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var session)) return false;
        if (!long.TryParse(pieces[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sequence) || sequence <= 0) return false;
        (id, part) = (new ClientOrderId(session, sequence), pieces.Length > 3 && pieces[3] == "c" ? OrderPart.Closing : OrderPart.Whole);
        return text == For(id, part) || text == For(id, part, isSecondForm: true);
    }
}
