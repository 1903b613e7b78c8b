using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LaptopAgents.Analysis;

/// <summary>Everything that the page's script draws, as one JSON text. The encoder escapes what could end a script element.</summary>
internal static class ReportData
{
    public static void Write(IBufferWriter<byte> output, ReportModel model, WindowData windows)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default, SkipValidation = true });
        var packer = new Packer(1 << 16);
        json.WriteStartObject();
        json.WriteString("quote", model.Quote);
        json.WriteNumber("barSeconds", model.Result.Interval.Nanos / 1_000_000_000.0);
        EquityData.Write(json, model, packer);
        ReturnsData.Write(json, model.Statistics);
        CandleData.Write(json, model, packer);
        TradeData.Write(json, model, packer);
        WriteFunding(json, model, packer);
        foreach (var length in windows.Lengths) packer.Add(length);
        packer.Flush(json, "windows");
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteFunding(Utf8JsonWriter json, ReportModel model, Packer packer)
    {
        var settlements = CollectionsMarshal.AsSpan(model.Result.Funding);
        json.WriteStartObject("funding");
        json.WriteNumber("n", settlements.Length);
        foreach (ref readonly var settlement in settlements) packer.AddDelta(settlement.Time.UnixNanos / 1_000_000_000);
        packer.Flush(json, "t");
        foreach (ref readonly var settlement in settlements) packer.Add(settlement.Payment.Amount.Raw / 10_000);
        packer.Flush(json, "amount");
        json.WriteEndObject();
    }
}
