namespace LaptopAgents.Benchmarks.Yardsticks;

/// <summary>Measures the yardsticks, and what output costs beside them, and prints them as a table.</summary>
internal static class YardstickTable
{
    public static int Run(TextWriter output)
    {
        var market = ReferenceMarket.Generate();
        output.WriteLine(Text($"{market.Count} bars, {AgreedOrders(market)} orders by every yardstick"));
        output.WriteLine(ThreadCpuClock.IsThreadTime ? "Thread CPU time" : "Wall time: no thread clock of use here, so neighbours count");
        output.WriteLine(Text($"{"work",-40}{"ns/unit",10}{"M/s",10}{"ms/run",10}{"min",10}{"max",10}{"B/run",12}"));
        foreach (var measure in All(market)) output.WriteLine(Row(measure()));
        return 0;
    }

    /// <summary>A measurement as a line of the table.</summary>
    public static string Row(Measurement result) =>
        Text($"{result.Name,-40}{result.NanosPerUnit,10:f2}{result.MillionsPerSecond,10:f2}{result.MedianNanos / 1e6,10:f2}")
        + Text($"{result.MinNanos / 1e6,10:f2}{result.MaxNanos / 1e6,10:f2}{result.BytesPerRun,12:f0}");

    /// <summary>The denominator of the engine's speed.</summary>
    public static Measurement LimitExact(ReferenceMarket market)
    {
        var points = new long[market.Count];
        return Measure.Run("limit loop, exact (bars)", market.Count, () => LimitLoop.RunExact(market, points).Checksum);
    }

    public static Measurement LimitDouble(ReferenceMarket market)
    {
        var columns = new LimitLoop.DoubleColumns(market);
        var points = new double[market.Count];
        return Measure.Run("limit loop, double (bars)", market.Count, () => LimitLoop.RunDouble(columns, points).Checksum);
    }

    /// <summary>The second yardstick.</summary>
    public static Measurement Textbook(ReferenceMarket market)
    {
        var candles = TextbookEngine.ToCandles(market);
        return Measure.Run("textbook engine (bars)", market.Count, () => TextbookEngine.Run(candles).Checksum);
    }

    /// <summary>The number of orders that the yardsticks agree on; it is also what the engine must come to.</summary>
    /// <exception cref="InvalidOperationException">They do not agree, so that one of them does other work.</exception>
    public static int AgreedOrders(ReferenceMarket market)
    {
        var exact = LimitLoop.RunExact(market, new long[market.Count]).Orders;
        var textbook = TextbookEngine.Run(TextbookEngine.ToCandles(market)).Orders;
        if (exact == textbook) return exact;
        throw new InvalidOperationException($"The limit loop has {exact} orders and the textbook engine {textbook}.");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static Func<Measurement>[] All(ReferenceMarket market) =>
    [
        () => LimitExact(market),
        () => LimitDouble(market),
        () => Textbook(market),
        () => OutputCosts.Events(market),
        () => OutputCosts.Ring(market),
        () => OutputCosts.JournalBars(market),
        () => OutputCosts.JournalFills(market),
        () => OutputCosts.EquityCsv(market),
        () => OutputCosts.EquityParquet(market),
        () => OutputCosts.Hash(market),
    ];
}
