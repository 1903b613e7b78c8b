using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>
/// The fields of one journal line. Every field must be asked for: one that nobody knows would mean that something which happened is
/// lost on the way back.
/// </summary>
internal sealed class JournalFields
{
    private const int MaxFields = 32;

    private readonly Field[] _fields = new Field[MaxFields];
    private ReadOnlyMemory<byte> _line;
    private long _lineNumber;
    private int _count;
    private int _used;

    /// <exception cref="JournalFormatException">The line is not a flat JSON object.</exception>
    public void Read(ReadOnlyMemory<byte> line, long lineNumber)
    {
        (_line, _lineNumber, _count, _used) = (line, lineNumber, 0, 0);
        try
        {
            var reader = new Utf8JsonReader(line.Span);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw Problem("it is not a JSON object.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (_count == MaxFields) throw Problem($"it has more than {MaxFields} fields.");
                var (nameStart, nameLength) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                reader.Read();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null)
                    throw Problem("a value is neither a number, a text nor true or false.");
                var isText = reader.TokenType == JsonTokenType.String;
                _fields[_count++] = new Field(
                    nameStart, nameLength, (int)reader.TokenStartIndex + (isText ? 1 : 0), reader.ValueSpan.Length, reader.TokenType);
            }

            while (reader.Read())
            {
                // What follows the object is a second value, and the reader refuses it.
            }
        }
        catch (JsonException error)
        {
            throw Problem("it is not valid JSON.", error);
        }
    }

    /// <exception cref="JournalFormatException">A field was not asked for.</exception>
    public void RequireAllUsed()
    {
        if (_used != _count) throw Problem("it has a field that its kind does not have, or has one twice.");
    }

    public JournalFormatException Problem(string what, Exception? cause = null) => new(_lineNumber, what, cause);

    public bool Has(ReadOnlySpan<byte> name) => Find(name) >= 0;

    public long Integer(ReadOnlySpan<byte> name)
    {
        var text = Take(name, JsonTokenType.Number);
        var isWhole = Utf8Parser.TryParse(text, out long value, out var length) && length == text.Length;
        return isWhole ? value : throw Wrong(name, "a whole number");
    }

    public long IntegerOrZero(ReadOnlySpan<byte> name) => Has(name) ? Integer(name) : 0;

    /// <summary>10⁻⁸ units.</summary>
    public long Amount(ReadOnlySpan<byte> name) =>
        JournalText.TryParseFixed(Take(name, JsonTokenType.Number), out var raw)
            ? raw
            : throw Wrong(name, "an amount of at most eight decimals");

    public long AmountOrZero(ReadOnlySpan<byte> name) => Has(name) ? Amount(name) : 0;

    public Timestamp Time(ReadOnlySpan<byte> name) =>
        JournalText.TryParseTime(Take(name, JsonTokenType.String), out var time) ? time : throw Wrong(name, "a UTC time with nanoseconds");

    public int Word(ReadOnlySpan<byte> name, WordList words) =>
        words.IndexOf(Take(name, JsonTokenType.String)) is var value and >= 0 ? value : throw Wrong(name, "a known word");

    public int WordOrZero(ReadOnlySpan<byte> name, WordList words) => Has(name) ? Word(name, words) : 0;

    public bool Flag(ReadOnlySpan<byte> name)
    {
        if (!Has(name)) return false;
        Take(name, JsonTokenType.True);
        return true;
    }

    /// <summary>None when the field is not there.</summary>
    public ClientOrderId OrderId(ReadOnlySpan<byte> name)
    {
        if (!Has(name)) return default;
        return OrderIdText.TryParse(Take(name, JsonTokenType.String), out var id) ? id : throw Wrong(name, "an order id");
    }

    public ulong Hash(ReadOnlySpan<byte> name)
    {
        var text = Take(name, JsonTokenType.String);
        return Utf8Parser.TryParse(text, out ulong hash, out var length, 'x') && length == text.Length ? hash : throw Wrong(name, "a hash");
    }

    /// <summary>The text of a field as it stands in the line, escapes and all.</summary>
    public ReadOnlySpan<byte> EncodedText(ReadOnlySpan<byte> name) => Take(name, JsonTokenType.String);

    private ReadOnlySpan<byte> Take(ReadOnlySpan<byte> name, JsonTokenType type)
    {
        var index = Find(name);
        if (index < 0) throw Problem($"the field {Encoding.UTF8.GetString(name)} is missing.");
        ref readonly var field = ref _fields[index];
        if (field.Type != type) throw Wrong(name, type.ToString());
        _used++;
        return _line.Span.Slice(field.Start, field.Length);
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _count; i++)
            if (_line.Span.Slice(_fields[i].NameStart, _fields[i].NameLength).SequenceEqual(name)) return i;
        return -1;
    }

    private JournalFormatException Wrong(ReadOnlySpan<byte> name, string expected) =>
        Problem($"the field {Encoding.UTF8.GetString(name)} is not {expected}.");

    private readonly record struct Field(int NameStart, int NameLength, int Start, int Length, JsonTokenType Type);
}
