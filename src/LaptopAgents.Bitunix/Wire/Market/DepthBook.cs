using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>One level of an order book.</summary>
public readonly record struct DepthLevel(Price Price, Quantity Quantity);

/// <summary>The best levels of a book: bids from the highest, asks from the lowest.</summary>
public sealed record DepthBook(IReadOnlyList<DepthLevel> Bids, IReadOnlyList<DepthLevel> Asks)
{
    private const int MostLevels = 5_000;
    private static readonly WireShape s_rest = new("depth", "asks bids", "ts time");
    private static readonly WireShape s_push = new("depth_book", "a b");

    internal static DepthBook Parse(JsonElement element, WireNotes notes) => Parse(WireObject.Open(element, s_rest, notes), "bids", "asks");

    internal static DepthBook ParsePush(JsonElement element, WireNotes notes) => Parse(WireObject.Open(element, s_push, notes), "b", "a");

    private static DepthBook Parse(in WireObject row, string bids, string asks)
    {
        var book = new DepthBook(Levels(row.ElementOrNull(bids)), Levels(row.ElementOrNull(asks)));
        return book.IsOrdered() ? book : book.Sorted();
    }

    private static List<DepthLevel> Levels(JsonElement? list)
    {
        if (list is not { } element || WireLists.IsNothing(element)) return [];
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > MostLevels) throw new WireFormatException("depth: a list of levels was expected.");
        var levels = new List<DepthLevel>(element.GetArrayLength());
        foreach (var level in element.EnumerateArray())
        {
            if (level.ValueKind != JsonValueKind.Array || level.GetArrayLength() < 2) throw new WireFormatException("depth: a level is a pair of price and quantity.");
            levels.Add(new(new(Number(level[0])), new(Number(level[1]))));
        }

        return levels;
    }

    private static long Number(JsonElement value)
    {
        var text = value.ValueKind switch { JsonValueKind.String => value.GetString()!, JsonValueKind.Number => value.GetRawText(), _ => "" };
        if (text.Length > 64 || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number < 0 || number > 9e10m)
            throw new WireFormatException("depth: a level's number cannot be read.");
        return FixedPoint.FromDecimal(number, Rounding.HalfEven);
    }

    private bool IsOrdered()
    {
        for (var i = 1; i < Bids.Count; i++)
        {
            if (Bids[i].Price >= Bids[i - 1].Price) return false;
        }

        for (var i = 1; i < Asks.Count; i++)
        {
            if (Asks[i].Price <= Asks[i - 1].Price) return false;
        }

        return true;
    }

    private DepthBook Sorted() => new([.. Bids.OrderByDescending(level => level.Price)], [.. Asks.OrderBy(level => level.Price)]);
}
