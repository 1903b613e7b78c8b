using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

public enum LatencyModel : byte
{
    None,

    /// <summary>Always <see cref="LatencySpec.First"/>.</summary>
    Fixed,

    /// <summary>Evenly between <see cref="LatencySpec.First"/> and <see cref="LatencySpec.Second"/>.</summary>
    Uniform,

    /// <summary>Lognormal with median <see cref="LatencySpec.First"/> and log-deviation <see cref="LatencySpec.Sigma"/>.</summary>
    Lognormal,
}

/// <summary>How long one kind of message travels.</summary>
/// <param name="First">Fixed: the latency. Uniform: the least. Lognormal: the median.</param>
/// <param name="Second">Uniform: the most.</param>
/// <param name="Sigma">Lognormal: standard deviation of the logarithm.</param>
public readonly record struct LatencySpec(LatencyModel Model, Duration First = default, Duration Second = default, double Sigma = 0)
{
    public static LatencySpec None => default;

    public static LatencySpec Fixed(Duration latency) => new(LatencyModel.Fixed, latency);

    public static LatencySpec Uniform(Duration least, Duration most) => new(LatencyModel.Uniform, least, most);

    public static LatencySpec Lognormal(Duration median, double sigma) => new(LatencyModel.Lognormal, median, default, sigma);

    /// <summary>Nanoseconds for the message <paramref name="key"/>.</summary>
    internal long Sample(ulong seed, ulong stream, long key) => Model switch
    {
        LatencyModel.None => 0,
        LatencyModel.Fixed => First.Nanos,
        LatencyModel.Uniform => First.Nanos + (long)((Second.Nanos - First.Nanos) * Prng.Uniform(seed, stream, (ulong)key)),
        _ => (long)(First.Nanos * PortableMath.Exp(Sigma * Prng.Normal(seed, stream, (ulong)key))),
    };
}

/// <summary>Latency of each operation to the venue, and of its reports back.</summary>
public sealed record LatencyOptions
{
    public LatencySpec Submit { get; init; }

    public LatencySpec Cancel { get; init; }

    public LatencySpec Modify { get; init; }

    /// <summary>Reports share one connection: they never overtake each other.</summary>
    public LatencySpec Report { get; init; }

    /// <summary>The same latency for every command, none for reports.</summary>
    public static LatencyOptions Commands(Duration latency) => new()
    {
        Submit = LatencySpec.Fixed(latency),
        Cancel = LatencySpec.Fixed(latency),
        Modify = LatencySpec.Fixed(latency),
    };

    /// <summary>A retail connection: 120 ms to the venue and 60 ms back at the median, with a long tail.</summary>
    public static LatencyOptions Typical { get; } = new()
    {
        Submit = LatencySpec.Lognormal(Duration.FromMilliseconds(120), 0.4),
        Cancel = LatencySpec.Lognormal(Duration.FromMilliseconds(120), 0.4),
        Modify = LatencySpec.Lognormal(Duration.FromMilliseconds(120), 0.4),
        Report = LatencySpec.Lognormal(Duration.FromMilliseconds(60), 0.4),
    };
}
