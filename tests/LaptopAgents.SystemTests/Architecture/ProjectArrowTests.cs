using System.Xml.Linq;

namespace LaptopAgents.SystemTests.Architecture;

/// <summary>Outside depends on inside, and adapters never see each other.</summary>
public sealed class ProjectArrowTests
{
    // What each project may see. A project that is not here may not exist without a decision record.
    private static readonly SortedDictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Analysis"] = ["Domain"],
        ["Engine"] = ["Domain"],
        ["Strategies"] = ["Domain", "Engine"],
        ["Simulation"] = ["Domain", "Engine"],
        ["Storage"] = ["Domain", "Engine"],
        ["Runtime"] = ["Domain", "Engine"],
        ["Bitunix"] = ["Domain", "Engine"],
        ["Web"] = ["Analysis", "Domain", "Engine"],
        ["ExchangeSimulator"] = ["Bitunix", "Domain", "Engine", "Simulation"],
        ["Research"] = ["Analysis", "Domain", "Engine", "Simulation", "Storage", "Strategies"],
        ["Cli"] = ["Analysis", "Bitunix", "Domain", "Engine", "ExchangeSimulator", "Research", "Runtime", "Simulation", "Storage", "Strategies", "Web"],
    };

    private static readonly string[] Pure = ["Analysis", "Domain", "Engine", "Simulation", "Strategies"];

    [Fact]
    public void Projects_reference_only_what_the_map_allows() =>
        Assert.All(Repo.SourceProjects, project =>
        {
            Assert.True(Allowed.ContainsKey(project.Name), $"{project} is not on the map.");
            HouseRule.Holds(project.References.Except(Allowed[project.Name]));
        });

    [Fact]
    public void A_project_sees_only_what_it_names()
    {
        var flag = XDocument.Parse(Repo.Read("Directory.Build.props")).Descendants("DisableTransitiveProjectReferences").SingleOrDefault();
        Assert.Equal("true", flag?.Value);
    }

    [Fact]
    public void The_compiler_holds_exactly_the_pure_projects_to_purity() =>
        Assert.Equal(Pure, Repo.SourceProjects.Where(project => project.IsPure).Select(project => project.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Pure_projects_use_no_packages() =>
        Assert.All(Repo.SourceProjects.Where(project => project.IsPure), project => HouseRule.Holds(project.Packages));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repo.Read("LaptopAgents.slnx");
        var projects = Repo.SourceProjects.Select(project => $"src/LaptopAgents.{project.Name}/LaptopAgents.{project.Name}.csproj");
        Assert.All(projects, path => Assert.Contains(path, solution, StringComparison.Ordinal));
    }
}
