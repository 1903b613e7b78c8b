using System.Text.RegularExpressions;

namespace LaptopAgents.SystemTests.Architecture;

/// <summary>House rules that a reader would otherwise have to enforce.</summary>
public sealed partial class TidyTests
{
    private const int LongestFile = 500;
    private static readonly string[] CodeExtensions = [".cs", ".js", ".css", ".sh", ".cmd"];
    private static readonly string[] CodeFolders = ["src/", "tests/", "bench/"];

    // Spelled in two halves, so that this file does not hold what it forbids.
    private static readonly string[] UnfinishedWords = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];
    private static readonly string[] MachinePaths = ["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/", @"C:\Us" + "ers"];
    private static readonly string[] RegistryHosts = ["nuget" + ".org", "npmjs" + ".", "debian" + ".org"];
    private static readonly string[] ShellHazards = ["Task" + ".Run(", "Thread" + ".Sleep(", "DateTime" + ".UtcNow", "DateTime" + ".Now", ".Configure" + "Await(false)"];

    private static IEnumerable<string> Code => Repo.TextFiles.Where(path => CodeExtensions.Contains(Path.GetExtension(path)));

    [Fact]
    public void No_file_is_longer_than_a_person_reads() =>
        HouseRule.Holds(Code.Select(path => (path, lines: Repo.Lines(path).Length)).Where(file => file.lines > LongestFile));

    [Fact]
    public void Nothing_is_left_unfinished() => HouseRule.Holds(Holding(Repo.TextFiles, UnfinishedWords));

    [Fact]
    public void Nothing_names_a_folder_of_one_machine() => HouseRule.Holds(Holding(Repo.TextFiles, MachinePaths));

    [Fact]
    public void Nothing_names_the_host_of_a_package_registry() => HouseRule.Holds(Holding(Repo.TextFiles, RegistryHosts));

    [Fact]
    public void The_session_waits_only_on_the_feed_and_on_injected_time() =>
        HouseRule.Holds(Holding(Code.Where(path => path.StartsWith("src/LaptopAgents.Runtime/", StringComparison.Ordinal)
            || path.StartsWith("src/LaptopAgents.Bitunix/", StringComparison.Ordinal)), ShellHazards));

    [Fact]
    public void Unit_tests_lie_where_the_code_they_test_lies()
    {
        const string tests = "tests/LaptopAgents.Tests/";
        var folders = Repo.TextFiles.Where(path => path.StartsWith(tests, StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => Path.GetDirectoryName(path)![tests.Length..].Replace('\\', '/')).Distinct();
        HouseRule.Holds(folders.Where(folder => !Directory.Exists(Path.Combine(Repo.Root, "src", "LaptopAgents." + folder))));
    }

    [Fact]
    public void Every_test_class_holds_a_test() =>
        HouseRule.Holds(Code.Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith("Tests.cs", StringComparison.Ordinal))
            .Where(path => !TestAttribute().IsMatch(Repo.Read(path))));

    [Fact]
    public void A_folder_of_code_speaks_one_namespace_per_project()
    {
        var strays =
            from path in Code
            where path.EndsWith(".cs", StringComparison.Ordinal) && CodeFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))
            let project = path.StartsWith("tests/TestKit/", StringComparison.Ordinal) ? "LaptopAgents" : path.Split('/')[1]
            let declared = NamespaceLine().Match(Repo.Read(path)).Groups[1].Value
            where declared.Length > 0 && declared != project && !declared.StartsWith(project + ".", StringComparison.Ordinal)
            select (path, declared);
        HouseRule.Holds(strays);
    }

    [Fact]
    public void The_licence_is_shipped() => Assert.StartsWith("MIT License", Repo.Read("LICENSE"), StringComparison.Ordinal);

    private static IEnumerable<(string Path, int Line, string Word)> Holding(IEnumerable<string> paths, string[] words) =>
        from path in paths
        from line in Repo.Lines(path).Select((text, index) => (text, number: index + 1))
        from word in words
        where line.text.Contains(word, StringComparison.Ordinal)
        select (path, line.number, word);

    [GeneratedRegex(@"\[(Fact|Theory)\b")]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
