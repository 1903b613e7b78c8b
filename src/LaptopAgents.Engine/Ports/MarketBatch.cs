using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// All market events of one instant. The simulated venue must see every bar that ends at an instant before anything is told of that
/// instant, because fills inside those bars happened earlier.
/// </summary>
public sealed class MarketBatch
{
    private EngineEvent[] _events = new EngineEvent[8];

    public int Count { get; private set; }

    public Timestamp Time { get; private set; }

    public ReadOnlySpan<EngineEvent> Events => _events.AsSpan(0, Count);

    /// <summary>The event at a place below <see cref="Count"/>.</summary>
    public ref readonly EngineEvent this[int place] => ref _events[place];

    /// <summary>Empties the batch for the instant <paramref name="time"/>.</summary>
    public void Begin(Timestamp time)
    {
        Time = time;
        Count = 0;
    }

    /// <summary>Room for one more event, to be written in place with <see cref="EngineEvent.SetBar"/>.</summary>
    public ref EngineEvent Next()
    {
        if (Count == _events.Length) Array.Resize(ref _events, Count * 2);
        return ref _events[Count++];
    }

    public void Add(in EngineEvent next) => Next() = next;
}
