namespace LaptopAgents.Engine;

/// <summary>
/// The last four whole numbers and their extremes, without a branch: for so few values that is several times faster than the queue of
/// <see cref="WindowExtreme"/>. A mutable struct, to live as a field of the feature that owns it.
/// </summary>
internal struct LastFour
{
    private long _first;
    private long _second;
    private long _third;
    private long _fourth;

    public readonly long Smallest => Math.Min(Math.Min(_first, _second), Math.Min(_third, _fourth));

    public readonly long Largest => Math.Max(Math.Max(_first, _second), Math.Max(_third, _fourth));

    public void Push(long value) => (_first, _second, _third, _fourth) = (_second, _third, _fourth, value);
}
