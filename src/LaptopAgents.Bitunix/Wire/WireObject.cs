using System.Globalization;
using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// A JSON object read the way the venue writes: numbers as numbers or text, absent values as null, empty text or nothing at all.
/// What is required and absent, or present and not readable, throws <see cref="WireFormatException"/> with the field's name.
/// </summary>
internal readonly struct WireObject
{
    private const NumberStyles NumberForm = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly JsonElement _element;
    private readonly WireShape _shape;

    private WireObject(JsonElement element, WireShape shape) => (_element, _shape) = (element, shape);

    /// <summary>Opens an object and counts the fields that its shape does not know.</summary>
    public static WireObject Open(JsonElement element, WireShape shape, WireNotes notes)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new WireFormatException($"{shape.Name}: an object was expected, not {element.ValueKind}.");
        foreach (var member in element.EnumerateObject())
        {
            if (!shape.Knows(member.Name)) notes.Unknown(shape.Name, member.Name);
        }

        return new(element, shape);
    }

    /// <summary>The text of the first of the fields that is there and not empty.</summary>
    public string? TextOrNull(string name, string? other = null)
    {
        if (!_element.TryGetProperty(name, out var value)) return other is null ? null : TextOrNull(other);
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Null => null,
            _ => throw Wrong(name, value),
        };
        return !string.IsNullOrEmpty(text) ? text : other is null ? null : TextOrNull(other);
    }

    public string Text(string name, string? other = null) => TextOrNull(name, other) ?? throw Missing(name);

    public decimal? NumberOrNull(string name, string? other = null)
    {
        var text = TextOrNull(name, other);
        if (text is null) return null;
        // A number longer than this is no price; cutting it off here bounds the work.
        return text.Length <= 64 && decimal.TryParse(text, NumberForm, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable(name, text);
    }

    public decimal Number(string name, string? other = null) => NumberOrNull(name, other) ?? throw Missing(name);

    public long? IntegerOrNull(string name) => NumberOrNull(name) switch
    {
        null => null,
        { } number when number == decimal.Truncate(number) && Math.Abs(number) < 9e18m => (long)number,
        { } number => throw Unreadable(name, number.ToString(CultureInfo.InvariantCulture)),
    };

    public long Integer(string name) => IntegerOrNull(name) ?? throw Missing(name);

    public int SmallInteger(string name, int most) =>
        Integer(name) is var value && value >= 0 && value <= most ? (int)value : throw Unreadable(name, TextOrNull(name) ?? "");

    public bool? FlagOrNull(string name) => TextOrNull(name)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        { } text => throw Unreadable(name, text),
    };

    public Timestamp? TimeOrNull(string name) => TextOrNull(name) switch
    {
        null or "0" => null,
        { } text => WireTime.TryParse(text, out var time) ? time : throw Unreadable(name, text),
    };

    public Timestamp Time(string name) => TimeOrNull(name) ?? throw Missing(name);

    /// <summary>A traded or resting price: exact, or not readable.</summary>
    public Price Price(string name) => new(Exact(name, Number(name)));

    /// <summary>As <see cref="Price"/>; null also where the venue writes a word ("market") in a price's place.</summary>
    public Price? PriceOrNull(string name, string? other = null)
    {
        var text = TextOrNull(name, other);
        if (text is null || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')) return null;
        return NumberOrNull(name, other) is { } number ? new Price(Exact(name, number)) : null;
    }

    /// <summary>A price that the venue computed (mark, index, average): to the nearest 10⁻⁸.</summary>
    public Price? ComputedPriceOrNull(string name, string? other = null) => NumberOrNull(name, other) is { } number ? new Price(Near(name, number)) : null;

    /// <summary>A quantity of one order or level: exact, or not readable.</summary>
    public Quantity Quantity(string name) => new(Exact(name, Number(name)));

    public Quantity? QuantityOrNull(string name, string? other = null) => NumberOrNull(name, other) is { } number ? new Quantity(Exact(name, number)) : null;

    /// <summary>An amount of quote currency, to the nearest 10⁻⁸.</summary>
    public Money Money(string name, string? other = null) => new(Near(name, Number(name, other)));

    public Money? MoneyOrNull(string name, string? other = null) => NumberOrNull(name, other) is { } number ? new Money(Near(name, number)) : null;

    /// <summary>The value itself, when it is there and not null.</summary>
    public JsonElement? ElementOrNull(string name) =>
        _element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    public WireFormatException Unreadable(string name, string text) =>
        new($"{_shape.Name}.{name}: '{(text.Length > 40 ? text[..40] + "…" : text)}' cannot be read.");

    private long Exact(string name, decimal number)
    {
        try
        {
            return FixedPoint.FromDecimalExact(number);
        }
        catch (Exception problem) when (problem is OverflowException or ArgumentOutOfRangeException)
        {
            throw Unreadable(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private long Near(string name, decimal number)
    {
        try
        {
            return FixedPoint.FromDecimal(number, Rounding.HalfEven);
        }
        catch (OverflowException)
        {
            throw Unreadable(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private WireFormatException Missing(string name) => new($"{_shape.Name}.{name} is missing.");

    private WireFormatException Wrong(string name, JsonElement value) => new($"{_shape.Name}.{name}: a plain value was expected, not {value.ValueKind}.");
}
