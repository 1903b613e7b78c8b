using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace LaptopAgents.Runtime.Configuration;

/// <summary>
/// A value that must never be shown: a key, a token, a webhook address. Formatting, JSON, YAML and the debugger all print
/// <c>***</c>; only <see cref="Reveal"/> gives the text, so every use of it can be found by searching for that name.
/// </summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IYamlConvertible
{
    /// <summary>What every secret looks like from outside.</summary>
    public const string Mask = "***";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _text;

    /// <summary>Wraps <paramref name="text"/>.</summary>
    public Secret(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _text = text;
    }

    /// <summary>The secret itself: for the request that needs it, never for a message.</summary>
    public string Reveal() => _text;

    /// <inheritdoc/>
    public override string ToString() => Mask;

    void IYamlConvertible.Read(IParser parser, Type expectedType, ObjectDeserializer nestedObjectDeserializer) =>
        throw new NotSupportedException("A secret comes from the environment and is not read back from a document.");

    void IYamlConvertible.Write(IEmitter emitter, ObjectSerializer nestedObjectSerializer) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, Mask, ScalarStyle.DoubleQuoted, true, true));

    private sealed class SecretJsonConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret comes from the environment and is not read back from a document.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(Mask);
    }
}
