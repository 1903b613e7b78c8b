namespace LaptopAgents.Analysis;

/// <summary>Plain loops over numbers. They are compiled ahead of time, which generic methods of the library over numbers are not.</summary>
internal static class Numbers
{
    public static double[] Above(double[] values, double limit = 0)
    {
        var (chosen, count) = (new double[values.Length], 0);
        foreach (var value in values)
            if (value > limit) chosen[count++] = value;
        return chosen[..count];
    }

    public static double[] Below(double[] values, double limit = 0)
    {
        var (chosen, count) = (new double[values.Length], 0);
        foreach (var value in values)
            if (value < limit) chosen[count++] = value;
        return chosen[..count];
    }

    /// <summary>Sorts ascending, in place (heap sort).</summary>
    public static void Sort(double[] values)
    {
        for (var root = values.Length / 2 - 1; root >= 0; root--) Sift(values, root, values.Length);
        for (var end = values.Length - 1; end > 0; end--)
        {
            (values[0], values[end]) = (values[end], values[0]);
            Sift(values, 0, end);
        }
    }

    /// <summary>Place of the first value that is not below <paramref name="limit"/> in ascending values.</summary>
    public static int FirstNotBelow(ReadOnlySpan<long> sorted, long limit)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < limit) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static void Sift(double[] values, int root, int end)
    {
        for (var child = root * 2 + 1; child < end; child = root * 2 + 1)
        {
            if (child + 1 < end && values[child + 1] > values[child]) child++;
            if (values[root] >= values[child]) return;
            (values[root], values[child]) = (values[child], values[root]);
            root = child;
        }
    }
}
