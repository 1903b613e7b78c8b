using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// The whole exchange behind one gate: whoever calls, calls inside <see cref="Gate"/>. Its clock is the market's; nothing in it waits.
/// </summary>
internal sealed class Exchange
{
    // After a pause of the machine the market goes on where it was; it does not catch up.
    private static readonly TimeSpan LongestSlice = TimeSpan.FromMilliseconds(250);
    private readonly MarketReplay _replay;
    private long _machineTime;

    public Exchange(ExchangeOptions options)
    {
        Options = options;
        Quirks = options.Quirks with { };
        Limits = options.Limits with { };
        Speed = options.Speed;
        Markets = [.. options.Instruments.Select(info => new SymbolMarket(info, options.Seed))];
        Faults = new FaultEngine(options.Seed);
        Hub = new PushHub(this);
        Accounts = new AccountBook(this);
        _replay = new MarketReplay(options);
        _machineTime = options.Time.GetTimestamp();
        // Nothing is pushed and nobody trades yet: this is the past.
        var from = options.From?.UnixNanos ?? _replay.NextTime;
        while (_replay.TryTake(from, out var past)) Markets[past.Instrument.Index].Apply(in past);
        Now = Start = from == long.MaxValue ? 0 : from;
        foreach (var account in options.Accounts) Accounts.Add(account);
    }

    public Lock Gate { get; } = new();

    public ExchangeOptions Options { get; }

    public Quirks Quirks { get; set; }

    public ExchangeLimits Limits { get; set; }

    public SymbolMarket[] Markets { get; }

    public AccountBook Accounts { get; }

    public PushHub Hub { get; }

    public FaultEngine Faults { get; }

    /// <summary>Market seconds a second; 0 while the clock is stepped.</summary>
    public double Speed { get; set; }

    /// <summary>Market time, nanoseconds.</summary>
    public long Now { get; private set; }

    public long Start { get; }

    /// <summary>What the exchange's clock shows, nanoseconds.</summary>
    public long ShownNow => Now + Faults.ClockOffset;

    public bool HasEnded => _replay.HasEnded && _replay.NextTime == long.MaxValue;

    /// <summary>How long, by the machine's clock, until something happens.</summary>
    public TimeSpan UntilNext
    {
        get
        {
            var next = _replay.NextTime;
            if (Speed <= 0 || next == long.MaxValue) return TimeSpan.FromMilliseconds(50);
            return TimeSpan.FromMilliseconds(Math.Clamp((next - Now) / 1e6 / Speed, 1, 50));
        }
    }

    /// <summary>Lets the market go on by what has passed on the machine's clock.</summary>
    public void Tick()
    {
        var machine = Options.Time.GetTimestamp();
        var passed = Options.Time.GetElapsedTime(_machineTime, machine);
        _machineTime = machine;
        // The market waits for its slowest reader, so that speed never costs a push.
        if (Speed <= 0 || Hub.IsCongested) return;
        if (passed > LongestSlice) passed = LongestSlice;
        AdvanceTo(Now + (long)(passed.TotalMilliseconds * 1e6 * Speed), stopWhenCongested: true);
    }

    /// <summary>Lets everything happen up to and including an instant.</summary>
    public void AdvanceTo(long until, bool stopWhenCongested = false)
    {
        while (_replay.TryTake(until, out var next))
        {
            Happen(in next);
            if (stopWhenCongested && Hub.IsCongested) return;
        }

        Now = Math.Max(Now, until);
        if (Faults.HasDue(Now)) StrikeScheduled();
    }

    /// <summary>Lets the next <paramref name="count"/> events of the market happen.</summary>
    public void StepEvents(int count)
    {
        for (var i = 0; i < count && _replay.NextTime != long.MaxValue; i++)
        {
            if (!_replay.TryTake(long.MaxValue - 1, out var next)) break;
            Happen(in next);
        }
    }

    public SymbolMarket? Find(string? symbol) => Array.Find(Markets, market => market.Rules.Symbol == symbol);

    /// <summary>The pair that a call names.</summary>
    public Refusal? Find(RestRequest request, out SymbolMarket market)
    {
        var symbol = request.Parameter("symbol");
        market = Find(symbol)!;
        return symbol is null ? Refusal.MustNotBeNull("symbol") : market is null ? Refusal.Of(20001) : null;
    }

    private void Happen(in EngineEvent next)
    {
        Now = Math.Max(Now, next.Time.UnixNanos);
        if (Faults.HasDue(Now)) StrikeScheduled();
        var market = Markets[next.Instrument.Index];
        market.Apply(in next);
        // Accounts first: a client that hears of a trade may already ask what it did to its order.
        Accounts.OnMarket(in next);
        Hub.OnMarket(market, in next);
    }

    private void StrikeScheduled()
    {
        foreach (var rule in Faults.TakeDue(Now).ToList())
        {
            var markets = Markets.Where(market => rule.Symbol is null || rule.Symbol == market.Rules.Symbol).ToList();
            switch (rule.Kind)
            {
                case FaultKind.ClockJump:
                    Faults.ClockOffset += rule.Value * 1_000_000;
                    break;
                case FaultKind.HalfOpen:
                    Hub.Freeze(rule.Match);
                    break;
                case FaultKind.Disconnect or FaultKind.Outage:
                    Hub.Cut(rule.Match);
                    break;
                case FaultKind.Precision:
                    foreach (var market in markets) SetPrecision(market.Rules, rule);
                    break;
                case FaultKind.MaxLeverage:
                    foreach (var market in markets) market.Rules.MaxLeverage = (int)Math.Clamp(rule.Value, 1, 1000);
                    break;
                case FaultKind.Status:
                    foreach (var market in markets) market.Rules.Status = rule.Text ?? "STOP";
                    break;
            }
        }
    }

    private static void SetPrecision(ContractRules rules, FaultRule rule)
    {
        if (rule.Text == "base") rules.BasePrecision = (int)Math.Clamp(rule.Value, 0, 8);
        else rules.QuotePrecision = (int)Math.Clamp(rule.Value, 0, 8);
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
