using System.Buffers;
using System.Text;
using LaptopAgents.Analysis;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Analysis;

public sealed class HtmlReportTests
{
    [Fact]
    public void A_report_is_whole_and_light()
    {
        var output = new ArrayBufferWriter<byte>();
        HtmlReport.Write(SampleReports.Of(SampleRuns.ThreeHundredTrades()), output);
        var html = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("LA_REPORT_OUT") is { } path) File.WriteAllText(path, html);
    }
}
