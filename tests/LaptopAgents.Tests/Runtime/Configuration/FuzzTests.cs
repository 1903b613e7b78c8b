using CsCheck;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Tests.Runtime.Configuration;

/// <summary>Whatever is written anywhere: it loads, or it is refused in words. Nothing else ever happens.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Fragments =
    [
        "null", "~", "true", "-1", "1e400", "0x10", ".inf", "[", "]", "{", "}", "[a, b]", "{a: 1}", "\"", "'", "#", "&a", "*a", "!!int 3", "|", ">", "- x", ":", "? a", "---", "...", "%YAML 1.2",
        "\t", "\n", "\r\n", "\u0000", "\u0085", "\ufeff", "é", "\ud83d\ude00", "\ud83d", "${X}", "${", "${X:-1}", "$${", "***", "_extends: base", "<<: *a", "symbol: BTCUSDT", "trading:", "  risk_pct: 5",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        OneOf(Fragments), Gen.String, Gen.Decimal.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), OneOf([.. ConfigSchema.Keys.Select(key => key.Path)]));

    private static readonly string[] Shipped =
        [.. Directory.GetFiles(Path.Combine(ConfigBed.Repository, "config"), "*.*", SearchOption.AllDirectories).Where(file => !file.EndsWith("schema.json", StringComparison.Ordinal)).Order().Select(File.ReadAllText)];

    [Fact]
    public void A_shipped_file_with_random_changes_loads_or_is_refused() =>
        Gen.Select(OneOf(Shipped), Gen.Select(Gen.Int[0, 4_000], Gen.Int[0, 40], AnyText).Array[1, 6]).Sample((text, changes) =>
        {
            foreach (var (at, length, insert) in changes)
            {
                var start = at % (text.Length + 1);
                text = text[..start] + insert + text[Math.Min(text.Length, start + length)..];
            }

            LoadsOrIsRefused(bed => bed.Profile("p", text), "p");
            LoadsOrIsRefused(bed => bed.File("s.yaml", text), "backtest", "strategy.config_file=s.yaml");
        }, iter: 800);

    [Fact]
    public void A_random_value_of_any_key_from_any_source_loads_or_is_refused() =>
        Gen.Select(OneOf([.. ConfigSchema.Keys]), AnyText, Gen.Int[0, 3]).Sample((key, text, source) =>
        {
            switch (source)
            {
                case 0: LoadsOrIsRefused(_ => { }, "backtest", $"{key.Path}={text}"); break;
                case 1: LoadsOrIsRefused(bed => bed.Environment[key.EnvironmentName] = text, "paper"); break;
                case 2: LoadsOrIsRefused(bed => bed.Environment["X"] = text, "live", $"{key.Path}=${{X}}"); break;
                default: LoadsOrIsRefused(bed => bed.File(".env", $"{key.EnvironmentName}={text}"), "base"); break;
            }
        }, iter: 1_500);

    [Fact]
    public void Random_keys_profiles_and_variables_load_or_are_refused() =>
        Gen.Select(AnyText, AnyText, AnyText).Sample((first, second, third) =>
        {
            LoadsOrIsRefused(bed => bed.Environment["LA_" + first] = second, third.Length == 0 ? null : third, first, second);
            LoadsOrIsRefused(bed => bed.Profile("p", $"_extends: {first}\nstrategy:\n  config_file: {second}\n"), "p", $"{third}={first}");
        }, iter: 500);

    [Fact]
    public void Random_bytes_load_or_are_refused() =>
        Gen.Byte.Array[0, 200].Sample(bytes => LoadsOrIsRefused(bed => bed.Bytes("config/profiles/p.yaml", bytes), "p"), iter: 300);

    private static Gen<T> OneOf<T>(T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    /// <summary>Any other exception leaves this method and fails the test; what loads must show, and load again.</summary>
    private static void LoadsOrIsRefused(Action<ConfigBed> arrange, string? profile, params string[] sets)
    {
        using var bed = new ConfigBed();
        arrange(bed);
        try
        {
            var config = bed.Load(profile, sets);
            bed.File("again.yaml", config.ToYaml(withOrigins: true));
            bed.Environment.Clear();
            File.Delete(Path.Combine(bed.Root, ".env"));
            Assert.Equal(config.Hash, bed.Load("again.yaml").Hash);
        }
        catch (ConfigException error)
        {
            Assert.NotEmpty(error.Problems);
            Assert.All(error.Problems, problem => Assert.NotEmpty(problem.What));
        }
    }
}
