using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Reads bars from the rows of a CSV file.</summary>
internal static class BarCsv
{
    /// <exception cref="DataException">A row is no bar, or does not come after the one before and sorting was not asked for.</exception>
    public static BarSeries Read(CsvRows rows, CsvLayout layout, long bytesOfFile, ImportSession session)
    {
        var builder = new BarSeriesBuilder();
        var lines = session.Options.Sort ? new List<long>() : null;
        var last = long.MinValue;
        var isOrdered = true;
        while (rows.Next())
        {
            session.CountRow(rows, builder.Count + 1, bytesOfFile);
            var bar = ReadBar(rows, layout);
            var time = bar.OpenTime.UnixNanos;
            if (time <= last)
            {
                if (lines is null) throw OutOfOrder(rows, time, last);
                isOrdered = false;
            }

            builder.Add(bar);
            lines?.Add(rows.Line);
            last = time;
        }

        if (builder.Count == 0) throw new DataException($"{rows.Name} has a header but no row.", "Give a file with at least one bar.");
        session.Finish(rows);
        return isOrdered ? builder.ToSeries() : Sorted(builder.ToSeries(), lines!, rows.Name, session);
    }

    private static Bar ReadBar(CsvRows rows, CsvLayout layout)
    {
        var bar = new Bar(
            new(rows.Time(layout[Field.Time])),
            new(rows.PositiveNumber(layout[Field.Open])),
            new(rows.PositiveNumber(layout[Field.High])),
            new(rows.PositiveNumber(layout[Field.Low])),
            new(rows.PositiveNumber(layout[Field.Close])),
            new(layout.Has(Field.Volume) ? rows.NumberNotBelowZero(layout[Field.Volume]) : 0));
        if (BarChecks.Problem(bar) is { } problem) throw rows.Refuse(problem, "Correct the row in the source.");
        return bar;
    }

    private static DataException OutOfOrder(CsvRows rows, long time, long last) => time == last
        ? rows.Refuse($"the time {new Timestamp(time)} is there twice", "Remove one of the rows, or use --sort to drop rows that are the same in every value.")
        : rows.Refuse($"the time {new Timestamp(time)} comes after {new Timestamp(last)}", "Sort the file by time, or use --sort.");

    private static BarSeries Sorted(BarSeries bars, List<long> lines, string name, ImportSession session)
    {
        var order = Enumerable.Range(0, bars.Count).ToArray();
        // The place in the file breaks ties, so that the result does not depend on the sort.
        Array.Sort(order, (left, right) =>
            bars.OpenTimes[left].CompareTo(bars.OpenTimes[right]) is var byTime and not 0 ? byTime : left.CompareTo(right));
        var builder = new BarSeriesBuilder(bars.Count);
        for (var i = 0; i < order.Length; i++)
        {
            var bar = bars[order[i]];
            if (builder.Count == 0 || bar.OpenTime > builder.LastOpenTime)
            {
                builder.Add(bar);
                continue;
            }

            if (bar != bars[order[i - 1]])
                throw new DataException($"{name}, lines {lines[order[i - 1]]} and {lines[order[i]]}: two different bars have the time {bar.OpenTime}.", "Remove the wrong one.");
        }

        var dropped = bars.Count - builder.Count;
        session.Warn($"{name} was not in order of time and was sorted" + (dropped > 0 ? $"; {dropped} repeated rows were dropped." : "."));
        return builder.ToSeries();
    }
}
