using System.Text;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>Puts a recorded session's parts together again, from what its journal says and nothing else.</summary>
internal static class RecordedConfig
{
    /// <summary>The configuration that the session ran with. Neither files nor the environment of this machine have a part in it.</summary>
    /// <param name="sets">What is to be otherwise, each as <c>key=value</c>.</param>
    /// <exception cref="ConfigException">This program does not know the configuration's keys, or a value cannot be used.</exception>
    public static ResolvedConfig Load(SessionFacts facts, params IReadOnlyList<string> sets)
    {
        var folder = Directory.CreateTempSubdirectory("laptopagents-config-");
        try
        {
            // Secrets are masked in a record, and a session told again talks to nobody.
            var lines = facts.Config.Split('\n').Where(line => !line.Contains($": {Secret.Mask}", StringComparison.Ordinal) && !line.Contains($": \"{Secret.Mask}\"", StringComparison.Ordinal) && !line.Contains($": '{Secret.Mask}'", StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder.FullName, "config.yaml"), string.Join('\n', lines), Encoding.UTF8);
            return ConfigLoader.Load(new ConfigRequest { Profile = "./config.yaml", WorkingDirectory = folder.FullName, Sets = sets, RequireSecrets = false, CheckStrategy = StrategyCheck.Problems });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the engine is told, with the session's order ids.</summary>
    public static EngineOptions Options(LaConfig config, JournalHeader header) => EngineComposition.Options(config, header.Interval) with
    {
        SessionId = header.Session,
        FirstOrderSequence = header.Facts!.FirstOrder,
        StartEquity = header.Facts!.StartEquity,
    };

    /// <summary>A fresh engine.</summary>
    /// <param name="strategies">Takes the strategy of each instrument, in their order.</param>
    public static TradingEngine Engine(LaConfig config, JournalHeader header, List<IStrategy>? strategies = null) =>
        new(Options(config, header), header.Facts!.Instruments, _ =>
        {
            var strategy = EngineComposition.Strategy(config.Strategy);
            strategies?.Add(strategy);
            return strategy;
        });

    public static SimulatedVenue Venue(LaConfig config, JournalHeader header) => new(
        header.Facts!.Instruments, header.Interval, VenueComposition.Options(config) with { StartCash = header.Facts!.StartEquity });

    public static RunResult Result(JournalHeader header) => new()
    {
        Instruments = header.Facts!.Instruments, Interval = header.Interval, StartEquity = header.Facts!.StartEquity, Equity = new EquityCurve(),
    };

    /// <summary>The program that runs now.</summary>
    public static EngineBuild Build() => EngineBuilds.Of(
        typeof(RecordedConfig).Assembly, typeof(TradingEngine).Assembly, typeof(SimulatedVenue).Assembly, typeof(Strategies.StrategyCatalog).Assembly, typeof(Price).Assembly);
}
