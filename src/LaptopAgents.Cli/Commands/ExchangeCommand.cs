using System.CommandLine;
using System.Globalization;
using LaptopAgents.Cli.Composition;
using LaptopAgents.Domain;
using LaptopAgents.ExchangeSimulator;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary><c>la exchange</c>: an exchange to rehearse against, on this machine alone.</summary>
internal static class ExchangeCommand
{
    private const int UsualPort = 8790;

    public static Command Create(Func<ConfigRequest> process)
    {
        var account = new Option<string>("--account") { Description = "Name of an account to open.", HelpName = "NAME", DefaultValueFactory = _ => "demo" };
        var balance = new Option<decimal>("--balance") { Description = "What the account begins with, in quote currency.", DefaultValueFactory = _ => 10_000m };
        var port = new Option<int>("--port") { Description = "TCP port on this machine; 0 takes a free one.", DefaultValueFactory = _ => UsualPort };
        var speed = new Option<string>("--speed") { Description = "Market time against real time, from 1x to 100000x; 0x: stepped over /sim/step.", HelpName = "N", DefaultValueFactory = _ => "1x" };
        var symbol = new Option<string[]>("--symbol", "-s") { Description = "Pair to trade; may be repeated. Every pair of the data when not given.", AllowMultipleArgumentsPerToken = true };
        var from = new Option<string?>("--from") { Description = "Where the market begins, UTC; what lies before is history." };
        var ticks = new Option<bool>("--ticks") { Description = "Replay a recording of trades, quotes and books instead of bars." };
        var loop = new Option<bool>("--loop") { Description = "Begin again after the end of the data, with later dates." };
        var hedge = new Option<bool>("--hedge") { Description = "The account holds long and short side by side." };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the trades inside bars, and of faults.", DefaultValueFactory = _ => 1UL };
        var setup = new Option<string?>("--setup") { Description = "JSON file with quirks, limits and faults to begin with.", HelpName = "FILE" };
        var folder = DataCommand.Folder();
        balance.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<decimal>() is < 0m or > 1_000_000_000m) given.AddError("--balance must be from 0 to 1000000000.");
        });
        port.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 0 or > 65535) given.AddError("--port must be from 0 to 65535.");
        });
        speed.Validators.Add(given =>
        {
            if (Speed(given.GetValueOrDefault<string>()) is null) given.AddError("--speed must be a number from 0 to 100000, such as 60x.");
        });
        var command = new Command("exchange", "Run a simulated Bitunix exchange on this machine.") { account, balance, port, speed, symbol, from, ticks, loop, hedge, seed, setup, folder };
        command.SetAction((arguments, cancellation) => RunAsync(arguments, () =>
        {
            var own = DataCommand.Open(arguments, folder, process);
            var market = new ExchangeMarket(arguments.GetValue(symbol) ?? [], DataCommand.Instant(arguments.GetValue(from), "--from"), arguments.GetValue(ticks));
            var options = ExchangeComposition.Options(own, DataCommand.Demo(arguments, folder, own), market, out var isSynthetic);
            var customer = AccountKeys.Make(arguments.GetRequiredValue(account), Money.FromDecimal(decimal.Round(arguments.GetValue(balance), 8)), arguments.GetValue(seed));
            return (options with
            {
                Port = arguments.GetValue(port),
                Speed = Speed(arguments.GetRequiredValue(speed)) ?? 1,
                Loop = arguments.GetValue(loop),
                Seed = arguments.GetValue(seed),
                Accounts = [customer with { IsHedge = arguments.GetValue(hedge) }],
            }, isSynthetic);
        }, arguments.GetValue(setup) is { } file ? Path.Combine(process().WorkingDirectory, file) : null, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult arguments, Func<(ExchangeOptions Options, bool IsSynthetic)> compose, string? setup, CancellationToken cancellation)
    {
        ExchangeOptions options = null!;
        var isSynthetic = false;
        var settings = "{}";
        var ready = DataCommand.Run(arguments, () =>
        {
            if (setup is not null) settings = File.ReadAllText(setup);
            (options, isSynthetic) = compose();
            return ExitCodes.Done;
        });
        if (ready != ExitCodes.Done) return ready;
        try
        {
            await using var host = await ExchangeHost.StartAsync(options, cancellation);
            host.Admin.Set(settings);
            Tell(arguments.InvocationConfiguration.Output, host, options, isSynthetic);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            arguments.InvocationConfiguration.Output.Write(
                string.Create(CultureInfo.InvariantCulture, $"Stopped at {host.Admin.Now} market time; wallet {host.Admin.Wallet(options.Accounts[0].Name)} USDT.\n"));
            return ExitCodes.Done;
        }
        catch (ArgumentException problem)
        {
            arguments.InvocationConfiguration.Error.Write($"error: {setup}: {problem.Message} docs/EXCHANGE.md lists what it may hold.\n");
            return ExitCodes.Usage;
        }
        catch (IOException problem)
        {
            arguments.InvocationConfiguration.Error.Write($"error: {problem.Message} Choose another --port, or 0 for a free one.\n");
            return ExitCodes.Failure;
        }
    }

    private static void Tell(TextWriter output, ExchangeHost host, ExchangeOptions options, bool isSynthetic)
    {
        var customer = options.Accounts[0];
        var pairs = string.Join(", ", options.Instruments.Select(info => info.Symbol));
        var pace = options.Speed == 0 ? "stepped" : string.Create(CultureInfo.InvariantCulture, $"{options.Speed:0.##}x");
        output.Write($"Simulated exchange: {pairs}, from {host.Admin.Now}, {pace}{(isSynthetic ? "; the market is SYNTHETIC" : "")}\n");
        output.Write($"REST       {host.Uri.ToString().TrimEnd('/')}\n");
        output.Write($"WebSocket  {host.WebSocketUri}public/  {host.WebSocketUri}private/\n");
        output.Write($"Account '{customer.Name}' with {customer.Balance} USDT. Lines for .env:\n\n");
        output.Write($"BITUNIX_API_KEY={customer.ApiKey}\nBITUNIX_API_SECRET={customer.Secret}\n\n");
        output.Write("Ctrl-C stops it.\n");
        output.Flush();
    }

    /// <summary>A pace such as <c>60x</c> or <c>60</c>; null when it is none.</summary>
    internal static double? Speed(string? text)
    {
        var number = text is not null && text.EndsWith('x') ? text[..^1] : text;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is >= 0 and <= 100_000 ? speed : null;
    }
}
