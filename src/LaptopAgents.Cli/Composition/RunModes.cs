using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Composition;

/// <summary>The one place that turns a profile's mode into a way to run; nothing else of the program asks for it.</summary>
internal static class RunModes
{
    /// <exception cref="ConfigException">The program has no way to run the mode.</exception>
    public static Task<int> RunAsync(ResolvedConfig resolved, Func<Task<int>> backtest, Func<Task<int>> paper) => resolved.Config.Mode switch
    {
        TradingMode.Backtest => backtest(),
        TradingMode.Paper => paper(),
        _ => throw new ConfigException(
            [new ConfigProblem(resolved.OriginOf("mode").Place, "mode", "`la run` runs backtests and paper sessions; use --profile backtest or paper")]),
    };
}
