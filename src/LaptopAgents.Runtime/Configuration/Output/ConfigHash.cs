using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Output;

/// <summary>
/// The identity of a configuration: one line <c>path=value</c> for each key that counts, sorted by path, each value in its canonical
/// spelling as a JSON string (so that no text can imitate a second line), null without quotes.
/// </summary>
internal static class ConfigHash
{
    private const string Form = "laptop-agents config 1\n";

    public static string Of(ResolvedConfig config)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in ConfigSchema.Keys)
            if (key.InHash)
                lines[key.Path] = config.Values.Raw(key) is { } value ? Quoted(key.Write(value)) : "null";
        foreach (var param in config.Config.Strategy.Params)
            lines[$"{StrategyKeys.ParamsPath}.{param.Key}"] = param.Value is string text ? Quoted(text) : param.Text;
        var canonical = new StringBuilder(Form);
        foreach (var (path, value) in lines) canonical.Append(path).Append('=').Append(value).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
