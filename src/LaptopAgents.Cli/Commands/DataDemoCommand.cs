using System.CommandLine;
using LaptopAgents.Runtime.Configuration;
using LaptopAgents.Simulation;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la data demo</c>: makes the synthetic demo market again.</summary>
internal static class DataDemoCommand
{
    public static Command Create(Func<ConfigRequest> process)
    {
        var seed = new Option<ulong>("--seed") { Description = "Seed of the generator; the shipped market has the default.", DefaultValueFactory = _ => DemoMarket.DefaultSeed };
        var days = new Option<int>("--days") { Description = "Days from 2025-01-01.", DefaultValueFactory = _ => DemoMarket.DefaultDays };
        days.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 3650) given.AddError("--days must be from 1 to 3650.");
        });
        var folder = new Option<string>("--data-dir") { Description = "Folder of the demo's own catalog.", DefaultValueFactory = _ => Path.Combine("data", "demo") };
        var command = new Command("demo", "Make the SYNTHETIC demo market: BTCUSDT and ETHUSDT, one-minute bars and funding.") { seed, days, folder };
        command.SetAction(arguments => DataCommand.Run(arguments, () =>
        {
            var catalog = DataCommand.Open(arguments, folder, process);
            Write(catalog, arguments.GetValue(seed), arguments.GetValue(days));
            foreach (var set in catalog.Sets())
                arguments.InvocationConfiguration.Output.Write($"{set.Symbol} {set.Interval}: {set.Rows} SYNTHETIC bars, {set.From} to {set.To}, in {catalog.Root}\n");
            return ExitCodes.Done;
        }));
        return command;
    }

    /// <summary>Writes the market into a catalog, in place of an earlier one.</summary>
    internal static void Write(DataCatalog catalog, ulong seed, int days)
    {
        var writer = new CatalogWriter(catalog);
        foreach (var made in DemoMarket.Generate(seed, days))
        {
            var bars = new BarSeriesBuilder(made.Bars.Count);
            foreach (var bar in made.Bars) bars.Add(bar);
            // The date is the market's own end: the files must not depend on when they were made.
            var options = new SaveOptions { Source = DemoMarket.Source, Updated = DemoMarket.End, IsSynthetic = true, Replace = true };
            writer.RemoveSynthetic(made.Symbol, BarInterval.OneMinute);
            writer.Save(made.Symbol, BarInterval.OneMinute, bars.ToSeries(), options);
            var funding = new FundingSeries(
                [.. made.FundingTimes.Select(time => time.UnixNanos)], [.. made.Funding.Select(rate => rate.Rate.Raw)],
                [.. made.Funding.Select(rate => rate.MarkPrice.Raw)]);
            writer.SaveFunding(made.Symbol, funding, replace: true);
        }
    }
}
