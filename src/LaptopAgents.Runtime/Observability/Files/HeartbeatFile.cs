using System.Diagnostics;
using System.Text.Json;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Reads and writes <c>heartbeat.json</c>.</summary>
public static class HeartbeatFile
{
    public const string Name = "heartbeat.json";

    // The system counts a process's start in ticks from its own start; the two ways to reckon it differ by a little.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    public static byte[] Write(Heartbeat beat) => JsonSerializer.SerializeToUtf8Bytes(beat, HeartbeatJson.Default.Heartbeat);

    /// <summary>The heartbeat in a file; null when there is none, or when it is not one.</summary>
    /// <param name="problem">Why there is a file and no heartbeat.</param>
    public static Heartbeat? Read(string path, out string? problem)
    {
        problem = null;
        try
        {
            if (!File.Exists(path)) return null;
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), HeartbeatJson.Default.Heartbeat)
                ?? throw new JsonException("It is empty.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problem = $"{path} cannot be read as a heartbeat: {error.Message}";
            return null;
        }
    }

    /// <summary>Whether the process that wrote a heartbeat lives; null when it is on another machine.</summary>
    public static bool? IsAlive(Heartbeat beat)
    {
        ArgumentNullException.ThrowIfNull(beat);
        if (beat.Machine != Environment.MachineName) return null;
        try
        {
            using var process = Process.GetProcessById(beat.Pid);
            return (process.StartTime.ToUniversalTime() - beat.ProcessStarted).Duration() < StartTolerance;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
