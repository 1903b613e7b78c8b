using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// Round trips of one instrument. Every amount of a fill is given to exactly one trade (a reversing fill is split by quantity, with the
/// remainder to the new trade), so that start + Σ net results = end, to the last unit.
/// </summary>
internal sealed class TradeBook(InstrumentId instrument)
{
    private OpenTrade _open;
    private Money _fundingAhead;

    public bool IsOpen => _open.TradeId != 0;

    public int BarsHeld => _open.BarsHeld;

    /// <summary>The trade that is open; only its price extremes and terms are meant to be read.</summary>
    public ref readonly OpenTrade Open => ref _open;

    /// <summary>A bar closed while a trade is open.</summary>
    public void OnBar(in Bar bar)
    {
        _open.BarsHeld++;
        // Of a bar that had begun before the newest fill only the close is known to have come after it.
        var isWhole = bar.OpenTime >= _open.ExtremesSince;
        var (high, low) = isWhole ? (bar.High, bar.Low) : (bar.Close, bar.Close);
        if (high > _open.High) _open.High = high;
        if (low < _open.Low) _open.Low = low;
    }

    /// <summary>
    /// A settlement may be told before the fill that it settles on; it then belongs to the trade that the fill opens, which the side of
    /// the position that it was reckoned on tells.
    /// </summary>
    public void OnFunding(in FundingPayment payment)
    {
        var isOurs = IsOpen && (payment.Position.IsZero || payment.Position.IsPositive == (_open.Side == Side.Buy));
        if (isOurs) _open.Funding += payment.Amount;
        else _fundingAhead += payment.Amount;
    }

    /// <summary>
    /// Takes a bar into the best price since the entry and returns it. Of a bar that had begun before the entry only the close is known
    /// to have come after it.
    /// </summary>
    public Price FollowBest(in Bar bar)
    {
        var isLong = _open.Side == Side.Buy;
        var reached = bar.OpenTime < _open.EntryTime ? bar.Close : isLong ? bar.High : bar.Low;
        if (isLong ? reached > _open.BestPrice : reached < _open.BestPrice) _open.BestPrice = reached;
        return _open.BestPrice;
    }

    /// <param name="before">The position before the fill.</param>
    /// <param name="nextTradeId">Taken when the fill opens a trade.</param>
    public void OnFill(
        in FillRecord fill, in FillTerms terms, in Position before, in Position after, ref long nextTradeId, EffectBuffer effects)
    {
        var signed = fill.Side.Signed(fill.Quantity);
        var isOpening = before.IsFlat || (signed.Raw ^ before.Quantity.Raw) >= 0;
        if (isOpening)
        {
            if (!IsOpen) Begin(in fill, in terms, nextTradeId++);
            Enter(fill.Quantity, fill.Price, fill.Fee, fill.SpreadCost, fill.SlippageCost, in fill, in terms, in before);
            return;
        }

        var closes = Quantity.Min(fill.Quantity, before.Quantity.Abs());
        var fee = fill.Fee.Share(closes, fill.Quantity, Rounding.TowardZero);
        var spread = fill.SpreadCost.Share(closes, fill.Quantity, Rounding.TowardZero);
        var slippage = fill.SlippageCost.Share(closes, fill.Quantity, Rounding.TowardZero);
        Leave(closes, fee, spread, slippage, in fill, in before);
        if (after.IsFlat || closes != fill.Quantity) Close(in fill, in terms, effects);
        if (closes == fill.Quantity) return;

        Begin(in fill, in terms, nextTradeId++);
        Enter(fill.Quantity - closes, fill.Price, fill.Fee - fee, fill.SpreadCost - spread, fill.SlippageCost - slippage, in fill, in terms, default);
    }

    private void Begin(in FillRecord fill, in FillTerms terms, long tradeId)
    {
        _open = new OpenTrade
        {
            TradeId = tradeId,
            Side = fill.Side,
            EntryTime = fill.Time,
            EntryOrderId = fill.OrderId,
            EntryReason = terms.Note,
            StopPrice = terms.StopPrice,
            TargetPrice = terms.TargetPrice,
            High = fill.Price,
            Low = fill.Price,
            BestPrice = fill.Price,
            Funding = _fundingAhead,
        };
        _fundingAhead = default;
    }

    private void Enter(
        Quantity quantity, Price price, Money fee, Money spread, Money slippage, in FillRecord fill, in FillTerms terms, in Position before)
    {
        FoldExcursion(in before);
        _open.Entered += quantity;
        _open.EntryNotional += price * quantity;
        _open.Fees += fee;
        _open.SpreadCost += spread;
        _open.SlippageCost += slippage;
        _open.Flags |= fill.Flags;
        _open.ExtremesSince = fill.Time;
        if (!terms.StopPrice.IsZero) _open.InitialRisk += (price - terms.StopPrice).Abs() * quantity;
        _open.High = _open.Low = fill.Price;
    }

    private void Leave(Quantity quantity, Money fee, Money spread, Money slippage, in FillRecord fill, in Position before)
    {
        if (fill.Price > _open.High) _open.High = fill.Price;
        if (fill.Price < _open.Low) _open.Low = fill.Price;
        FoldExcursion(in before);
        _open.High = _open.Low = fill.Price;
        _open.ExtremesSince = fill.Time;
        _open.Exited += quantity;
        _open.ExitNotional += fill.Price * quantity;
        _open.Realised += fill.RealisedPnl;
        _open.Fees += fee;
        _open.SpreadCost += spread;
        _open.SlippageCost += slippage;
        _open.Flags |= fill.Flags;
    }

    // Extremes are kept as prices while the position does not change, and turned into money when it does: two compares a bar. They
    // begin anew with every fill, because what was reached with another size says nothing about this one.
    private void FoldExcursion(in Position held)
    {
        if (held.IsFlat) return;
        var atHigh = _open.Realised + held.UnrealisedAt(_open.High);
        var atLow = _open.Realised + held.UnrealisedAt(_open.Low);
        _open.Best = Money.Max(_open.Best, Money.Max(atHigh, atLow));
        _open.Worst = Money.Min(_open.Worst, Money.Min(atHigh, atLow));
    }

    private void Close(in FillRecord fill, in FillTerms terms, EffectBuffer effects)
    {
        effects.Add(new TradeRecord
        {
            TradeId = _open.TradeId,
            Instrument = instrument,
            Side = _open.Side,
            Quantity = _open.Entered,
            EntryTime = _open.EntryTime,
            EntryPrice = Average(_open.EntryNotional, _open.Entered),
            ExitTime = fill.Time,
            ExitPrice = Average(_open.ExitNotional, _open.Exited),
            GrossPnl = _open.Realised,
            Fees = _open.Fees,
            Funding = _open.Funding,
            NetPnl = _open.Realised - _open.Fees + _open.Funding,
            SpreadCost = _open.SpreadCost,
            SlippageCost = _open.SlippageCost,
            InitialRisk = _open.InitialRisk,
            StopPrice = _open.StopPrice,
            TargetPrice = _open.TargetPrice,
            MaxAdverseExcursion = _open.Worst,
            MaxFavourableExcursion = _open.Best,
            BarsHeld = _open.BarsHeld,
            EntryOrderId = _open.EntryOrderId,
            EntryReason = _open.EntryReason,
            ExitPurpose = fill.Purpose == OrderPurpose.Entry ? OrderPurpose.SignalExit : fill.Purpose,
            ExitReason = terms.Note,
            Flags = _open.Flags,
        });
        _open = default;
    }

    private static Price Average(Money notional, Quantity quantity) =>
        new(FixedPoint.Divide(notional.Raw, quantity.Raw, Rounding.HalfEven));
}

/// <summary>What the order behind a fill was meant to do.</summary>
internal readonly record struct FillTerms(string? Note, Price StopPrice, Price TargetPrice);

/// <summary>A round trip in the making.</summary>
internal struct OpenTrade
{
    public long TradeId;
    public Side Side;
    public Timestamp EntryTime;
    public ClientOrderId EntryOrderId;
    public string? EntryReason;
    public Price StopPrice;
    public Price TargetPrice;
    public Price High;
    public Price Low;

    /// <summary>When the newest fill was: the extremes are those after it.</summary>
    public Timestamp ExtremesSince;

    /// <summary>Best price since the entry, for the trailing stop.</summary>
    public Price BestPrice;
    public Quantity Entered;
    public Quantity Exited;
    public Money EntryNotional;
    public Money ExitNotional;
    public Money Realised;
    public Money Fees;
    public Money Funding;
    public Money SpreadCost;
    public Money SlippageCost;
    public Money InitialRisk;
    public Money Best;
    public Money Worst;
    public int BarsHeld;
    public FillFlags Flags;
}
