using System.Text;
using System.Text.Json;
using LaptopAgents.Bitunix;

namespace LaptopAgents.Tests.Bitunix.Wire;

/// <summary>Runs a parser on a text as the adapter does.</summary>
internal static class Parse
{
    public static T Row<T>(WireParser<T> parser, string json, WireNotes? notes = null)
    {
        using var document = JsonDocument.Parse(json);
        return parser(document.RootElement, notes ?? new WireNotes());
    }

    public static VenuePush Push(string json, WireNotes? notes = null)
    {
        var message = Message(json, notes);
        Assert.Equal(StreamMessageKind.Push, message.Kind);
        return Assert.Single(message.Pushes);
    }

    public static StreamMessage Message(string json, WireNotes? notes = null) => StreamMessage.Parse(Encoding.UTF8.GetBytes(json), notes ?? new WireNotes());
}
