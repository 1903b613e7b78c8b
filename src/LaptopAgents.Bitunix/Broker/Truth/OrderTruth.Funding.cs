using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <remarks>Funding. The venue shows what a position has paid so far; what it grew by is what is told.</remarks>
internal sealed partial class OrderTruth
{
    private readonly Dictionary<string, Money> _funding = new(StringComparer.Ordinal);
    private readonly (Price Mark, Rate Rate)[] _marks = [];

    public void Marked(InstrumentId instrument, Price mark)
    {
        lock (_gate) _marks[instrument.Index].Mark = mark;
    }

    public void Rated(InstrumentId instrument, Rate rate)
    {
        lock (_gate) _marks[instrument.Index].Rate = rate;
    }

    /// <param name="funding">Received so far; negative when paid.</param>
    /// <param name="isPast">It was paid before the session: nothing is told.</param>
    public void TakeFunding(string positionId, string symbol, Money funding, Timestamp time, bool isPast)
    {
        lock (_gate)
        {
            if (IndexOf(symbol) is not { } index) return;
            var before = _funding.GetValueOrDefault(positionId);
            // Pushes overtake each other; what was paid for a position only grows older, and a settlement is hours away from the next.
            if (!_fundingTimes.TryGetValue(positionId, out var last) || time >= last) _fundingTimes[positionId] = time;
            else return;
            _funding[positionId] = funding;
            var delta = funding - before;
            if (isPast || delta.IsZero) return;
            CashMoved += delta;
            var (mark, rate) = _marks[index];
            _reports.Add(new InstrumentId(index), time, new FundingPayment(_positions[index].Quantity, mark, rate, delta, IsMarkAssumed: true));
        }
    }

    private readonly Dictionary<string, Timestamp> _fundingTimes = new(StringComparer.Ordinal);
}
