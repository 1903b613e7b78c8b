namespace LaptopAgents.Bitunix;

/// <summary>A message does not have a known shape. It never leaves the adapter: the edge turns it into a protocol error.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
