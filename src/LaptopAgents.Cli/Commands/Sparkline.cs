namespace LaptopAgents.Cli.Commands;

/// <summary>A line of block characters that shows the shape of a series.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>At most <paramref name="width"/> characters, each the last value of its part of the series; empty for no values.</summary>
    public static string Of(ReadOnlySpan<long> values, int width)
    {
        if (values.IsEmpty) return "";
        var count = Math.Min(width, values.Length);
        Span<long> samples = stackalloc long[count];
        for (var i = 0; i < count; i++) samples[i] = values[(int)((i + 1L) * values.Length / count) - 1];
        var (low, high) = (samples[0], samples[0]);
        foreach (var sample in samples) (low, high) = (Math.Min(low, sample), Math.Max(high, sample));
        var text = new char[count];
        var range = Math.Max(1.0, high - low);
        for (var i = 0; i < count; i++) text[i] = Blocks[(int)((samples[i] - low) / range * (Blocks.Length - 1))];
        return new string(text);
    }
}
