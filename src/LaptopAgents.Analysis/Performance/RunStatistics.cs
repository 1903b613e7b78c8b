using LaptopAgents.Domain;

namespace LaptopAgents.Analysis;

/// <summary>
/// Everything that is reckoned from one run's facts. Amounts are exact; ratios are doubles. Ratios are annualised with 365 days,
/// because the market never closes, from mark-to-market returns between UTC day ends, with a risk-free rate of zero.
/// </summary>
public sealed class RunStatistics
{
    /// <summary>Days in a year of a market that never closes.</summary>
    public const double DaysPerYear = 365;

    private RunStatistics(RunResult result, IReadOnlyList<InstrumentHistory> histories)
    {
        Result = result;
        Costs = CostLedger.From(result);
        Periods = PeriodReturns.From(result.Equity, result.StartEquity, result.From);
        Drawdowns = Drawdowns.From(result.Equity, result.StartEquity, result.From);
        Track = MarketTrack.From(result, histories);
        Exposure = ExposureProfile.From(result, Track);
        Trades = TradeSample.Of(result.Trades);
        Longs = TradeSample.Of(result.Trades, Side.Buy);
        Shorts = TradeSample.Of(result.Trades, Side.Sell);
        Relative = Track is null ? RelativeReturns.None : RelativeReturns.From(this, Track);
        All = StatisticCatalog.Build(this);
    }

    /// <summary>All statistics, group by group.</summary>
    public IReadOnlyList<Statistic> All { get; }

    public CostLedger Costs { get; }

    /// <summary>Largest fall from a running maximum, percent of that maximum, per bar and mark-to-market.</summary>
    public double MaxDrawdownPercent => Drawdowns.MaxDepth * 100;

    public double? Sharpe => ValueOf("sharpe");

    public double? Sortino => ValueOf("sortino");

    public double? Calmar => ValueOf("calmar");

    /// <summary>Null without a losing trade.</summary>
    public double? ProfitFactor => ValueOf("profit_factor");

    /// <summary>Winning trades ÷ all trades, from 0 to 1; null without trades.</summary>
    public double? WinRate => Trades.Count == 0 ? null : Trades.WinRate;

    /// <summary>Percent of the run's time with a position open.</summary>
    public double ExposurePercent => Exposure.TimeShare * 100;

    /// <summary>UTC days with data.</summary>
    public int DataDays => Periods.DayEnds.Length;

    internal RunResult Result { get; }

    internal PeriodReturns Periods { get; }

    internal Drawdowns Drawdowns { get; }

    internal MarketTrack? Track { get; }

    internal ExposureProfile Exposure { get; }

    internal RelativeReturns Relative { get; }

    internal TradeSample Trades { get; }

    internal TradeSample Longs { get; }

    internal TradeSample Shorts { get; }

    /// <summary>Length of the run in days.</summary>
    internal double Days => Math.Max(0, (Result.To - Result.From).TotalSeconds / 86_400);

    /// <summary>End equity ÷ start equity − 1.</summary>
    internal double TotalReturn =>
        Result.StartEquity.IsZero ? double.NaN : Result.EndEquity.ToDouble() / Result.StartEquity.ToDouble() - 1;

    /// <param name="histories">The bars and funding of the run's instruments; without them what needs a market is absent.</param>
    public static RunStatistics From(RunResult result, IReadOnlyList<InstrumentHistory> histories)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(histories);
        return new RunStatistics(result, histories);
    }

    /// <summary>The value of a statistic by its key; null when it does not exist for this run.</summary>
    /// <exception cref="ArgumentException">There is no statistic of this name.</exception>
    public double? ValueOf(string key)
    {
        foreach (var statistic in All)
            if (string.Equals(statistic.Key, key, StringComparison.Ordinal)) return statistic.Value;
        throw new ArgumentException($"There is no statistic '{key}'.", nameof(key));
    }
}
