using LaptopAgents.Domain;

namespace LaptopAgents.TestKit;

/// <summary>A position of the sample trader on its way to a trade record.</summary>
internal sealed class OpenTrade(long id, Side side, Quantity quantity, ClientOrderId orderId, string reason)
{
    private FillRecord _entry;
    private Money _risk;
    private Money _worst;
    private Money _best;

    public Side Side => side;

    public Quantity Quantity => quantity;

    public ClientOrderId OrderId => orderId;

    public string Reason => reason;

    public Price Entry => _entry.Price;

    public Price Stop { get; set; }

    public Price Target { get; set; }

    public int BarsHeld { get; set; }

    public Money Funding { get; set; }

    public void Begin(FillRecord entry, Money risk) => (_entry, _risk) = (entry, risk);

    public Money OpenResult(Price price) => side == Side.Buy ? (price - Entry) * quantity : (Entry - price) * quantity;

    public void See(Price high, Price low)
    {
        var (up, down) = (OpenResult(high), OpenResult(low));
        _worst = Money.Min(_worst, Money.Min(up, down));
        _best = Money.Max(_best, Money.Max(up, down));
    }

    public TradeRecord End(InstrumentId instrument, FillRecord exit, OrderPurpose purpose)
    {
        var fees = _entry.Fee + exit.Fee;
        return new TradeRecord
        {
            TradeId = id, Instrument = instrument, Side = side, Quantity = quantity, EntryTime = _entry.Time, EntryPrice = _entry.Price,
            ExitTime = exit.Time, ExitPrice = exit.Price, GrossPnl = exit.RealisedPnl, Fees = fees, Funding = Funding,
            NetPnl = exit.RealisedPnl - fees + Funding, SpreadCost = _entry.SpreadCost + exit.SpreadCost,
            SlippageCost = _entry.SlippageCost + exit.SlippageCost, InitialRisk = _risk, StopPrice = Stop, TargetPrice = Target,
            MaxAdverseExcursion = _worst, MaxFavourableExcursion = _best, BarsHeld = BarsHeld, EntryOrderId = orderId, EntryReason = reason,
            ExitPurpose = purpose, ExitReason = null, Flags = _entry.Flags | exit.Flags,
        };
    }
}
