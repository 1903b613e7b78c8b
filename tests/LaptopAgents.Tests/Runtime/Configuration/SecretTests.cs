using System.Text.Json;
using LaptopAgents.Runtime.Configuration;
using YamlDotNet.Serialization;

namespace LaptopAgents.Tests.Runtime.Configuration;

/// <summary>A canary is put where secrets go, and looked for wherever text comes out.</summary>
public sealed class SecretTests
{
    private const string Canary = "canary-7f3a9";

    private static readonly string[] Ways = ["${HOOK}", "${HOOK:-x}", "https://example.test/" + Canary];

    [Fact]
    public void A_secret_shows_itself_to_no_formatter()
    {
        var secret = new Secret(Canary);
        Assert.Equal(Canary, secret.Reveal());
        foreach (var text in new[]
        {
            secret.ToString(), $"{secret}", string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0,10}", secret),
            JsonSerializer.Serialize(secret), JsonSerializer.Serialize(new { secret }), new SerializerBuilder().Build().Serialize(secret),
            new SerializerBuilder().Build().Serialize(new Dictionary<string, Secret> { ["a"] = secret }),
        })
        {
            Assert.Contains("***", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_view_of_a_configuration_holds_a_secret()
    {
        foreach (var way in Ways)
        {
            using var bed = new ConfigBed();
            bed.Environment["HOOK"] = Canary;
            bed.Environment["BITUNIX_API_KEY"] = Canary;
            bed.File(".env", $"BITUNIX_API_SECRET='{Canary}'\n").Profile("p", $"_extends: live\nlogging:\n  alert_webhook: {way}\n");
            var config = ConfigLoader.Load(bed.Request("p") with { RequireSecrets = true });
            Assert.Contains(Canary, config.Config.Logging.AlertWebhook!.Reveal(), StringComparison.Ordinal);
            Assert.Equal((Canary, Canary), (config.Config.Broker.ApiKey!.Reveal(), config.Config.Broker.ApiSecret!.Reveal()));
            Assert.All(Views(config), view => Assert.DoesNotContain(Canary, view, StringComparison.Ordinal));
            Assert.Contains("alert_webhook: \"***\"", config.ToYaml(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_secret_given_as_an_argument_is_in_no_view_and_in_no_message()
    {
        using var bed = new ConfigBed();
        bed.Environment["LA_BROKER__API_SECRET"] = Canary;
        var request = bed.Request("live", $"broker.api_key={Canary}", $"logging.alert_webhook={Canary}");
        Assert.All(Views(ConfigLoader.Load(request)), view => Assert.DoesNotContain(Canary, view, StringComparison.Ordinal));
        var broken = request with { Sets = [.. request.Sets, "trading.risk_pct=x", "broker.nothing=1"] };
        Assert.All(ConfigBed.Problems(broken), problem => Assert.DoesNotContain(Canary, problem.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData($"logging:\n  alert_webhook: [{Canary}]\n")]
    [InlineData($"logging:\n  alert_webhook:\n    url: {Canary}\n")]
    [InlineData($"broker:\n  api_key:\n    - {Canary}\n")]
    public void A_secret_of_the_wrong_shape_is_reported_without_it(string text)
    {
        var problem = ConfigBed.ProblemOf(text);
        Assert.EndsWith("needs a secret written as ${VARIABLE}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void To_show_a_profile_its_secrets_need_not_be_set()
    {
        using var bed = new ConfigBed();
        var config = bed.Load("live");
        Assert.Null(config.Config.Logging.AlertWebhook);
        Assert.Contains("logging.alert_webhook: the variable ALERT_WEBHOOK_URL is not set", Assert.Single(config.Notices).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void To_run_a_profile_its_secrets_must_be_set()
    {
        using var bed = new ConfigBed();
        Assert.Equal(
            ["logging.alert_webhook", "broker.api_key", "broker.api_secret"],
            ConfigBed.Problems(bed.Request("live") with { RequireSecrets = true }).Select(problem => problem.Key));
    }

    [Fact]
    public void Alerts_can_be_declined_in_so_many_words()
    {
        using var bed = new ConfigBed();
        (bed.Environment["BITUNIX_API_KEY"], bed.Environment["BITUNIX_API_SECRET"]) = ("k", "s");
        var declined = ConfigLoader.Load(bed.Request("live", "logging.alert_webhook=null") with { RequireSecrets = true });
        Assert.Null(declined.Config.Logging.AlertWebhook);
        bed.Profile("p", "_extends: live\nlogging:\n  alert_webhook: ${ALERT_WEBHOOK_URL:-}\n");
        Assert.Null(ConfigLoader.Load(bed.Request("p") with { RequireSecrets = true }).Config.Logging.AlertWebhook);
    }

    [Fact]
    public void A_masked_secret_is_not_taken_for_a_secret()
    {
        using var bed = new ConfigBed();
        bed.Environment["ALERT_WEBHOOK_URL"] = Canary;
        bed.File("saved.yaml", bed.Load("live").ToYaml());
        Assert.Null(bed.Load("saved.yaml").Config.Logging.AlertWebhook);
        Assert.Contains(
            ConfigBed.Problems(bed.Request("saved.yaml") with { RequireSecrets = true }),
            problem => problem.ToString().EndsWith("logging.alert_webhook: was masked when this file was written; set LA_LOGGING__ALERT_WEBHOOK", StringComparison.Ordinal));
    }

    [Fact]
    public void The_hash_does_not_depend_on_secrets()
    {
        using var bed = new ConfigBed();
        var without = bed.Load("live").Hash;
        bed.Environment["ALERT_WEBHOOK_URL"] = Canary;
        Assert.Equal(without, bed.Load("live").Hash);
    }

    private static IEnumerable<string> Views(ResolvedConfig config) =>
    [
        config.ToYaml(), config.ToYaml(withOrigins: true), config.ToJson(), config.Config.ToString(), config.Hash,
        JsonSerializer.Serialize(config.Config), new SerializerBuilder().Build().Serialize(config.Config.Broker),
        string.Join('\n', config.Entries), string.Join('\n', config.Notices),
        .. new[] { "broker", "logging", "logging.alert_webhook", "broker.api_key" }.SelectMany(config.Explain).Select(known => known.ToString()),
    ];
}
