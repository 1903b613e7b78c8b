using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Runtime.Observability;

/// <summary>The figures of the session as a whole.</summary>
internal struct SessionFigures
{
    public long Sequence;
    public long EventTime;
    public ulong StateHash;
    public TradingState Trading;
    public Money Equity;
    public Money Cash;
    public Money Realised;
    public Money Fees;
    public Money Funding;
    public Money DayStart;
    public Money Peak;
    public long Submitted;
    public long Filled;
    public long Denied;
    public long Rejected;
    public long Canceled;
    public long Trades;

    /// <summary>From the time of the newest market event to its receipt.</summary>
    public Duration MarketLag;

    /// <summary>When the newest market event reached the session, in ticks of the time provider; zero before the first.</summary>
    public long MarketTick;
}

/// <summary>The figures of one instrument.</summary>
internal struct InstrumentFigures
{
    public Price Price;
    public Price Bid;
    public Price Ask;
    public Price Mark;
    public Position Position;
    public Timestamp LastBar;
    public long Bars;
    public string? Block;
    public Rate FundingRate;
}

/// <summary>
/// Where the session's thread leaves its figures and others take them. The writer never waits: it counts up before and after it writes,
/// and a reader that finds the count odd or changed reads again.
/// </summary>
internal sealed class TelemetryBoard(int instruments)
{
    private readonly InstrumentFigures[] _instruments = new InstrumentFigures[instruments];
    private SessionFigures _session;
    private long _version;

    public void Write(in SessionFigures session, ReadOnlySpan<InstrumentFigures> rows)
    {
        Interlocked.Increment(ref _version);
        _session = session;
        rows.CopyTo(_instruments);
        Volatile.Write(ref _version, _version + 1);
    }

    /// <summary>Takes figures that belong together. On another thread than the writer's.</summary>
    public void Read(out SessionFigures session, Span<InstrumentFigures> rows)
    {
        var spin = new SpinWait();
        while (true)
        {
            var before = Volatile.Read(ref _version);
            session = _session;
            _instruments.CopyTo(rows);
            Interlocked.MemoryBarrier();
            if ((before & 1) == 0 && Volatile.Read(ref _version) == before) return;
            spin.SpinOnce();
        }
    }
}
