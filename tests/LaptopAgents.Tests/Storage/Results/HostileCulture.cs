using System.Globalization;

namespace LaptopAgents.Tests.Storage.Results;

/// <summary>A culture that breaks whatever forgets to name one: comma as the decimal point, a long minus, dots between dates.</summary>
internal static class HostileCulture
{
    public static void Run(Action action)
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = "h";
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("−1,5", (-1.5m).ToString((IFormatProvider?)null));
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
