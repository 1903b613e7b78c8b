using LaptopAgents.Analysis;
using LaptopAgents.Domain;

namespace LaptopAgents.TestKit;

/// <summary>A run and the market that it ran on.</summary>
public sealed record SampleRun(RunResult Result, IReadOnlyList<InstrumentHistory> Histories)
{
    public RunStatistics Statistics() => RunStatistics.From(Result, Histories);
}

/// <summary>Complete, coherent run results without an engine: their ledgers add up to the last unit.</summary>
public static class SampleRuns
{
    public static readonly DateTime Start = new(2025, 3, 28, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>About 300 trades in 60 days of one-minute bars.</summary>
    public static SampleRun ThreeHundredTrades() => Build(60, ["BTCUSDT"], 0.0035, seed: 7);

    public static SampleRun NoTrades() => Build(3, ["BTCUSDT"], 0, seed: 1);

    public static SampleRun OneTrade() => Build(2, ["BTCUSDT"], 0.002, seed: 3, maxTrades: 1);

    public static SampleRun TwoSymbols() => Build(40, ["BTCUSDT", "ETHUSDT"], 0.003, seed: 11);

    /// <summary>A year of one-minute bars with about a thousand trades.</summary>
    public static SampleRun Year() => Build(365, ["BTCUSDT"], 0.0026, seed: 5);

    /// <param name="entryChance">Chance of an entry at each flat bar.</param>
    public static SampleRun Build(int days, IReadOnlyList<string> symbols, double entryChance, int seed, int maxTrades = int.MaxValue)
    {
        var bars = days * 1440;
        var histories = new List<InstrumentHistory>();
        for (var i = 0; i < symbols.Count; i++)
        {
            var market = new SampleMarket(bars, i == 0 ? 86_000 : 2_100, seed * 31 + i, Start);
            histories.Add(new InstrumentHistory(InstrumentOf(i, symbols[i]), market, Funding(days, seed + i)));
        }

        return new SampleRun(new SampleTrader(histories, entryChance, seed, maxTrades).Run(), histories);
    }

    public static Instrument InstrumentOf(int index, string symbol) => new Instrument
    {
        Id = new InstrumentId(index), Symbol = symbol, TickSize = Price.FromDecimal(0.1m), LotSize = Quantity.FromDecimal(0.001m),
        MinQuantity = Quantity.FromDecimal(0.001m), MakerFee = Rate.FromBps(2), TakerFee = Rate.FromBps(6),
        MarginTiers = [new MarginTier(Money.FromDecimal(1_000_000), Rate.FromPercent(0.5m), Money.Zero, 100)],
    }.Validated();

    private static List<FundingPoint> Funding(int days, int seed)
    {
        var random = new SampleRandom(seed * 17);
        var points = new List<FundingPoint>();
        for (var i = 1; i <= days * 3; i++)
            points.Add(new FundingPoint(
                Timestamp.FromDateTime(Start.AddHours(8 * i)), Rate.FromBps((decimal)Math.Round(0.6 + 1.1 * random.Normal(), 3))));
        return points;
    }
}
