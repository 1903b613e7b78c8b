using Microsoft.Extensions.Logging;

namespace LaptopAgents.Runtime.Observability;

/// <summary>Every line that a session writes to its log, with the event's name, its number and its typed fields.</summary>
internal static partial class SessionMessages
{
    [LoggerMessage(EventId = 1000, EventName = "session_started", Level = LogLevel.Information, Message = "Session {SessionId} started: {Strategy} on {Symbols}, {Mode}")]
    public static partial void SessionStarted(ILogger logger, string sessionId, string strategy, string symbols, string mode);

    [LoggerMessage(EventId = 1001, EventName = "session_stopped", Level = LogLevel.Information, Message = "Session stopped after {Events} events: {Reason}; equity {Equity}")]
    public static partial void SessionStopped(ILogger logger, long events, string reason, decimal equity);

    [LoggerMessage(EventId = 1002, EventName = "session_crashed", Level = LogLevel.Critical, Message = "Session crashed after {Events} events: {Reason}")]
    public static partial void SessionCrashed(ILogger logger, Exception error, long events, string reason);

    [LoggerMessage(EventId = 1003, EventName = "trading_state", Level = LogLevel.Warning, Message = "Trading is {TradingState} (was {Before}); equity {Equity}")]
    public static partial void TradingStateChanged(ILogger logger, string tradingState, string before, decimal equity);

    [LoggerMessage(EventId = 1004, EventName = "operator_command", Level = LogLevel.Warning, Message = "Operator: {Command}")]
    public static partial void OperatorCommanded(ILogger logger, string command);

    [LoggerMessage(EventId = 1005, EventName = "bar_closed", Level = LogLevel.Debug, Message = "Bar of {Symbol} closed at {Price} ({CorrelationId}): {Block}")]
    public static partial void BarClosed(ILogger logger, string symbol, decimal price, string correlationId, DateTime barTime, string block);

    [LoggerMessage(EventId = 1006, EventName = "telemetry_fault", Level = LogLevel.Error, Message = "An observation failed and was left out; the session is not affected")]
    public static partial void TelemetryFault(ILogger logger, Exception error);

    [LoggerMessage(EventId = 1007, EventName = "file_not_written", Level = LogLevel.Error, Message = "Cannot write {Path}: {Reason}")]
    public static partial void FileNotWritten(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 2000, EventName = "order_submitted", Level = LogLevel.Information, Message = "{Action} {Type} {Qty} {Symbol} ({Purpose}) sent as {OrderId}")]
    public static partial void OrderSubmitted(
        ILogger logger, string orderId, string symbol, string side, string action, string type, string purpose, decimal qty, decimal? price,
        decimal? trigger, decimal? stop, decimal? target, string correlationId);

    [LoggerMessage(EventId = 2001, EventName = "order_filled", Level = LogLevel.Information, Message = "{Action} {Qty} {Symbol} at {Price} ({Purpose}), order {OrderId}, {Leaves} left")]
    public static partial void OrderFilled(
        ILogger logger, string? tradeId, string orderId, string symbol, string side, string action, string purpose, decimal qty, decimal price,
        decimal leaves, decimal fee, string liquidity, double? latencyMs, string correlationId);

    [LoggerMessage(EventId = 2002, EventName = "order_denied", Level = LogLevel.Warning, Message = "{Action} {Qty} {Symbol} denied by the risk gate: {Reason}")]
    public static partial void OrderDenied(
        ILogger logger, string orderId, string symbol, string side, string action, decimal qty, string reason, string? note, string correlationId);

    [LoggerMessage(EventId = 2003, EventName = "order_rejected", Level = LogLevel.Warning, Message = "Order {OrderId} rejected by the venue: {Reason}")]
    public static partial void OrderRejected(ILogger logger, string orderId, string symbol, string reason, string correlationId);

    [LoggerMessage(EventId = 2004, EventName = "order_update", Level = LogLevel.Information, Message = "Order {OrderId} {Update} {Reason}")]
    public static partial void OrderUpdated(ILogger logger, string orderId, string symbol, string update, string reason, string correlationId);

    [LoggerMessage(EventId = 2005, EventName = "order_request", Level = LogLevel.Information, Message = "{Request} of order {OrderId} sent")]
    public static partial void OrderRequested(ILogger logger, string orderId, string symbol, string request, string correlationId);

    [LoggerMessage(EventId = 2006, EventName = "trade_closed", Level = LogLevel.Information, Message = "{Side} {Qty} {Symbol} closed by {Purpose}: net {NetPnl}")]
    public static partial void TradeClosed(
        ILogger logger, string tradeId, string symbol, string side, decimal qty, decimal entryPrice, decimal price, decimal netPnl, decimal fees,
        decimal funding, string purpose, string correlationId);

    [LoggerMessage(EventId = 2007, EventName = "funding", Level = LogLevel.Information, Message = "Funding of {Symbol}: {Amount} at a rate of {Rate}")]
    public static partial void FundingSettled(ILogger logger, string symbol, decimal amount, decimal rate, decimal qty, decimal price);
}
