using System.Text.Encodings.Web;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Observability;

/// <summary>
/// Takes known secrets out of text, as they are and as JSON and addresses write them. A secret's own type already hides it; this is for
/// what a library puts into a message.
/// </summary>
public sealed class SecretScrubber
{
    // A shorter text is no secret, and would be found in every other word.
    private const int ShortestSecret = 4;

    private readonly string[] _forms;

    public SecretScrubber(IEnumerable<Secret> secrets)
    {
        // The longest first, because one form can be part of another.
        _forms = [.. secrets.Select(secret => secret.Reveal()).Where(text => text.Length >= ShortestSecret).SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
    }

    /// <summary>A scrubber that knows every secret of a configuration.</summary>
    public static SecretScrubber Of(ResolvedConfig resolved)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        return new(ConfigSchema.Keys.OfType<SecretKey>().Select(resolved.Values.OptionalSecret).OfType<Secret>());
    }

    /// <summary>The text with every secret masked.</summary>
    public string Scrub(string text)
    {
        foreach (var form in _forms)
            if (text.Contains(form, StringComparison.Ordinal)) text = text.Replace(form, Secret.Mask, StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<string> Forms(string secret) =>
    [
        secret,
        JsonEncodedText.Encode(secret).ToString(),
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        Uri.EscapeDataString(secret),
    ];
}
