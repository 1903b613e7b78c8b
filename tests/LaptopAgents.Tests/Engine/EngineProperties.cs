using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.TestKit;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Engine;

/// <summary>Random markets, random wishes and a random venue; what must hold holds after every step.</summary>
public sealed class EngineProperties
{
    private static readonly RiskOptions _risk = Unlimited with { AllowPyramiding = true, MaxDailyLoss = M(3000m), MaxDrawdownPercent = 60m };

    [Fact]
    public void Money_and_position_are_the_sum_of_what_was_booked_after_every_step() =>
        Gen.Int.Array[200].Sample(draws =>
        {
            var driver = new EngineDriver(Options(_risk, positions: new PositionOptions
            {
                TrailingEnabled = true, MaxBarsOpen = 12, CooldownBars = 1,
            }));
            var venue = new RandomVenue(driver);
            foreach (var draw in draws)
            {
                venue.Act((uint)draw);
                HoldsTrue(driver);
            }

            // What was opened is closed: the trades then explain the whole account.
            driver.Command(OperatorCommand.Flatten);
            venue.FillEverything();
            HoldsTrue(driver);
            Assert.Equal(0m, driver.Held);
            Assert.Equal(driver.Engine.Cash, driver.Trades.Aggregate(M(10_000m), (sum, trade) => sum + trade.NetPnl));
            Assert.Equal(driver.Engine.Cash, driver.Engine.Equity);
        }, iter: 300);

    [Fact]
    public void Equal_draws_give_equal_hashes_after_every_step() =>
        Gen.Int.Array[60].Sample(draws =>
        {
            var (first, second) = (new EngineDriver(Options(_risk)), new EngineDriver(Options(_risk)));
            var (left, right) = (new RandomVenue(first), new RandomVenue(second));
            foreach (var draw in draws)
            {
                left.Act((uint)draw);
                right.Act((uint)draw);
                Assert.Equal(first.Engine.StateHash, second.Engine.StateHash);
            }
        }, iter: 50);

    private static void HoldsTrue(EngineDriver driver)
    {
        var engine = driver.Engine;
        Assert.Equal(engine.Cash, M(10_000m) + engine.RealisedPnl - engine.Fees + engine.Funding);
        Assert.Equal(driver.Fills.Sum(fill => fill.Side.Signed(fill.Quantity).ToDecimal()), driver.Held);
        Assert.Equal(driver.Fills.Sum(fill => fill.Fee.ToDecimal()), engine.Fees.ToDecimal());
        Assert.Equal(driver.Fills.Sum(fill => fill.RealisedPnl.ToDecimal()), engine.RealisedPnl.ToDecimal());
        Assert.Equal(driver.Funding.Sum(funding => funding.Payment.Amount.ToDecimal()), engine.Funding.ToDecimal());
        Assert.All(driver.Orders, order => Assert.True(order.FilledQuantity <= order.Quantity));
    }

    /// <summary>Answers orders as a venue might: in parts, late, or not at all.</summary>
    private sealed class RandomVenue(EngineDriver driver)
    {
        private readonly List<(SubmitOrder Order, Quantity Filled)> _working = [];
        private int _known;
        private decimal _price = 100m;

        public void Act(uint draw)
        {
            Learn();
            var (what, size) = (draw % 16, draw / 16 % 20 + 1);
            switch (what)
            {
                case 0: Want(EnterMarket(Side.Buy, size, reverse: size % 3 == 0)); break;
                case 1: Want(EnterMarket(Side.Sell, size, reverse: size % 3 == 0)); break;
                case 2: Want(EnterLimit(Side.Buy, _price - 1m, stop: _price - 1m - size * 0.1m)); break;
                case 3: Want(OrderIntent.Exit("exit") with { Quantity = Q(size % 4) }); break;
                case 4 when _working.Count > 0: Want(OrderIntent.CancelOrder(Pick(size).Order.Id)); break;
                case 5 when _working.Count > 0: End(size, ExecutionKind.Canceled); break;
                case 6 when _working.Count > 0: driver.Accept(Pick(size).Order); break;
                case 7: Settle(size); break;
                case 8 when size == 7: driver.Command(OperatorCommand.Reduce); break;
                case 8 when size < 7: driver.Command(OperatorCommand.Resume); break;
                case 9: driver.Mark(_price + (size - 10m) * 0.1m); break;
                case < 13 when _working.Count > 0: Fill(size, isWhole: what == 10); break;
                default: Move(size); break;
            }
        }

        public void FillEverything()
        {
            for (Learn(); _working.Count > 0; Learn())
            {
                if (_working[0].Order.ReduceOnly || !driver.Cancels.Exists(cancel => cancel.Id == _working[0].Order.Id)) Fill(0, isWhole: true);
                else End(0, ExecutionKind.Canceled);
            }
        }

        private void Want(OrderIntent intent) => driver.On(_price, intent);

        private void Move(uint size)
        {
            _price = Math.Max(50m, _price + (size - 10.5m) * 0.2m);
            driver.Bar(_price, _price + 1m, _price - 1m, _price);
        }

        private void Settle(uint size)
        {
            if (driver.Held != 0m) driver.FundingPayment(driver.Held, _price, (size - 10m) * 0.00001m);
        }

        private (SubmitOrder Order, Quantity Filled) Pick(uint size) => _working[(int)(size % (uint)_working.Count)];

        private void Fill(uint size, bool isWhole)
        {
            var place = (int)(size % (uint)_working.Count);
            var (order, filled) = _working[place];
            var leaves = order.Quantity - filled;
            var held = driver.Engine.Position(default).Quantity;
            // A venue never lets a reduce-only order open anything.
            if (order.ReduceOnly && (held.IsZero || held.IsPositive == (order.Side == Side.Buy)))
            {
                End(size, ExecutionKind.Canceled);
                return;
            }

            var part = isWhole || leaves <= Q(1m) ? leaves : Q(1m);
            if (order.ReduceOnly) part = Quantity.Min(part, held.Abs());
            _working[place] = (order, filled + part);
            if (part == leaves) _working.RemoveAt(place);
            driver.Fill(in order, _price, part.ToDecimal(), (filled + part).ToDecimal(), fee: Math.Round(0.01234567m * part.ToDecimal(), 8),
                spread: 0.00000003m, slippage: 0.00000005m);
            Learn();
        }

        private void End(uint size, ExecutionKind kind)
        {
            var place = (int)(size % (uint)_working.Count);
            var id = _working[place].Order.Id;
            _working.RemoveAt(place);
            driver.Report(kind, id);
        }

        private void Learn()
        {
            for (; _known < driver.Submits.Count; _known++) _working.Add((driver.Submits[_known], default));
        }
    }
}
