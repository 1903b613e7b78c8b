using System.Text;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What a line says of its kind and its instrument, ready to be copied: by kind, then by instrument.</summary>
internal static class LineHeads
{
    public static byte[][][] OfEvents(IReadOnlyList<string> symbols) => Render("event", Words.EventKinds, symbols);

    public static byte[][][] OfCommands(IReadOnlyList<string> symbols) => Render("command", CommandLines.Kinds, symbols);

    public static int Longest(byte[][][] events, byte[][][] commands) =>
        events.Concat(commands).Max(heads => heads.Max(head => head.Length));

    // An operator's command is about no instrument.
    private static byte[][][] Render(string key, WordList kinds, IReadOnlyList<string> symbols)
    {
        var heads = new byte[kinds.Count][][];
        for (var kind = 0; kind < heads.Length; kind++)
        {
            var start = $",\"{key}\":\"{Encoding.ASCII.GetString(kinds[kind])}\"";
            var isBare = kinds == Words.EventKinds && kind == (int)EventKind.OperatorCommand;
            heads[kind] = isBare
                ? [Encoding.UTF8.GetBytes(start)]
                : [.. symbols.Select(symbol => Encoding.UTF8.GetBytes($"{start},\"symbol\":\"{JsonEncodedText.Encode(symbol)}\""))];
        }

        return heads;
    }
}
