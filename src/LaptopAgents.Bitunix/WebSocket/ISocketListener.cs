namespace LaptopAgents.Bitunix;

/// <summary>Told what happens on a WebSocket, one thing after the other. It must return at once.</summary>
internal interface ISocketListener
{
    /// <summary>Connected, logged in and subscribed. What happened before is lost and must be fetched.</summary>
    void OnConnected();

    /// <summary>The connection ended; another is tried after a wait.</summary>
    void OnDisconnected(string reason);

    void OnPush(VenuePush push);

    /// <summary>A message that could not be understood, or that says that something is wrong.</summary>
    void OnProblem(string text);
}
