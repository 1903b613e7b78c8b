using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace LaptopAgents.Analysis;

/// <summary>
/// Writes HTML as UTF-8. In <c>Write($"…{value}…")</c> the literal parts are markup and every hole is text: it is escaped, so that
/// words from a strategy or a file name can never become markup.
/// </summary>
internal sealed class HtmlWriter(IBufferWriter<byte> output)
{
    public IBufferWriter<byte> Output => output;

    /// <summary>Markup with text in its holes.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref HtmlHandler html) => _ = html;

    /// <summary>Markup without holes.</summary>
    public void Raw(string markup) => Encoding.UTF8.GetBytes(markup, output);

    /// <summary>Text: escaped for element content and quoted attributes.</summary>
    public void Text(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny("<>&\"'") is >= 0 and var special)
        {
            Encoding.UTF8.GetBytes(rest[..special], output);
            output.Write(rest[special] switch { '<' => "&lt;"u8, '>' => "&gt;"u8, '&' => "&amp;"u8, '"' => "&quot;"u8, _ => "&#39;"u8 });
            rest = rest[(special + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, output);
    }

    /// <summary>An embedded file as it is.</summary>
    public void Asset(string name)
    {
        using var stream = typeof(HtmlWriter).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without its report asset '{name}'.");
        while (stream.Read(output.GetSpan(32_768)) is > 0 and var read) output.Advance(read);
    }
}

/// <summary>Literals go out as markup, holes as escaped text.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount, HtmlWriter html)
{
    public void AppendLiteral(string literal) => html.Raw(literal);

    public void AppendFormatted(string? text) => html.Text(text ?? "");

    public void AppendFormatted(int number) => html.Raw(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => $"{literalLength}/{formattedCount}";
}
