using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Loading;

namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>true or false. YAML 1.1's yes, no, on and off are refused, because readers disagree about them.</summary>
internal sealed class BoolKey(string name, string doc) : ConfigKey(name, doc)
{
    public override string TypeName => "boolean";

    public override string Range => "(true or false)";

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = node is ScalarNode { Form: not ScalarForm.Quoted } scalar ? Parse(scalar.Text) : null;
        problem = value is null ? Needs(node) : null;
        return value is not null;
    }

    public override string Write(object value) => (bool)value ? "true" : "false";

    public override string WriteYaml(object value) => Write(value);

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteBooleanValue((bool)value);

    public override void WriteSchema(Utf8JsonWriter json) => json.WriteString("type", "boolean");

    internal static object? Parse(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };
}

/// <summary>A whole number in an inclusive range.</summary>
internal sealed class IntKey(string name, string doc) : ConfigKey(name, doc)
{
    public long Min { get; init; }

    public long Max { get; init; } = int.MaxValue;

    public override string TypeName => "whole number";

    public override string Range => string.Create(CultureInfo.InvariantCulture, $"from {Min} to {Max}");

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (node is ScalarNode { Form: not ScalarForm.Quoted } scalar
            && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= Min && number <= Max)
            value = number;
        problem = value is null ? Needs(node) : null;
        return value is not null;
    }

    public override string Write(object value) => ((long)value).ToString(CultureInfo.InvariantCulture);

    public override string WriteYaml(object value) => Write(value);

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteNumberValue((long)value);

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", Min);
        json.WriteNumber("maximum", Max);
    }
}

/// <summary>A decimal number in a range whose lower end may be excluded.</summary>
internal sealed class DecimalKey(string name, string doc) : ConfigKey(name, doc)
{
    /// <summary>Smallest allowed value, or the excluded lower end when <see cref="AboveMin"/>.</summary>
    public decimal Min { get; init; }

    public bool AboveMin { get; init; }

    public required decimal Max { get; init; }

    public override string TypeName => "number";

    public override string Range => AboveMin
        ? $"above {Canonical(Min)} and up to {Canonical(Max)}"
        : $"from {Canonical(Min)} to {Canonical(Max)}";

    public override bool TryRead(ConfigNode node, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (node is ScalarNode { Form: not ScalarForm.Quoted } scalar && TryParse(scalar.Text, out var number)
            && number <= Max && (AboveMin ? number > Min : number >= Min))
            value = number;
        problem = value is null ? Needs(node) : null;
        return value is not null;
    }

    public override string Write(object value) => Canonical((decimal)value);

    public override string WriteYaml(object value) => Write(value);

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteRawValue(Write(value));

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "number");
        json.WritePropertyName(AboveMin ? "exclusiveMinimum" : "minimum");
        json.WriteRawValue(Canonical(Min));
        json.WritePropertyName("maximum");
        json.WriteRawValue(Canonical(Max));
    }

    /// <summary>Reads a number and drops the zeros at its end, so that 1.0 and 1 are the same value to every formatter.</summary>
    internal static bool TryParse(string text, out decimal number)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var isNumber = decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out number);
        number /= 1.0000000000000000000000000000m;
        return isNumber;
    }

    /// <summary>1, 1.0 and 1e0 are one number and have one spelling, so that a hash does not depend on how it was typed.</summary>
    internal static string Canonical(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
