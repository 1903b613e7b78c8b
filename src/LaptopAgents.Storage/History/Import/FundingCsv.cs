using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Reads funding settlements from the rows of a CSV file.</summary>
internal static class FundingCsv
{
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;

    /// <exception cref="DataException">A row is no settlement, or does not come after the one before.</exception>
    public static FundingSeries Read(CsvRows rows, CsvLayout layout, long bytesOfFile, ImportSession session)
    {
        var found = new List<(long Time, long Rate, long Mark, long Line)>();
        var late = 0;
        while (rows.Next())
        {
            session.CountRow(rows, found.Count + 1, bytesOfFile);
            var time = rows.Time(layout[Field.Time]);
            // Venues stamp a settlement some milliseconds after the minute that it settles.
            if (time % Minute is > 0 and < Second)
            {
                time -= time % Minute;
                late++;
            }

            var mark = layout.Has(Field.MarkPrice) && !rows.Field(layout[Field.MarkPrice]).IsEmpty ? rows.PositiveNumber(layout[Field.MarkPrice]) : 0;
            var rate = rows.Number(layout[Field.FundingRate]);
            if (Math.Abs(rate) >= FixedPoint.One / 2)
                throw rows.RefuseField(layout[Field.FundingRate], "is half of the position or more in one settlement", "Give rates as fractions: 0.0001 is one basis point.");
            if (found.Count > 0 && time <= found[^1].Time && !session.Options.Sort)
                throw rows.Refuse($"the time {new Timestamp(time)} is not after the row before", "Sort the file by time, or use --sort.");
            found.Add((time, rate, mark, rows.Line));
        }

        if (found.Count == 0) throw new DataException($"{rows.Name} has a header but no row.", "Give a file with at least one settlement.");
        session.Finish(rows);
        if (late > 0) session.Warn($"{rows.Name}: {late} settlements were stamped less than a second late and were put to their minute.");
        return Ordered(found, rows.Name);
    }

    private static FundingSeries Ordered(List<(long Time, long Rate, long Mark, long Line)> found, string name)
    {
        var sorted = found.OrderBy(row => row.Time).ThenBy(row => row.Line).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].Time == sorted[i - 1].Time && (sorted[i].Rate != sorted[i - 1].Rate || sorted[i].Mark != sorted[i - 1].Mark))
                throw new DataException($"{name}, lines {sorted[i - 1].Line} and {sorted[i].Line}: two different settlements have the time {new Timestamp(sorted[i].Time)}.", "Remove the wrong one.");
        }

        var distinct = sorted.DistinctBy(row => row.Time).ToList();
        return new([.. distinct.Select(row => row.Time)], [.. distinct.Select(row => row.Rate)], [.. distinct.Select(row => row.Mark)]);
    }
}
