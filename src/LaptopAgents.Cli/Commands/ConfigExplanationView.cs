using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration;
using Spectre.Console;

namespace LaptopAgents.Cli.Commands;

/// <summary>Prints explanations: a table on a terminal, plain lines where the output is read by something else.</summary>
internal static class ConfigExplanationView
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Write(IReadOnlyList<ConfigExplanation> explanations, bool asJson, TextWriter to)
    {
        if (asJson) WriteJson(explanations, to);
        else if (explanations.Count == 1) WriteOne(explanations[0], to);
        else WriteMany(explanations, to);
        return 0;
    }

    private static void WriteOne(ConfigExplanation explanation, TextWriter to)
    {
        if (!IsTerminal(to))
        {
            foreach (var (name, text) in Lines(explanation)) to.Write($"{name}: {text}\n");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("", explanation.Key);
        foreach (var (name, text) in Lines(explanation).Skip(1)) table.AddRow(Markup.Escape(name), Markup.Escape(text));
        AnsiConsole.Write(table);
    }

    private static void WriteMany(IReadOnlyList<ConfigExplanation> explanations, TextWriter to)
    {
        if (!IsTerminal(to))
        {
            foreach (var known in explanations) to.Write($"{known.Key} = {known.Value}  # {known.Origin}: {known.Description}\n");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Key", "Value", "From", "Meaning");
        foreach (var known in explanations)
            table.AddRow(Markup.Escape(known.Key), Markup.Escape(known.Value), Markup.Escape(known.Origin.Place), Markup.Escape(known.Description));
        AnsiConsole.Write(table);
    }

    private static void WriteJson(IReadOnlyList<ConfigExplanation> explanations, TextWriter to)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartArray();
            foreach (var explanation in explanations)
            {
                json.WriteStartObject();
                foreach (var (name, text) in Lines(explanation))
                    if (!name.StartsWith(' ')) json.WriteString(name, text);
                json.WriteStartObject("choices");
                foreach (var (word, meaning) in explanation.Choices) json.WriteString(word, meaning);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        to.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n");
    }

    private static IEnumerable<(string Name, string Text)> Lines(ConfigExplanation known)
    {
        yield return ("key", known.Key);
        yield return ("description", known.Description);
        yield return ("type", known.Type);
        if (known.Unit.Length > 0) yield return ("unit", known.Unit);
        if (known.Range.Length > 0) yield return ("range", known.Range);
        foreach (var (word, meaning) in known.Choices) yield return ($"  {word}", meaning);
        yield return ("default", known.Default);
        yield return ("value", known.Value);
        yield return ("origin", known.Origin.Place);
        yield return ("environment", known.EnvironmentName);
        if (known.OtherNames.Count > 0) yield return ("other names", string.Join(", ", known.OtherNames));
    }

    /// <summary>A table is drawn only on the console itself: a test's writer or a pipe gets lines that programs can read.</summary>
    private static bool IsTerminal(TextWriter to) => ReferenceEquals(to, Console.Out) && !Console.IsOutputRedirected;
}
