using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Cli.Composition;

/// <summary>What the command line says about a paper session beyond the configuration.</summary>
/// <param name="Resume">Go on with the account's session.</param>
/// <param name="StartNew">Begin another session, although there is one that could be resumed.</param>
/// <param name="Speed">Pace of a market that has one of its own: seconds of the market in a second; zero for as fast as it goes.</param>
/// <param name="Duration">Stop after so long; null for never.</param>
/// <param name="Venue">Whose market.</param>
/// <param name="VenueUrl">Where the venue is; null for Bitunix itself.</param>
internal sealed record PaperRequest(
    bool Resume, bool StartNew, double Speed, TimeSpan? Duration, PaperVenue Venue = PaperVenue.Bitunix, string? VenueUrl = null);

/// <summary>Whose market a paper session trades on.</summary>
internal enum PaperVenue
{
    /// <summary>Bitunix, or what speaks its protocol at another address.</summary>
    Bitunix,

    /// <summary>A simulated exchange that is started beside the session.</summary>
    Simulator,

    /// <summary>The catalog's bars, without an exchange.</summary>
    File,
}

/// <summary>Where a paper session's market comes from.</summary>
internal interface IPaperMarket : IAsyncDisposable
{
    /// <summary>The contracts, in the order of the configured symbols, with the configured fees and margin rules.</summary>
    IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>In words, for people.</summary>
    string Source { get; }

    /// <summary>No market ever did this.</summary>
    bool IsSynthetic { get; }

    /// <summary>Opens the feed; it is asked once.</summary>
    /// <param name="after">
    /// The last instant that a resumed session knows: the feed begins with what it missed, marked as back-filled. The beginning of time
    /// for a new session. What was told before may be told again: it is filtered.
    /// </param>
    IMarketDataFeed Open(Timestamp after);

    /// <summary>Lets the market go when the session has ended; a file needs no good-bye.</summary>
    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A session cannot begin as it was asked to. The message says what to do instead.</summary>
internal sealed class SessionRefusedException(string message) : Exception(message);
