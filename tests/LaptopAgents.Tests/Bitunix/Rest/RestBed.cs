using LaptopAgents.Bitunix;
using LaptopAgents.Tests.Bitunix.Transport;
using Microsoft.Extensions.Time.Testing;

namespace LaptopAgents.Tests.Bitunix.Rest;

/// <summary>The REST interface over a fake network and a clock that a test moves.</summary>
internal sealed class RestBed
{
    public RestBed(bool withKey = true, RestOptions? options = null)
    {
        Http = new FakeHttp(Time);
        Rest = new BitunixRest(Http, BitunixHosts.For("http://127.0.0.1:8090"), Time, withKey ? new BitunixCredentials("demoKey", "demoSecret") : null, options, new CountedNonces());
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1760000000000));

    public FakeHttp Http { get; }

    public BitunixRest Rest { get; }

    /// <summary>Lets time pass in small steps until the work is done.</summary>
    public async Task<T> RunAsync<T>(ValueTask<T> work, TimeSpan? step = null)
    {
        var task = work.AsTask();
        for (var i = 0; i < 2_000 && !task.IsCompleted; i++)
        {
            Time.Advance(step ?? TimeSpan.FromMilliseconds(50));
            await Task.Yield();
            if (i % 20 == 0) await Task.Delay(1);
        }

        return await task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private sealed class CountedNonces : INonceSource
    {
        private int _count;

        public string Next() => $"{++_count:x32}";
    }
}
