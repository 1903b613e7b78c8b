using System.Text;
using System.Text.Json;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Results;

public sealed class ManifestTests
{
    private static readonly Manifest Sample = new()
    {
        RunId = "backtest_20250504T153300123Z", Created = ResultFixture.Time("2025-05-04T15:33:00.123Z"), Mode = "backtest", Strategy = "sma_crossover",
        ParametersHash = "aa", ConfigHash = "bb", Seed = ulong.MaxValue,
        Engine = new EngineBuild("0.1.0+abc", [("LaptopAgents.Engine", Guid.Parse("00000000-0000-0000-0000-000000000001"))]),
        DataSets =
        [
            new ManifestDataSet("BTCUSDT", "bars", ResultFixture.Time("2025-01-01T00:00:00Z"), ResultFixture.Time("2025-03-31T23:59:00Z"), 129_600, "cc", "A",
                IsSynthetic: true, Source: null, Gaps: 2, MissingRows: 17),
        ],
        Assumptions = [new ManifestAssumption("intrabar_path", "conservative", 12)],
        StateHash = 0xAB, ResultHash = "dd", IsPartial = true,
    };

    [Fact]
    public void It_is_written_with_keys_in_a_fixed_order()
    {
        using var stream = new MemoryStream();
        HostileCulture.Run(() => ManifestWriter.Write(stream, Sample));
        Assert.Equal(
            """
            {
              "format": 1,
              "run_id": "backtest_20250504T153300123Z",
              "created": "2025-05-04T15:33:00.123Z",
              "mode": "backtest",
              "partial": true,
              "strategy": "sma_crossover",
              "parameters_hash": "aa",
              "config_hash": "bb",
              "seed": 18446744073709551615,
              "engine": {
                "version": "0.1.0+abc",
                "modules": {
                  "LaptopAgents.Engine": "00000000-0000-0000-0000-000000000001"
                }
              },
              "data": [
                {
                  "symbol": "BTCUSDT",
                  "kind": "bars",
                  "from": "2025-01-01T00:00:00.000Z",
                  "to": "2025-03-31T23:59:00.000Z",
                  "rows": 129600,
                  "sha256": "cc",
                  "grade": "A",
                  "synthetic": true,
                  "source": null,
                  "gaps": 2,
                  "missing_rows": 17
                }
              ],
              "assumptions": [
                {
                  "name": "intrabar_path",
                  "value": "conservative",
                  "fills": 12
                }
              ],
              "state_hash": "00000000000000ab",
              "result_hash": "dd"
            }

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void It_lands_in_the_run_directory_as_valid_json()
    {
        using var directory = new TempDirectory();
        ManifestWriter.Write(directory.Path, Sample);
        using var json = JsonDocument.Parse(File.ReadAllBytes(directory["manifest.json"]));
        Assert.Equal("backtest", json.RootElement.GetProperty("mode").GetString());
    }

    [Fact]
    public void The_build_is_known_by_its_modules()
    {
        var build = EngineBuilds.Of(typeof(Timestamp).Assembly, typeof(RunFiles).Assembly);
        Assert.StartsWith("0.1.0", build.Version, StringComparison.Ordinal);
        Assert.Equal(
            [("LaptopAgents.Domain", typeof(Timestamp).Module.ModuleVersionId), ("LaptopAgents.Storage", typeof(RunFiles).Module.ModuleVersionId)],
            build.Modules);
    }
}
