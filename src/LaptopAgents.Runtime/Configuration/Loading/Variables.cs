namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>A variable's value and where it is set.</summary>
internal sealed record Variable(string Name, string Value, string Place);

/// <summary>The process environment with <c>.env</c> beneath it: what the process has set always wins.</summary>
internal sealed class Variables
{
    private readonly SortedDictionary<string, Variable> _byName = new(StringComparer.Ordinal);

    /// <summary>All variables in the order of their names.</summary>
    public IEnumerable<Variable> All => _byName.Values;

    public Variable? Find(string name) => _byName.GetValueOrDefault(name);

    public static Variables From(ConfigRequest request, ConfigFiles files, List<ConfigProblem> problems)
    {
        var variables = new Variables();
        if (files.DotEnv() is { } file && file.Read(problems) is { } bytes && YamlReader.Decode(bytes, file.Name, problems) is { } text)
            foreach (var (name, value, line) in DotEnv.Read(text, file.Name, problems))
                variables._byName[name] = new Variable(name, value, $"{ConfigOrigin.Line(file.Name, line).Place} ({name})");
        foreach (var (name, value) in request.Environment)
            variables._byName[name] = new Variable(name, WholeText.Of(value), name);
        return variables;
    }
}
