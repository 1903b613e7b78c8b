using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Tests.Engine.Features;

/// <summary>A feature, how to read it, and the same numbers from the whole history by the plainest arithmetic there is.</summary>
/// <param name="IsWindowed">The value depends on the last <c>WarmUpBars</c> bars alone.</param>
internal sealed record FeatureCase(
    string Name, Func<IFeature> Create, Func<IFeature, double[]> Read, Func<Bar[], double[]> Oracle, bool IsWindowed);
