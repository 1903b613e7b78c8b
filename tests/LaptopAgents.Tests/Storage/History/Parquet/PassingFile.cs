namespace LaptopAgents.Tests.Storage.History.Parquet;

/// <summary>A file that is gone after the test.</summary>
internal sealed class PassingFile : IDisposable
{
    public PassingFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"laptop-agents-{Guid.NewGuid():n}.parquet");

    public void Dispose() => File.Delete(Path);
}
