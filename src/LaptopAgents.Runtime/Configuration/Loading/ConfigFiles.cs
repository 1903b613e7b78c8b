namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>A configuration file on disk, or one that is built into the program.</summary>
/// <param name="Name">How messages call it: relative to the working directory where that is shorter to read.</param>
/// <param name="FullPath">Its place on disk, or null for a built-in file.</param>
/// <param name="Resource">Its name inside the program, or null for a file on disk.</param>
internal sealed record ConfigFile(string Name, string? FullPath, string? Resource)
{
    /// <summary>What tells two files apart, for finding cycles.</summary>
    public string Identity => FullPath ?? Resource!;

    /// <summary>The content, or null after adding the reason to <paramref name="problems"/>.</summary>
    public byte[]? Read(List<ConfigProblem> problems)
    {
        try
        {
            if (FullPath is not null) return File.ReadAllBytes(FullPath);
            using var stream = typeof(ConfigFile).Assembly.GetManifestResourceStream(Resource!)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ConfigProblem(Name, "", $"can't be read: {error.Message}"));
            return null;
        }
    }
}

/// <summary>
/// Finds profiles and strategy files: from the working directory upward (so a run does not depend on which folder of the project it is
/// started in), then beside the program, then the copies built into it.
/// </summary>
internal sealed class ConfigFiles
{
    private const string ProfileFolder = "config/profiles";
    private const string BuiltIn = "built-in:";
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private readonly string _working;
    private readonly string? _program;

    public ConfigFiles(ConfigRequest request)
    {
        _working = Path.GetFullPath(request.WorkingDirectory);
        _program = request.ProgramDirectory;
        Root = _working;
        for (var folder = _working; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, ProfileFolder)))
            {
                Root = folder;
                break;
            }
    }

    /// <summary>The folder that holds <c>config/profiles</c>, else the working directory. Relative paths in a profile start here.</summary>
    public string Root { get; }

    public ConfigFile? DotEnv() => OnDisk(Path.Combine(_working, ".env")) ?? OnDisk(Path.Combine(Root, ".env"));

    /// <summary>A profile by name, or by path when it looks like one. <paramref name="from"/> is the file that refers to it.</summary>
    public ConfigFile? Profile(string name, ConfigFile? from)
    {
        if (!IsUsable(name)) return null;
        if (LooksLikePath(name))
        {
            var beside = from?.FullPath is { } path ? Path.GetDirectoryName(path)! : _working;
            if (from?.Resource is null && OnDisk(Path.Combine(beside, name)) is { } file) return file;
            name = Path.GetFileNameWithoutExtension(name);
            if (from is null) return null;
        }

        foreach (var folder in ProfileFolders())
            foreach (var extension in Extensions)
                if (OnDisk(Path.Combine(folder, name + extension)) is { } file) return file;
        return Embedded($"{ProfileFolder}/{name}.yaml");
    }

    /// <summary>Names that <see cref="Profile"/> would find, sorted.</summary>
    public IReadOnlyList<string> ProfileNames()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in ProfileFolders().Where(Directory.Exists))
            foreach (var file in Directory.EnumerateFiles(folder))
                if (Extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal)) names.Add(Path.GetFileNameWithoutExtension(file));
        foreach (var resource in typeof(ConfigFiles).Assembly.GetManifestResourceNames())
            if (resource.StartsWith(ProfileFolder + "/", StringComparison.Ordinal)) names.Add(Path.GetFileNameWithoutExtension(resource));
        return [.. names];
    }

    /// <summary>A strategy file named in <paramref name="from"/> (null when a variable or argument names it).</summary>
    public ConfigFile? Strategy(string path, ConfigFile? from)
    {
        if (!IsUsable(path)) return null;
        var beside = from is null ? _working : Path.GetDirectoryName(from.FullPath);
        var folders = new[] { beside, Root, _working, _program };
        foreach (var folder in folders)
            if (folder is not null && OnDisk(Path.Combine(folder, path)) is { } found) return found;
        return Embedded(path.Replace('\\', '/'));
    }

    private static bool LooksLikePath(string name) =>
        name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal)
        || Extensions.Contains(Path.GetExtension(name), StringComparer.Ordinal);

    private static bool IsUsable(string path) => path.Trim().Length > 0 && !path.Any(char.IsControl);

    private static ConfigFile? Embedded(string resource) =>
        typeof(ConfigFiles).Assembly.GetManifestResourceInfo(resource) is null ? null : new ConfigFile(BuiltIn + resource, null, resource);

    private IEnumerable<string> ProfileFolders()
    {
        yield return Path.Combine(Root, ProfileFolder);
        if (_program is not null) yield return Path.Combine(_program, ProfileFolder);
    }

    private ConfigFile? OnDisk(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full)) return null;
        var relative = Path.GetRelativePath(_working, full);
        var isBelow = !Path.IsPathRooted(relative) && !relative.StartsWith("..", StringComparison.Ordinal);
        return new ConfigFile((isBelow ? relative : full).Replace('\\', '/'), full, null);
    }
}
