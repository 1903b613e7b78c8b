using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LaptopAgents.Storage;

/// <summary>Writes <c>manifest.json</c>. Keys stand in a fixed order, so that two manifests can be compared line by line.</summary>
public static class ManifestWriter
{
    public const string FileName = "manifest.json";

    /// <summary>Version of the file's form.</summary>
    public const int FormatVersion = 1;

    /// <exception cref="RunFileException">The file could not be written.</exception>
    public static void Write(string runDirectory, Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        AtomicFile.Write(Path.Combine(runDirectory, FileName), stream => Write(stream, manifest));
    }

    public static void Write(Stream stream, Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options)) WriteObject(json, manifest);
        stream.WriteByte((byte)'\n');
    }

    private static void WriteObject(Utf8JsonWriter json, Manifest manifest)
    {
        json.WriteStartObject();
        json.WriteNumber("format", FormatVersion);
        json.WriteString("run_id", manifest.RunId);
        json.WriteString("created", manifest.Created.ToString());
        json.WriteString("mode", manifest.Mode);
        json.WriteBoolean("partial", manifest.IsPartial);
        json.WriteString("strategy", manifest.Strategy);
        json.WriteString("parameters_hash", manifest.ParametersHash);
        json.WriteString("config_hash", manifest.ConfigHash);
        json.WriteNumber("seed", manifest.Seed);
        WriteEngine(json, manifest.Engine);
        json.WriteStartArray("data");
        foreach (var data in manifest.DataSets) WriteDataSet(json, data);
        json.WriteEndArray();
        json.WriteStartArray("assumptions");
        foreach (var assumption in manifest.Assumptions)
        {
            json.WriteStartObject();
            json.WriteString("name", assumption.Name);
            json.WriteString("value", assumption.Value);
            json.WriteNumber("fills", assumption.Fills);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("state_hash", manifest.StateHash.ToString("x16", CultureInfo.InvariantCulture));
        json.WriteString("result_hash", manifest.ResultHash);
        json.WriteEndObject();
    }

    private static void WriteEngine(Utf8JsonWriter json, EngineBuild engine)
    {
        json.WriteStartObject("engine");
        json.WriteString("version", engine.Version);
        json.WriteStartObject("modules");
        foreach (var (name, moduleVersionId) in engine.Modules) json.WriteString(name, moduleVersionId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDataSet(Utf8JsonWriter json, ManifestDataSet data)
    {
        json.WriteStartObject();
        json.WriteString("symbol", data.Symbol);
        json.WriteString("kind", data.Kind);
        json.WriteString("from", data.From.ToString());
        json.WriteString("to", data.To.ToString());
        json.WriteNumber("rows", data.Rows);
        json.WriteString("sha256", data.Sha256);
        json.WriteString("grade", data.Grade);
        json.WriteBoolean("synthetic", data.IsSynthetic);
        json.WriteString("source", data.Source);
        json.WriteNumber("gaps", data.Gaps);
        json.WriteNumber("missing_rows", data.MissingRows);
        if (data.AskedFrom is { } from) json.WriteString("asked_from", from.ToString());
        if (data.AskedTo is { } to) json.WriteString("asked_to", to.ToString());
        if (data.ShortRows > 0) json.WriteNumber("short_rows", data.ShortRows);
        json.WriteEndObject();
    }
}
