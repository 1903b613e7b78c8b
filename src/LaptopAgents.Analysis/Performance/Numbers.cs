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
}
