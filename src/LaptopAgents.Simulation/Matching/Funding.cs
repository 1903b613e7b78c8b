using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>Settles funding on what is held at the instant, before anything else of that instant.</summary>
internal sealed class Funding(Account account, VenueAssumptions assumptions)
{
    private EngineEvent[] _due = new EngineEvent[2];
    private int _head;
    private int _tail;

    /// <summary>Payments are waiting to be told.</summary>
    public bool IsDue => _head != _tail;

    /// <param name="isTrial">A path is only tried: the cash moves, and nothing is told.</param>
    public void Settle(Market market, Timestamp time, in FundingRate rate, bool isTrial)
    {
        if (market.Position.IsFlat) return;
        var isAssumed = rate.MarkPrice.IsZero && !market.HasMark;
        var mark = !rate.MarkPrice.IsZero ? rate.MarkPrice : new Price(market.MarkOrPrice);
        var payment = FundingPayment.For(market.Position.Quantity, mark, rate.Rate, isAssumed);
        account.Cash += payment.Amount;
        if (isTrial) return;
        if (isAssumed) assumptions.FundingAtAssumedMark++;
        if (_head == _tail) _head = _tail = 0;
        if (_tail == _due.Length) Array.Resize(ref _due, _tail * 2);
        _due[_tail++] = EngineEvent.OfFundingPayment(market.Id, time, in payment);
    }

    public bool TryTake(out EngineEvent payment)
    {
        if (_head == _tail)
        {
            System.Runtime.CompilerServices.Unsafe.SkipInit(out payment);
            return false;
        }

        payment = _due[_head++];
        return true;
    }
}
