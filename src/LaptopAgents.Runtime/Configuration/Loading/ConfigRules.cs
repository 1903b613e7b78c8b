using LaptopAgents.Runtime.Configuration.Schema;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>What must hold between keys. A rule that reads a key which is wrong in itself stays silent.</summary>
internal static class ConfigRules
{
    private static readonly Action<ConfigValues>[] All =
        [Symbols, Modes, Sources, Sizing, FundingLevels, Period, Jitter, HashGate, EquityInterval, AlertWays, Live];

    public static void Check(ConfigValues values, bool requireSecrets, List<ConfigProblem> problems)
    {
        foreach (var rule in All) Run(rule, values, problems);
        if (requireSecrets) Run(Credentials, values, problems);
    }

    private static void Run(Action<ConfigValues> rule, ConfigValues values, List<ConfigProblem> problems)
    {
        var before = problems.Count;
        values.ReadBroken = false;
        rule(values);
        if (values.ReadBroken) problems.RemoveRange(before, problems.Count - before);
    }

    /// <summary>The stronger of symbol and symbols decides and the other follows; from one source they must agree.</summary>
    private static void Symbols(ConfigValues values)
    {
        var symbol = values.Text(RootKeys.Symbol);
        var symbols = values.List(RootKeys.Symbols);
        if (values.ReadBroken || symbols.Contains(symbol)) return;
        var (one, many) = (values.Rank(RootKeys.Symbol), values.Rank(RootKeys.Symbols));
        if (many > one)
            values.Set(RootKeys.Symbol, symbols[0], values.Origin(RootKeys.Symbols), many);
        else if (one > many)
            values.Set(RootKeys.Symbols, new[] { symbol }, values.Origin(RootKeys.Symbol), one);
        else
            values.Add(RootKeys.Symbols, $"does not hold the main symbol {symbol}; add it, or change symbol");
    }

    private static void Modes(ConfigValues values)
    {
        var (mode, type) = (values.Choice(RootKeys.Mode), values.Choice(BrokerKeys.Type));
        if (mode != type)
            values.Add(
                BrokerKeys.Type,
                $"is {BrokerKeys.Type.Write(type)} and mode is {RootKeys.Mode.Write(mode)} ({values.Origin(RootKeys.Mode).Place}); "
                    + "they must agree, choose one profile");
    }

    private static void Sources(ConfigValues values)
    {
        var source = values.Choice(DataKeys.Source);
        var mode = values.Choice(RootKeys.Mode);
        if (mode == TradingMode.Backtest && source == DataSource.Websocket)
            values.Add(DataKeys.Source, "websocket is live data, and a backtest needs recorded data: parquet, csv, demo or replay");
        if (mode == TradingMode.Live && source != DataSource.Websocket)
            values.Add(DataKeys.Source, $"{DataKeys.Source.Write(source)} is recorded data, and live trading needs websocket");
    }

    private static void Sizing(ConfigValues values)
    {
        var sizing = values.Choice(TradingKeys.Sizing);
        if (sizing == SizingMode.FixedQty && values.OptionalNumber(TradingKeys.FixedQty) is null)
            values.Add(TradingKeys.Sizing, "fixed_qty needs trading.fixed_qty");
        if (sizing == SizingMode.EquityPct && values.OptionalNumber(TradingKeys.EquityPct) is null)
            values.Add(TradingKeys.Sizing, "equity_pct needs trading.equity_pct");
    }

    private static void FundingLevels(ConfigValues values)
    {
        var half = values.Number(PositionKeys.HalfSizeFunding);
        var none = values.Number(PositionKeys.NoTradeFunding);
        var extreme = values.Number(PositionKeys.ExtremeFunding);
        if (half > none)
            values.Add(PositionKeys.HalfSizeFunding, $"is above trading.no_trade_funding ({DecimalKey.Canonical(none)}), so it could never act");
        if (none > extreme)
            values.Add(
                PositionKeys.NoTradeFunding,
                $"is above trading.extreme_funding ({DecimalKey.Canonical(extreme)}), so an extreme rate would raise no alert");
    }

    private static void Period(ConfigValues values)
    {
        var (from, to) = (values.OptionalInstant(DataKeys.From), values.OptionalInstant(DataKeys.To));
        if (from is not null && to is not null && from >= to)
            values.Add(DataKeys.From, $"is not before data.to ({DataKeys.To.Write(to)})");
        if (from is not null && to is not null && values.OptionalNumber(DataKeys.Days) is not null)
            values.Add(DataKeys.Days, "can't be given together with both data.from and data.to; leave one of the three out");
    }

    private static void Jitter(ConfigValues values)
    {
        if (values.Choice(LatencyKeys.Model) != LatencyModel.Uniform) return;
        var jitter = values.Number(LatencyKeys.JitterMs);
        foreach (var key in new[] { LatencyKeys.SubmitMs, LatencyKeys.CancelMs, LatencyKeys.ModifyMs, LatencyKeys.OutMs })
            if (jitter > values.Number(key))
            {
                values.Add(LatencyKeys.JitterMs, $"is above {key.Path} ({key.Write(values.Number(key))}), so a message could arrive before it is sent");
                return;
            }
    }

    private static void HashGate(ConfigValues values)
    {
        if (values.Choices(PreflightKeys.RequiredGates).Contains(PreflightGate.ConfigHash)
            && values.OptionalText(PreflightKeys.ExpectedConfigHash) is null)
            values.Add(PreflightKeys.RequiredGates, "config_hash needs preflight.expected_config_hash; `la config hash` prints it");
    }

    private static void EquityInterval(ConfigValues values)
    {
        var bar = values.Span(RootKeys.Timeframe);
        if (values.OptionalSpan(OutputKeys.EquityInterval) is { } interval && !values.ReadBroken && interval.Ticks % bar.Ticks != 0)
            values.Add(OutputKeys.EquityInterval, $"is not a whole number of bars of {RootKeys.Timeframe.Write(bar)}");
    }

    /// <summary>Half of what an alert needs would be silence when it matters.</summary>
    private static void AlertWays(ConfigValues values)
    {
        var (token, chat) = (values.OptionalSecret(AlertKeys.TelegramToken), values.OptionalText(AlertKeys.TelegramChat));
        if (token is null && chat is not null)
            values.Add(AlertKeys.TelegramChat, $"needs alerts.telegram_token; set {AlertKeys.TelegramToken.Variable} in the environment or in .env");
        if (token is not null && chat is null && values.Rank(AlertKeys.TelegramToken) > 0)
            values.Add(AlertKeys.TelegramToken, "needs alerts.telegram_chat, the chat to write to");
    }

    /// <summary>Real money is not traded without gates and without the two limits that have no safe default.</summary>
    private static void Live(ConfigValues values)
    {
        if (values.Choice(RootKeys.Mode) != TradingMode.Live) return;
        if (!values.Bool(PreflightKeys.Enabled)) values.Add(PreflightKeys.Enabled, "can't be false in live mode");
        if (values.OptionalNumber(TradingKeys.MaxDailyLossUsd) is null) values.Add(TradingKeys.MaxDailyLossUsd, "live mode needs a limit");
        if (values.OptionalNumber(TradingKeys.MaxPositionUsd) is null) values.Add(TradingKeys.MaxPositionUsd, "live mode needs a limit");
    }

    private static void Credentials(ConfigValues values)
    {
        if (values.Choice(BrokerKeys.Type) != TradingMode.Live) return;
        foreach (var key in new[] { BrokerKeys.ApiKey, BrokerKeys.ApiSecret })
            if (values.OptionalSecret(key) is null)
                values.Add(key, $"live trading needs it; set {key.Variable} in the environment or in .env");
    }
}
