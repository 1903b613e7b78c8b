using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>
/// Compares both sides. A difference counts only when it is seen again after the venue has had time to show what it knows, and when no fill
/// is on its way: a snapshot may be older than a push, and an order in flight is no ghost.
/// </summary>
internal sealed class Reconciler(AccountApi account, VenueReader reader, OrderTruth truth, BrokerOptions options, IBrokerObserver? observer, Func<Timestamp> now, TimeProvider time)
{
    private readonly Dictionary<string, (Quantity Difference, long Since, bool IsTold)> _drifts = new(StringComparer.Ordinal);
    private Money? _startWallet;
    private (Money Difference, long Since) _balance;

    /// <param name="isStart">The session begins: what was paid before is past.</param>
    public async ValueTask<BrokerReconciliation> RunAsync(bool isStart, CancellationToken stop)
    {
        var movedBefore = truth.CashMoved;
        var isRead = await reader.OrdersAsync(stop);
        foreach (var part in truth.DueQueries()) await reader.QueryAsync(part, stop);
        var positions = await account.PositionsAsync(null, stop);
        var wallet = await account.AccountAsync(stop);
        isRead &= await reader.TradesAsync(stop) && positions.IsOk && wallet.IsOk;
        await reader.FillersAsync(stop);
        isRead &= await reader.TpslAsync(stop);
        if (positions.IsOk)
        {
            foreach (var row in positions.Value) truth.TakeFunding(row.PositionId, row.Symbol, row.Funding, row.Modified ?? now(), isStart);
        }

        var pairs = positions.IsOk ? Pair(positions.Value) : [];
        var balance = wallet.IsOk ? wallet.Value.Available + wallet.Value.Frozen + wallet.Value.Margin : Money.Zero;
        if (wallet.IsOk && _startWallet is null) _startWallet = balance - truth.CashMoved;
        var expected = (_startWallet ?? balance) + truth.CashMoved;
        var isSettled = !truth.NeedsTrades && truth.OpenParts == 0;
        if (isRead && isSettled)
        {
            JudgePositions(pairs);
            if (movedBefore == truth.CashMoved) JudgeBalance(balance, expected);
        }

        return new(isRead, isSettled, balance, expected, pairs, reader.Listed);
    }

    private List<PositionPair> Pair(IReadOnlyList<VenuePosition> rows)
    {
        var pairs = new List<PositionPair>();
        foreach (var instrument in options.Instruments) pairs.Add(new(instrument.Symbol, truth.PositionOf(instrument.Id).Quantity, Sum(rows.Where(row => row.Symbol == instrument.Symbol))));
        foreach (var other in rows.Where(row => !options.Instruments.Any(instrument => instrument.Symbol == row.Symbol)).GroupBy(static row => row.Symbol))
            pairs.Add(new(other.Key, Quantity.Zero, Sum(other)));
        return pairs;
    }

    private void JudgePositions(List<PositionPair> pairs)
    {
        foreach (var pair in pairs)
        {
            var difference = pair.Venue - pair.Local;
            if (difference.IsZero)
            {
                _drifts.Remove(pair.Symbol);
                continue;
            }

            if (!_drifts.TryGetValue(pair.Symbol, out var seen) || seen.Difference != difference) _drifts[pair.Symbol] = (difference, time.GetTimestamp(), false);
            else if (!seen.IsTold && time.GetElapsedTime(seen.Since) >= options.Patience)
            {
                _drifts[pair.Symbol] = seen with { IsTold = true };
                observer?.OnFinding(new(BrokerFindingKind.PositionDrift, now(), pair.Symbol, "", $"The venue holds {pair.Venue} {pair.Symbol}, the fills of this session make {pair.Local}. Find out who traded; nothing is closed by itself."));
            }
        }
    }

    private void JudgeBalance(Money wallet, Money expected)
    {
        var difference = wallet - expected;
        if (difference.Abs() <= options.BalanceTolerance) _balance = default;
        else if (_balance.Difference != difference) _balance = (difference, time.GetTimestamp());
        else if (time.GetElapsedTime(_balance.Since) >= options.Patience)
        {
            observer?.OnFinding(new(BrokerFindingKind.BalanceDrift, now(), "", "", $"The wallet holds {wallet} USDT where fills, fees and funding make {expected}: a deposit, a withdrawal or a fee that is not known. It is reckoned from the new sum from now on."));
            _startWallet += difference;
            _balance = default;
        }
    }

    private static Quantity Sum(IEnumerable<VenuePosition> rows)
    {
        var sum = Quantity.Zero;
        foreach (var row in rows) sum += row.Signed;
        return sum;
    }
}
