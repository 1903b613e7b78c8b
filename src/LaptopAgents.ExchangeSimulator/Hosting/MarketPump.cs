namespace LaptopAgents.ExchangeSimulator;

/// <summary>Lets the market go on by the machine's clock until it is stopped.</summary>
internal static class MarketPump
{
    private static readonly TimeSpan QuietAfter = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Exchange exchange, CancellationToken stopping)
    {
        var repeated = exchange.Options.Time.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            TimeSpan wait;
            lock (exchange.Gate)
            {
                exchange.Tick();
                if (exchange.Options.Time.GetElapsedTime(repeated) >= QuietAfter)
                {
                    repeated = exchange.Options.Time.GetTimestamp();
                    if (exchange.Speed > 0) exchange.Hub.Repeat(QuietAfter);
                }

                wait = exchange.UntilNext;
            }

            await Task.Delay(wait, exchange.Options.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
