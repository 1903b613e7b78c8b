using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Who listens to what, and the pushes on their way.</summary>
internal sealed class PushHub(Exchange exchange)
{
    private static readonly string[] PrivateChannels = ["order", "position", "balance", "tpsl"];
    private readonly List<SocketSession> _sessions = [];
    private readonly Dictionary<(string Channel, string Symbol), Topic> _topics = [];
    private readonly List<Topic>[] _bySymbol = [.. exchange.Markets.Select(_ => new List<Topic>())];
    private readonly PublicPushes _pushes = new(exchange);

    public int Count => _sessions.Count;

    /// <summary>Some reader has too much waiting for it.</summary>
    public bool IsCongested
    {
        get
        {
            foreach (var session in _sessions)
                if (session.Waiting > exchange.Limits.QueuedPushes) return true;
            return false;
        }
    }

    public IReadOnlyList<SocketSession> Sessions => _sessions;

    public void Add(SocketSession session) => _sessions.Add(session);

    public void Remove(SocketSession session)
    {
        _sessions.Remove(session);
        foreach (var topic in session.Topics) topic.Listeners.Remove(session);
        session.Topics.Clear();
    }

    /// <summary>Adds a channel to a session; a name that the exchange does not know is passed over in silence.</summary>
    public void Subscribe(SocketSession session, string channel, string? symbol)
    {
        if (session.IsPrivate)
        {
            if (PrivateChannels.Contains(channel)) session.PrivateChannels.Add(channel);
            return;
        }

        if (exchange.Find(symbol) is not { } market) return;
        if (!_topics.TryGetValue((channel, market.Rules.Symbol), out var topic))
        {
            if (Topic.Of(channel, market) is not { } made) return;
            topic = _topics[(channel, market.Rules.Symbol)] = made;
            _bySymbol[market.Info.Id.Index].Add(topic);
        }

        if (!session.Topics.Add(topic)) return;
        topic.Listeners.Add(session);
        if (_pushes.Write(topic, isUpdate: false, forNewListener: true) is { } snapshot) session.Push(topic.Channel, snapshot);
    }

    public void Unsubscribe(SocketSession session, string channel, string? symbol)
    {
        session.PrivateChannels.Remove(channel);
        if (symbol is null || !_topics.TryGetValue((channel, symbol), out var topic) || !session.Topics.Remove(topic)) return;
        topic.Listeners.Remove(session);
    }

    /// <summary>Tells everybody whom an event of the market concerns.</summary>
    public void OnMarket(SymbolMarket market, in EngineEvent next)
    {
        if (next.Kind == EventKind.BookLevel && !next.BookLevel.IsLast) return;
        foreach (var topic in _bySymbol[market.Info.Id.Index])
            if (topic.Listeners.Count > 0 && topic.IsMovedBy(next.Kind)) Push(topic, isUpdate: true);
    }

    /// <summary>Tells how quiet markets stand, so that a listener can tell quiet from dead.</summary>
    public void Repeat(TimeSpan after)
    {
        var time = exchange.Options.Time;
        foreach (var topic in _topics.Values)
            if (topic.Listeners.Count > 0 && topic.Kind != TopicKind.Trade && time.GetElapsedTime(topic.PushedAt) >= after) Push(topic, isUpdate: false);
    }

    /// <summary>Tells an account's own sockets.</summary>
    public void Push(ExchangeAccount account, string channel, byte[] push)
    {
        foreach (var session in _sessions)
        {
            if (session.Account != account) continue;
            if (exchange.Quirks.PrivateOnlyWhenSubscribed && !session.PrivateChannels.Contains(channel)) continue;
            session.Push(channel, push);
        }
    }

    /// <summary>Whether anybody listens to an account.</summary>
    public bool HasListener(ExchangeAccount account) => _sessions.Exists(session => session.Account == account);

    /// <summary>Leaves sockets open and says nothing on them any more.</summary>
    public void Freeze(string? match)
    {
        foreach (var session in _sessions.Where(session => session.IsMatch(match))) session.IsFrozen = true;
    }

    /// <summary>Cuts sockets without a word.</summary>
    public void Cut(string? match)
    {
        foreach (var session in _sessions.Where(session => session.IsMatch(match)).ToList()) session.Abort();
    }

    private void Push(Topic topic, bool isUpdate)
    {
        if (_pushes.Write(topic, isUpdate) is not { } push) return;
        topic.PushedAt = exchange.Options.Time.GetTimestamp();
        foreach (var listener in topic.Listeners) listener.Push(topic.Channel, push);
    }
}
