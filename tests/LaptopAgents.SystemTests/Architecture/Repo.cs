using System.Xml.Linq;

namespace LaptopAgents.SystemTests.Architecture;

/// <summary>The working copy that these tests were built from: its folders, files and projects.</summary>
internal static class Repo
{
    private static readonly string[] GeneratedFolders =
        ["bin", "obj", "artifacts", ".git", ".build", ".workspace", ".vs", ".vscode", ".idea", "TestResults", "node_modules", "BenchmarkDotNet.Artifacts"];

    private static readonly string[] TextExtensions =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".yaml", ".yml", ".md", ".txt", ".js", ".css", ".html", ".sh", ".cmd", ".editorconfig", ""];

    public static string Root { get; } = FindRoot();

    /// <summary>Every text file a person wrote, as a path relative to the root with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> TextFiles { get; } =
        [.. Walk(Root).Where(path => TextExtensions.Contains(Path.GetExtension(path))).Select(Relative).Where(path => !IsVendored(path)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Project> SourceProjects { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Project.Load)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static bool IsVendored(string path) =>
        path.Contains(".min.", StringComparison.Ordinal) || path.Contains(".production.", StringComparison.Ordinal)
        || path.EndsWith(".LICENSE.txt", StringComparison.Ordinal);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (var below in Directory.EnumerateDirectories(folder))
            if (!GeneratedFolders.Contains(Path.GetFileName(below)))
                foreach (var file in Walk(below)) yield return file;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "LaptopAgents.slnx"))) return folder;
        throw new InvalidOperationException("The tests must run inside the working copy that they were built from.");
    }
}

/// <summary>What a project file says of a project.</summary>
internal sealed record Project(string Name, string Folder, bool IsPure, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static Project Load(string path)
    {
        var xml = XDocument.Load(path);
        return new Project(
            Short(Path.GetFileNameWithoutExtension(path)),
            Path.GetDirectoryName(path)!,
            xml.Descendants("IsPure").Any(flag => flag.Value == "true"),
            [.. xml.Descendants("ProjectReference").Select(reference => Short(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))).Order(StringComparer.Ordinal)],
            [.. xml.Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value)]);
    }

    public override string ToString() => Name;

    private static string Short(string name) => name.Replace("LaptopAgents.", "", StringComparison.Ordinal);
}
