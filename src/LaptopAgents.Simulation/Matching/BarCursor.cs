namespace LaptopAgents.Simulation;

internal enum IntrabarPath : byte
{
    Unchosen,

    /// <summary>Open, low, high, close.</summary>
    LowFirst,

    /// <summary>Open, high, low, close.</summary>
    HighFirst,
}

internal enum StepKind : byte
{
    /// <summary>Nothing more happens in this bar.</summary>
    None,
    Open,
    Arrival,
    Expiry,

    /// <summary>The path reaches an order, or the liquidation price.</summary>
    Hit,

    /// <summary>The path turns, and something depends on how far it went.</summary>
    Turn,
}

/// <summary>
/// A place on the path inside one bar: three legs of equal time between four prices. Times and prices on a leg are linear, in whole
/// nanoseconds and whole ticks. A price between two ticks counts as the last tick passed.
/// </summary>
internal struct BarCursor
{
    /// <summary>Counts the bars and ticks of the market: what was used up in one is there again in the next.</summary>
    public long Round;

    /// <summary>What our orders of each side took out of this round's volume.</summary>
    public long Bought;
    public long Sold;

    public long OpenTime;
    public long EndTime;
    public long Open;
    public long High;
    public long Low;
    public long Close;
    public long Volume;

    public long Time;
    public long Price;
    public int Leg;
    public IntrabarPath Path;

    /// <summary>The open has acted on what was resting.</summary>
    public bool OpenDone;

    /// <summary>What comes next is known; see <see cref="NextTime"/>.</summary>
    public bool NextKnown;
    public StepKind Next;
    public long NextTime;
    public long NextPrice;
    public int NextLeg;

    /// <summary>A new bar or tick with this volume.</summary>
    public void BeginRound(long volume)
    {
        Round++;
        Volume = volume;
        Bought = Sold = 0;
    }

    public readonly long Vertex(int index) => index switch
    {
        0 => Open,
        3 => Close,
        _ => (index == 1) == (Path == IntrabarPath.LowFirst) ? Low : High,
    };

    public readonly long LegStart(int leg) => OpenTime + (EndTime - OpenTime) / 3 * leg + (EndTime - OpenTime) % 3 * leg / 3;

    /// <summary>When the leg passes <paramref name="price"/>; always before the bar's end.</summary>
    public readonly long TimeAt(int leg, long price)
    {
        long start = LegStart(leg), from = Vertex(leg);
        var span = Math.Abs(Vertex(leg + 1) - from);
        var time = span == 0 ? start : start + Scale(LegStart(leg + 1) - start, Math.Abs(price - from), span);
        return Math.Min(Math.Max(time, Time), EndTime - 1);
    }

    /// <summary>The last tick that the leg has passed at <paramref name="time"/>.</summary>
    public readonly long PriceAt(int leg, long time, long tick)
    {
        long start = LegStart(leg), from = Vertex(leg);
        var rise = Vertex(leg + 1) - from;
        var moved = Scale(Math.Abs(rise), time - start, LegStart(leg + 1) - start);
        moved -= moved % tick;
        return rise < 0 ? from - moved : from + moved;
    }

    private static long Scale(long whole, long part, long parts)
    {
        var high = Math.BigMul((ulong)whole, (ulong)part, out var low);
        return high == 0 ? (long)(low / (ulong)parts) : (long)(new UInt128(high, low) / (ulong)parts);
    }
}
