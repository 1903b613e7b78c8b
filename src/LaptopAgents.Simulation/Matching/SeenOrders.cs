using LaptopAgents.Domain;

namespace LaptopAgents.Simulation;

/// <summary>
/// Recognises an order id that was used before. Ids of a session only count up, so a window over the latest of them is enough;
/// an id from before the window has been used by contract.
/// </summary>
internal sealed class SeenOrders
{
    private const int Window = 1024;
    private readonly List<Session> _sessions = new(1);

    /// <summary>Whether <paramref name="id"/> was seen before; from now on it was.</summary>
    public bool IsSeen(ClientOrderId id)
    {
        foreach (var session in _sessions)
            if (session.Prefix == id.Session) return session.IsSeen(id.Sequence);
        var added = new Session(id.Session);
        _sessions.Add(added);
        return added.IsSeen(id.Sequence);
    }

    private sealed class Session(uint prefix)
    {
        private readonly ulong[] _bits = new ulong[Window / 64];
        private long _newest;

        public uint Prefix => prefix;

        public bool IsSeen(long sequence)
        {
            if (sequence <= _newest - Window) return true;
            for (; _newest < sequence; _newest++)
            {
                if (sequence - _newest > Window)
                {
                    Array.Clear(_bits);
                    _newest = sequence - 1;
                }

                Bit(_newest + 1) &= ~Mask(_newest + 1);
            }

            ref var word = ref Bit(sequence);
            var isSeen = (word & Mask(sequence)) != 0;
            word |= Mask(sequence);
            return isSeen;
        }

        private ref ulong Bit(long sequence) => ref _bits[(int)((ulong)sequence % Window / 64)];

        private static ulong Mask(long sequence) => 1UL << (int)(sequence & 63);
    }
}
