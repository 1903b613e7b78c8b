using System.CommandLine;
using System.Globalization;
using LaptopAgents.Bitunix;
using LaptopAgents.Cli.Composition;

namespace LaptopAgents.Cli.Commands;

/// <summary>The flags of <c>la run</c> that only a paper session has.</summary>
internal sealed class PaperOptions
{
    private readonly Option<string?> _venue = new("--venue")
    {
        Description = "Market of a paper session: bitunix (live, the default), sim (a simulated exchange on this machine, on the catalog or the demo market), file (its bars alone).",
        HelpName = "VENUE",
    };

    private readonly Option<string?> _venueUrl = new("--venue-url") { Description = "Address of a venue that speaks Bitunix's protocol, such as that of `la exchange`.", HelpName = "URL" };

    private readonly Option<string?> _speed = new("--speed") { Description = "Pace of a market that has one: 1x, 60x, 1000x, or max.", HelpName = "N" };
    private readonly Option<double?> _duration = new("--duration") { Description = "Stop a paper session after so many minutes.", HelpName = "MINUTES" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the account's session." };
    private readonly Option<bool> _new = new("--new") { Description = "Begin another session, although the account has one." };

    public void AddTo(Command command)
    {
        _speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Pace(text) is null)
                result.AddError($"--speed '{text}' is no pace. Use 1x, 60x, 1000x … or max.");
        });
        _duration.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } minutes && (minutes <= 0 || minutes > 5_256_000)) result.AddError("--duration must be a positive number of minutes.");
        });
        _venue.AcceptOnlyFromAmong("bitunix", "sim", "file");
        _venueUrl.Validators.Add(result =>
        {
            try
            {
                BitunixHosts.For(result.GetValueOrDefault<string?>());
            }
            catch (ArgumentException problem)
            {
                result.AddError($"--venue-url: {problem.Message}");
            }
        });
        foreach (var option in new Option[] { _venue, _venueUrl, _speed, _duration, _resume, _new }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_resume) && result.GetValue(_new)) result.AddError("--resume goes on with a session and --new begins another; give one of them.");
        });
    }

    public PaperRequest Request(ParseResult arguments) => new(
        arguments.GetValue(_resume), arguments.GetValue(_new), Pace(arguments.GetValue(_speed) ?? "1x") ?? 1,
        arguments.GetValue(_duration) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        arguments.GetValue(_venue) switch { "sim" => PaperVenue.Simulator, "file" => PaperVenue.File, _ => PaperVenue.Bitunix },
        arguments.GetValue(_venueUrl));

    private static double? Pace(string text)
    {
        if (text == "max") return 0;
        var number = text.EndsWith('x') ? text[..^1] : text;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pace) && pace is > 0 and <= 1e9 ? pace : null;
    }
}
