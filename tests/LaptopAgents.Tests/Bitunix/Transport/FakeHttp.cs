using System.Text;
using LaptopAgents.Bitunix;

namespace LaptopAgents.Tests.Bitunix.Transport;

/// <summary>Answers from memory: by default from a handler, once or more from a script.</summary>
internal sealed class FakeHttp(TimeProvider time) : IHttpExchange
{
    private readonly Queue<Func<HttpCall, HttpReply>> _script = new();

    public List<HttpCall> Calls { get; } = [];

    /// <summary>When each call came.</summary>
    public List<DateTimeOffset> Times { get; } = [];

    public Func<HttpCall, HttpReply> Handler { get; set; } = _ => throw new InvalidOperationException("A call that nobody expected.");

    /// <summary>Venue minus our clock, told in the Date header.</summary>
    public TimeSpan Skew { get; set; }

    public void Next(Func<HttpCall, HttpReply> answer) => _script.Enqueue(answer);

    public void Next(string body, int status = 200) => Next(_ => Json(body, status));

    public HttpReply Json(string body, int status = 200, string type = "application/json", TimeSpan retryAfter = default)
    {
        var now = time.GetUtcNow() + Skew;
        return new(status, type, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), retryAfter, Encoding.UTF8.GetBytes(body));
    }

    public ValueTask<HttpReply> SendAsync(HttpCall call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (Calls)
        {
            Calls.Add(call);
            Times.Add(time.GetUtcNow());
            return ValueTask.FromResult(_script.TryDequeue(out var answer) ? answer(call) : Handler(call));
        }
    }
}

/// <summary>Never answers.</summary>
internal sealed class HangingHttp : IHttpExchange
{
    public async ValueTask<HttpReply> SendAsync(HttpCall call, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        throw new InvalidOperationException("It hangs.");
    }
}
