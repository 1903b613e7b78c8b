using CsCheck;
using LaptopAgents.Analysis;
using LaptopAgents.Domain;

namespace LaptopAgents.Tests.Analysis.Parity;

/// <summary>A fill of an order, on ticks of a tenth and lots of a ten-thousandth.</summary>
internal sealed record RandomFill(int DecidedMinute, int DelayMs, bool IsBuy, int Purpose, int ReferenceTicks, int SpreadTicks, int SlippageTicks, int Lots, int FeeRaw);

/// <summary>One side: fills, settlements, and the mark at its end.</summary>
internal sealed record RandomSide(RandomFill[] Fills, (int Minute, int Raw)[] Funding, int MarkTicks, uint Session = 1);

/// <summary>Runs of any kind, with books that are kept by adding up cash: the slow truth about what they earned.</summary>
internal static class RandomRuns
{
    private static readonly Gen<RandomFill> Fill =
        from minute in Gen.Int[1, 40]
        from delay in Gen.Int[0, 1]
        from isBuy in Gen.Bool
        from purpose in Gen.Int[0, 3]
        from reference in Gen.Int[500_000, 700_000]
        from spread in Gen.Int[0, 20]
        from slippage in Gen.Int[-20, 60]
        from lots in Gen.Int[1, 5_000]
        from fee in Gen.Int[-1_000_000, 90_000_000]
        select new RandomFill(minute, delay * 250, isBuy, purpose, reference, spread, slippage, lots, fee);

    public static readonly Gen<RandomSide> Any =
        from fills in Fill.Array[0, 12]
        from funding in Gen.Select(Gen.Int[0, 40], Gen.Int[-500_000_000, 500_000_000]).Array[0, 4]
        from mark in Gen.Int[500_000, 700_000]
        select new RandomSide(fills, funding, mark);

    public static ParityRun Run(RandomSide side)
    {
        var hand = new HandRun(side.Session);
        foreach (var fill in side.Fills.OrderBy(fill => fill.DecidedMinute))
        {
            var way = fill.IsBuy ? Side.Buy : Side.Sell;
            var worse = (fill.SpreadTicks + fill.SlippageTicks) * way.Sign();
            var quantity = fill.Lots / 10_000m;
            hand.Order(fill.DecidedMinute, way, 0, quantity, (OrderPurpose)fill.Purpose).Fill(
                fill.DecidedMinute, (fill.ReferenceTicks + worse) / 10m, quantity, fill.ReferenceTicks / 10m, fill.SpreadTicks * quantity / 10m,
                fill.SlippageTicks * quantity / 10m, new Money(fill.FeeRaw), fill.DelayMs);
        }

        foreach (var (minute, raw) in side.Funding.OrderBy(settled => settled.Minute)) hand.Settle(minute, new Money(raw));
        return hand.Run(side.MarkTicks / 10m);
    }
}
