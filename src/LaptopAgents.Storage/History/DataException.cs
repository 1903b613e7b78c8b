namespace LaptopAgents.Storage;

/// <summary>
/// Data that cannot be used. The message names the cause (with file and line where there is one) and the remedy. Nothing was written.
/// The process ends with exit code 7.
/// </summary>
public sealed class DataException : Exception
{
    /// <param name="cause">What is wrong and where, one sentence.</param>
    /// <param name="remedy">What to do about it, one sentence.</param>
    public DataException(string cause, string remedy, Exception? inner = null)
        : base($"{cause} {remedy}", inner)
    {
        Cause = cause;
        Remedy = remedy;
    }

    public string Cause { get; }

    public string Remedy { get; }
}
