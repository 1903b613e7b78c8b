using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Simulation;

namespace LaptopAgents.SystemTests.Architecture;

/// <summary>One place for modes, one component that decides fills.</summary>
public sealed class ModeTests
{
    private static readonly string[] KnowModes = ["src/LaptopAgents.Runtime/Configuration/", "src/LaptopAgents.Cli/"];
    private static readonly string[] MakeFills = ["src/LaptopAgents.Simulation/", "src/LaptopAgents.Bitunix/"];

    private static IEnumerable<string> Source =>
        Repo.TextFiles.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal));

    [Fact]
    public void Only_configuration_and_the_command_line_know_of_modes() =>
        HouseRule.Holds(Source
            .Where(path => !KnowModes.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
            .Where(path => Repo.Read(path).Contains("TradingMode", StringComparison.Ordinal)));

    [Fact]
    public void One_broker_decides_simulated_fills()
    {
        var assemblies = Repo.SourceProjects
            .Select(project => Path.Combine(AppContext.BaseDirectory, project.Name == "Cli" ? "la.dll" : $"LaptopAgents.{project.Name}.dll"))
            .Where(File.Exists)
            .Select(System.Reflection.Assembly.LoadFrom);
        var brokers = assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && type.IsAssignableTo(typeof(IBroker)));
        Assert.Equal([typeof(SimulatedVenue)], brokers.Where(broker => broker.Name is not ("BitunixBroker" or "DryRunBroker" or "ReplayBroker")));
    }

    [Fact]
    public void An_approval_that_the_engine_did_not_give_cannot_be_used() =>
        Assert.Throws<InvariantViolation>(() => default(RiskApproved<SubmitOrder>).Command);

    [Fact]
    public void Only_the_exchange_sends_orders_that_no_risk_gate_has_seen() =>
        HouseRule.Holds(Source
            .Where(path => !path.StartsWith("src/LaptopAgents.Simulation/", StringComparison.Ordinal))
            .Where(path => !path.StartsWith("src/LaptopAgents.ExchangeSimulator/", StringComparison.Ordinal))
            .Where(path => Repo.Read(path).Contains(".Receive(", StringComparison.Ordinal)));

    [Fact]
    public void Only_a_venue_reports_a_fill() =>
        HouseRule.Holds(Source
            .Where(path => !MakeFills.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
            .Where(path => Repo.Read(path).Contains("Kind = ExecutionKind.Filled", StringComparison.Ordinal)));
}
