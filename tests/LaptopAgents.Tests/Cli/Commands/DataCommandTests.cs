using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LaptopAgents.Cli.Commands;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Tests.Storage.History;
using LaptopAgents.Tests.Storage.Results;

namespace LaptopAgents.Tests.Cli.Commands;

public sealed class DataCommandTests
{
    private const string Klines = "timestamp_ms,open,high,low,close,volume\n1746057600000,94230.5,94230.6,94159.7,94220,465.598\n1746057660000,94220,94334,94209,94334,167.275\n1746057780000,94334,94334,94300,94310.1,0\n";

    [Fact]
    public void Import_list_check_and_export_speak_json()
    {
        using var folder = new TempDirectory();
        HistoryBuilder.Write(folder["in/BTCUSDT-1m-2025-05.csv"], Klines);
        HistoryBuilder.Write(folder["in/BTCUSDT_funding.csv"], "timestamp,rate\n2025-05-01T00:00:00Z,0.0001\n");

        using var imported = Json(folder, "import", "in", "--json");
        var sets = imported.RootElement.GetProperty("sets");
        Assert.Equal((2, "bars", "BTCUSDT", "1m", 3), (sets.GetArrayLength(), Text(sets[0], "kind"), Text(sets[0], "symbol"), Text(sets[0], "interval"), sets[0].GetProperty("added").GetInt32()));
        Assert.Equal(["2025-05.parquet"], sets[0].GetProperty("files").EnumerateArray().Select(file => file.GetString()));

        using var listed = Json(folder, "list", "--json");
        var first = listed.RootElement[0];
        Assert.Equal(("2025-05-01T00:00:00.000Z", "2025-05-01T00:04:00.000Z", 3, 1), (Text(first, "from"), Text(first, "to"), first.GetProperty("rows").GetInt32(), first.GetProperty("gaps").GetInt32()));
        Assert.Equal("funding", Text(listed.RootElement[1], "kind"));

        using var checkedData = Json(folder, "check", "btcusdt", "--json");
        Assert.Equal(("F", 1, "2025-05-01T00:02:00.000Z"), (Text(checkedData.RootElement[0], "grade"), checkedData.RootElement[0].GetProperty("missing_bars").GetInt32(),
            Text(checkedData.RootElement[0].GetProperty("gaps")[0], "from")));

        using var exported = Json(folder, "export", "BTCUSDT", "out.csv", "--from", "2025-05-01T00:01Z", "--json");
        Assert.Equal(2, exported.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(Klines.Split('\n')[2], File.ReadAllLines(folder["out.csv"])[1]);
    }

    [Fact]
    public void Plain_output_says_what_happened_and_warnings_go_to_the_error_stream()
    {
        using var folder = new TempDirectory();
        HistoryBuilder.Write(folder["PEPEUSDT-1m.csv"], Klines);
        var (code, output, errors) = Run(folder, "import", "PEPEUSDT-1m.csv", "--source", "a test");
        Assert.Equal((0, "PEPEUSDT 1m bars: 3 rows, 2025-05-01T00:00:00.000Z to 2025-05-01T00:04:00.000Z: 3 new, 0 known, 0 replaced\n"), (code, output));
        Assert.StartsWith("warning: PEPEUSDT: the contract is not known", errors, StringComparison.Ordinal);
        Assert.Equal("PEPEUSDT  1m  bars  2025-05-01T00:00:00.000Z to 2025-05-01T00:04:00.000Z  3 rows  1 gaps  grade F  a test\n", Own(Run(folder, "list").Output));
        Assert.Contains("  gap from 2025-05-01T00:02:00.000Z to 2025-05-01T00:03:00.000Z: 1 bars\n", Run(folder, "check").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "missing.csv")]
    [InlineData("import", "bad.csv")]
    [InlineData("import", "bad.csv", "--symbol", "BTC/USDT")]
    [InlineData("check", "DOGEUSDT")]
    [InlineData("export", "DOGEUSDT", "out.csv")]
    [InlineData("export", "BTCUSDT", "out.csv", "--from", "2031-01-01")]
    [InlineData("check", "BTCUSDT", "--data-dir", "empty")]
    [InlineData("check", "--data-dir", "empty")]
    [InlineData("list", "--data-dir", "typo")]
    [InlineData("export", "BTCUSDT", "out.csv", "--data-dir", "empty")]
    public void Refused_data_are_exit_code_7_with_one_line_on_the_error_stream(params string[] arguments)
    {
        using var folder = new TempDirectory();
        HistoryBuilder.Write(folder["bad.csv"], "nothing,of\nuse,here\n");
        Directory.CreateDirectory(folder["empty"]);
        HistoryBuilder.Write(folder["BTCUSDT-1m.csv"], Klines);
        Run(folder, "import", "BTCUSDT-1m.csv");
        var (code, output, errors) = Run(folder, arguments);
        Assert.Equal((7, ""), (code, output));
        Assert.StartsWith("error: ", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(File.Exists(folder["out.csv"]));
    }

    [Theory]
    [InlineData("--interval", "import", "x.csv", "--interval", "7 minutes")]
    [InlineData("--interval", "check", "--interval", "soon")]
    [InlineData("--format", "export", "BTCUSDT", "out.foo")]
    [InlineData("--from", "export", "BTCUSDT", "out.csv", "--from", "soon")]
    [InlineData("--from", "export", "BTCUSDT", "out.csv", "--from", "2025-02-01", "--to", "2025-01-01")]
    public void What_cannot_be_meant_is_exit_code_2(string named, params string[] arguments)
    {
        using var folder = new TempDirectory();
        var (code, output, errors) = Run(folder, arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(named, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_a_failure_and_not_bad_data()
    {
        using var folder = new TempDirectory();
        HistoryBuilder.Write(folder["BTCUSDT-1m.csv"], Klines);
        Run(folder, "import", "BTCUSDT-1m.csv");
        Directory.CreateDirectory(folder["out.csv"]);
        var (code, _, errors) = Run(folder, "export", "BTCUSDT", "out.csv");
        Assert.Equal(1, code);
        Assert.Contains("out.csv", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_kind_is_a_usage_error()
    {
        using var folder = new TempDirectory();
        Assert.NotEqual(0, Run(folder, "import", "x.csv", "--kind", "colours").Code);
        Assert.NotEqual(0, Run(folder, "demo", "--days", "0").Code);
    }

    [Fact]
    public void The_demo_is_made_anew_and_listed_as_synthetic()
    {
        using var folder = new TempDirectory();
        Assert.Equal(0, Run(folder, "demo", "--days", "3", "--seed", "5").Code);
        Assert.Equal(0, Run(folder, "demo", "--days", "2", "--seed", "6").Code);
        using var listed = Json(folder, "list", "--json");
        Assert.Equal(["BTCUSDT", "ETHUSDT"], listed.RootElement.EnumerateArray().Where(line => Text(line, "kind") == "bars").Select(line => Text(line, "symbol")));
        Assert.All(listed.RootElement.EnumerateArray(), line => Assert.True(line.GetProperty("synthetic").GetBoolean()));
        Assert.Equal(2 * 1440, listed.RootElement[0].GetProperty("rows").GetInt32());
        Assert.Contains("SYNTHETIC", Run(folder, "list").Output, StringComparison.Ordinal);
        Assert.Contains("(SYNTHETIC)", Run(folder, "check", "BTCUSDT").Output, StringComparison.Ordinal);
        Assert.Contains("(SYNTHETIC)", Run(folder, "export", "BTCUSDT", "demo.csv.gz").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_grade_is_remembered_until_the_data_change()
    {
        using var folder = new TempDirectory();
        HistoryBuilder.Write(folder["BTCUSDT-1m.csv"], Klines);
        Run(folder, "import", "BTCUSDT-1m.csv");
        Run(folder, "check");
        var note = folder["data/candles/BTCUSDT/quality.json"];
        File.WriteAllText(note, File.ReadAllText(note).Replace("\"grade\": \"F\"", "\"grade\": \"D\"", StringComparison.Ordinal));
        Assert.Contains("grade D", Run(folder, "list").Output, StringComparison.Ordinal);
        HistoryBuilder.Write(folder["BTCUSDT-1m-b.csv"], "timestamp_ms,open,high,low,close,volume\n1746057720000,94334,94334,94334,94334,1\n");
        Run(folder, "import", "BTCUSDT-1m-b.csv");
        Assert.DoesNotContain("grade D", Run(folder, "list").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Language_and_time_zone_of_the_machine_change_nothing()
    {
        using var plain = new TempDirectory();
        using var foreign = new TempDirectory();
        var expected = Work(plain);
        var before = CultureInfo.CurrentCulture;
        var language = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        language.NumberFormat.NumberDecimalSeparator = ",";
        language.NumberFormat.NumberGroupSeparator = ".";
        language.NumberFormat.NegativeSign = "−";
        language.DateTimeFormat.DateSeparator = ".";
        var zone = Environment.GetEnvironmentVariable("TZ");
        try
        {
            CultureInfo.CurrentCulture = language;
            Environment.SetEnvironmentVariable("TZ", "Asia/Kathmandu");
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(expected, Work(foreign));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }

        static string Work(TempDirectory folder)
        {
            HistoryBuilder.Write(folder["BTCUSDT-1m.csv"], Klines.Replace("1746057600000", "2025-05-01 00:00:00", StringComparison.Ordinal)
                .Replace("1746057660000", "2025-05-01 00:01:00", StringComparison.Ordinal).Replace("1746057780000", "2025-05-01 00:03:00", StringComparison.Ordinal));
            HistoryBuilder.Write(folder["BTCUSDT_funding.csv"], "timestamp,rate\n2025-05-01,-1.5e-05\n");
            Run(folder, "import", "*.csv", "--source", "x");
            Run(folder, "export", "BTCUSDT", "out.csv", "--from", "2025-05-01");
            return Run(folder, "check", "--json").Output + File.ReadAllText(folder["out.csv"]) + File.ReadAllText(folder["data/funding/BTCUSDT_funding.csv"])
                + Convert.ToHexString(File.ReadAllBytes(folder["data/candles/BTCUSDT/2025-05.parquet"]));
        }
    }

    // Where the program finds the shipped demo it is listed after the user's own sets.
    private static string Own(string output) => string.Concat(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("SYNTHETIC", StringComparison.Ordinal)).Select(line => line + "\n"));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static JsonDocument Json(TempDirectory folder, params string[] arguments)
    {
        var (code, output, errors) = Run(folder, arguments);
        Assert.Equal((0, ""), (code, errors));
        return JsonDocument.Parse(output);
    }

    private static (int Code, string Output, string Errors) Run(TempDirectory folder, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var root = new RootCommand { DataCommand.Create(() => new ConfigRequest { WorkingDirectory = folder.Path }) };
        var code = root.Parse(["data", .. arguments]).Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
