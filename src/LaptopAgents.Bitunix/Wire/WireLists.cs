using System.Text.Json;

namespace LaptopAgents.Bitunix;

internal delegate T WireParser<out T>(JsonElement element, WireNotes notes);

/// <summary>Lists and single values, which the venue swaps freely.</summary>
internal static class WireLists
{
    /// <summary>An array of rows; null and empty text stand for an empty one, and a lone object for one row.</summary>
    public static IReadOnlyList<T> Rows<T>(JsonElement element, WireNotes notes, WireParser<T> row)
    {
        if (IsNothing(element)) return [];
        if (element.ValueKind == JsonValueKind.Object) return [row(element, notes)];
        if (element.ValueKind != JsonValueKind.Array) throw new WireFormatException($"A list was expected, not {element.ValueKind}.");
        var rows = new List<T>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray()) rows.Add(row(item, notes));
        return rows;
    }

    /// <summary>One object, or the only element of an array.</summary>
    public static T Single<T>(JsonElement element, WireNotes notes, WireParser<T> row)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 1) return row(element[0], notes);
        return row(element, notes);
    }

    public static bool IsNothing(JsonElement element) => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        || (element.ValueKind == JsonValueKind.String && element.ValueEquals(""u8));
}
