using System.Text;
using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Reads instants that a person writes.</summary>
public static class Moments
{
    /// <summary>
    /// A date, a date and time (UTC when it names no zone), or a number of seconds, milli-, micro- or nanoseconds since 1970.
    /// </summary>
    public static bool TryParse(string text, out Timestamp time)
    {
        var isTime = TimeText.TryParse(Encoding.UTF8.GetBytes(text.Trim()), out var nanos, out _);
        time = new(nanos);
        return isTime;
    }
}
