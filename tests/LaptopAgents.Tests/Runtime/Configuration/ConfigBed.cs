using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Tests.Runtime.Configuration;

/// <summary>A folder with configuration files in it, an environment, and a way to load from both. Knows nothing of the real process.</summary>
internal sealed class ConfigBed : IDisposable
{
    public ConfigBed() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "la-config-" + Path.GetRandomFileName());

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The repository's root, for tests of the shipped files.</summary>
    public static string Repository { get; } = FindRepository();

    public ConfigBed File(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        // Unlike WriteAllText, this also writes half a surrogate pair, as a replacement character.
        System.IO.File.WriteAllBytes(full, System.Text.Encoding.UTF8.GetBytes(text));
        return this;
    }

    public ConfigBed Bytes(string path, byte[] bytes)
    {
        File(path, "");
        System.IO.File.WriteAllBytes(Path.Combine(Root, path), bytes);
        return this;
    }

    /// <summary>A profile of that name, standing alone unless the text extends another.</summary>
    public ConfigBed Profile(string name, string text) => File($"config/profiles/{name}.yaml", text);

    public ConfigRequest Request(string? profile, params string[] sets) => new()
    {
        Profile = profile,
        Sets = sets,
        Environment = Environment,
        WorkingDirectory = Root,
        RequireSecrets = false,
    };

    public ResolvedConfig Load(string? profile, params string[] sets) => ConfigLoader.Load(Request(profile, sets));

    public IReadOnlyList<ConfigProblem> Problems(string? profile, params string[] sets) => Problems(Request(profile, sets));

    public static IReadOnlyList<ConfigProblem> Problems(ConfigRequest request) =>
        Assert.Throws<ConfigException>(() => ConfigLoader.Load(request)).Problems;

    /// <summary>The only problem of a profile with this text.</summary>
    public static string ProblemOf(string text, params string[] sets)
    {
        using var bed = new ConfigBed();
        return Assert.Single(bed.Profile("p", text).Problems("p", sets)).ToString();
    }

    /// <summary>What a profile with this text resolves to.</summary>
    public static ResolvedConfig Resolve(string text, params string[] sets)
    {
        using var bed = new ConfigBed();
        return bed.Profile("p", text).Load("p", sets);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "LaptopAgents.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
