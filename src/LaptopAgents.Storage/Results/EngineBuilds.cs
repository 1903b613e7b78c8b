using System.Reflection;

namespace LaptopAgents.Storage;

/// <summary>Reads the identity of the assemblies that decide a run's result.</summary>
public static class EngineBuilds
{
    /// <param name="deciding">The assemblies whose code can change a result, in the order to list; the first gives the version.</param>
    public static EngineBuild Of(params ReadOnlySpan<Assembly> deciding)
    {
        if (deciding.IsEmpty) throw new ArgumentException("Name at least one assembly.", nameof(deciding));
        var version = deciding[0].GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? deciding[0].GetName().Version?.ToString() ?? "unknown";
        var modules = new List<(string, Guid)>(deciding.Length);
        foreach (var assembly in deciding)
            modules.Add((assembly.GetName().Name ?? "unknown", assembly.ManifestModule.ModuleVersionId));
        return new EngineBuild(version, modules);
    }
}
