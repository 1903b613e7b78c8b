using LaptopAgents.SystemTests.Architecture;

namespace LaptopAgents.SystemTests.Cli;

/// <summary>What is in the repository agrees with what the program says.</summary>
public sealed class ShippedFilesTests
{
    [Fact]
    public void The_schema_beside_the_profiles_is_the_programs_own()
    {
        using var folder = new TempFolder();
        var result = LaProcess.Run(folder.Path, "config", "schema");
        Assert.Equal(Repo.Read("config/schema.json").TrimEnd(), result.Output.TrimEnd());
    }

    [Fact]
    public void Every_shipped_profile_can_be_shown_wherever_the_program_is_started()
    {
        using var folder = new TempFolder();
        foreach (var path in Directory.GetFiles(Path.Combine(Repo.Root, "config", "profiles")))
        {
            var result = LaProcess.Run(folder.Path, "config", "show", "--profile", Path.GetFileNameWithoutExtension(path));
            Assert.True(result.ExitCode == 0, result.ToString());
        }
    }

    [Fact]
    public void The_shipped_demo_market_is_what_the_generator_makes()
    {
        using var folder = new TempFolder();
        var made = LaProcess.Run(folder.Path, "data", "demo", "--data-dir", "demo");
        Assert.True(made.ExitCode == 0, made.ToString());
        var shipped = Path.Combine(Repo.Root, "data", "demo");
        foreach (var file in Directory.GetFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var twin = Path.Combine(folder.Path, "demo", Path.GetRelativePath(shipped, file));
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(twin)), $"{file} is not what the generator makes.");
        }
    }
}
