namespace LaptopAgents.Runtime.Configuration;

/// <summary>The three ways to run.</summary>
public enum TradingMode { Backtest, Paper, Live }

/// <summary>How the size of an entry is found.</summary>
public enum SizingMode { Risk, FixedQty, EquityPct }

/// <summary>When the funding gate looks at the rate.</summary>
public enum FundingGateSide { Paying, Both, Off }

/// <summary>What the funding gate does while no rate is known.</summary>
public enum UnknownFunding { HalfSize, FullSize }

/// <summary>What of a live market a simulated fill is made on.</summary>
public enum FillData { Best, Bars }

/// <summary>Where bars come from.</summary>
public enum DataSource { Parquet, Csv, Ticks, Demo, Websocket, Replay }

/// <summary>When the shipped synthetic market stands in for real data.</summary>
public enum DemoUse { Auto, Always, Never }

/// <summary>Quality grade of a data set, best first.</summary>
public enum DataGrade { A, B, C, D, F }

/// <summary>A bundle of fill-model settings.</summary>
public enum Fidelity { Fast, Realistic }

/// <summary>How much worse than the reference price a taker fill is.</summary>
public enum SlippageModel { None, FixedBps, Random, VolumeScaled, SquareRootImpact, Book, Calibrated }

/// <summary>Where the bid-ask spread comes from.</summary>
public enum SpreadModel { None, Fixed, Historical }

/// <summary>Whether an order can fill in parts.</summary>
public enum PartialFills { Off, Volume, Probabilistic }

/// <summary>Distribution of the time between a decision and its arrival at the venue.</summary>
public enum LatencyModel { None, Fixed, Uniform, LogNormal }

/// <summary>Which way the price went inside a bar.</summary>
public enum IntrabarMode { Conservative, Optimistic, Random }

/// <summary>When a resting limit order fills.</summary>
public enum LimitFill { Touch, Through, Queue }

/// <summary>The price that triggers a stop.</summary>
public enum StopTrigger { Last, Mark }

/// <summary>What backs a position.</summary>
public enum MarginMode { Isolated, Cross }

/// <summary>How much is logged.</summary>
public enum LogLevel { Trace, Debug, Info, Warning, Error }

/// <summary>How a log line is written.</summary>
public enum LogFormat { Json, Text }

/// <summary>A check before live trading.</summary>
public enum PreflightGate
{
    ApiConnectivity,
    ApiPermissions,
    PositionReconciliation,
    NoOrphanOrders,
    MinEquity,
    DailyLossOk,
    KillSwitchOff,
    ConfigHash,
}
