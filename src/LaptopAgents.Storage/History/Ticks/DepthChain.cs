using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Whether the messages of an order book follow each other without a loss.</summary>
internal static class DepthChain
{
    private const int FinalUpdate = 3;
    private const int PreviousUpdate = 7;

    /// <summary>The times at which a message does not name the one before it as its predecessor.</summary>
    public static IReadOnlyList<Timestamp> Breaks(TickTable? depth)
    {
        var breaks = new List<Timestamp>();
        for (var row = 1; depth is not null && row < depth.Count; row++)
        {
            var isNext = depth[row, FinalUpdate] != depth[row - 1, FinalUpdate];
            if (isNext && depth[row, PreviousUpdate] != 0 && depth[row, PreviousUpdate] != depth[row - 1, FinalUpdate])
                breaks.Add(new(depth[row, TickSchema.Time]));
        }

        return breaks;
    }
}
