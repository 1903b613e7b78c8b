using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace LaptopAgents.SystemTests.Browser;

/// <summary>
/// One browser tab, spoken to in the DevTools protocol over its WebSocket: commands are numbered, answers carry the number, and
/// everything else is an event. A reader of its own keeps what the page complains about and every address it asks for.
/// </summary>
internal sealed class DevToolsSession : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Dictionary<int, TaskCompletionSource<JsonNode>> _waiting = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reader = Task.CompletedTask;
    private int _sequence;

    /// <summary>Uncaught errors, console errors and log entries of level error since the last <see cref="OpenAsync"/>.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Addresses that the page asked for since the last <see cref="OpenAsync"/>.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<DevToolsSession> ConnectAsync(Uri page)
    {
        var session = new DevToolsSession();
        await session._socket.ConnectAsync(page, CancellationToken.None);
        session._reader = session.ReadAsync();
        foreach (var domain in new[] { "Runtime", "Log", "Page", "Network" }) await session.SendAsync(domain + ".enable", []);
        return session;
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    public async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        int id;
        lock (_gate) _waiting.Add(id = ++_sequence, answer);
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>The value of an expression in the page; a promise is awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{expression}: {answer["exceptionDetails"]?.ToJsonString()}");
        return answer["result"]!["value"];
    }

    public async Task<string> TextAsync(string expression) => (await EvaluateAsync(expression))?.ToString() ?? "";

    public async Task<double> NumberAsync(string expression) => (await EvaluateAsync(expression))!.GetValue<double>();

    /// <summary>Waits until an expression is true.</summary>
    public async Task UntilAsync(string condition)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            if ((await EvaluateAsync($"Boolean({condition})"))!.GetValue<bool>()) return;
            await Task.Delay(25);
        }

        Assert.Fail($"The page never came to: {condition}. It said: {string.Join(" | ", Complaints)}");
    }

    /// <summary>Opens a page afresh and waits until it says that it is drawn.</summary>
    public async Task OpenAsync(Uri page)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = "about:blank" });
        await UntilAsync("location.href === 'about:blank'");
        lock (_gate)
        {
            Complaints.Clear();
            Requests.Clear();
        }

        await SendAsync("Page.navigate", new JsonObject { ["url"] = page.AbsoluteUri });
        await UntilAsync("document.documentElement?.dataset.ready");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reader.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (!_stop.IsCancellationRequested)
        {
            var part = await _socket.ReceiveAsync(buffer, _stop.Token);
            message.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage) continue;
            Handle(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
            message.SetLength(0);
        }
    }

    private void Handle(JsonNode message)
    {
        lock (_gate)
        {
            if (message["id"] is { } id)
            {
                if (_waiting.Remove(id.GetValue<int>(), out var answer)) answer.SetResult(message["result"] ?? message["error"]!);
                return;
            }

            var parameters = message["params"]!;
            switch (message["method"]!.GetValue<string>())
            {
                case "Network.requestWillBeSent": Requests.Add(parameters["request"]!["url"]!.GetValue<string>()); break;
                case "Runtime.exceptionThrown": Complaints.Add(parameters["exceptionDetails"]!.ToJsonString()); break;
                case "Runtime.consoleAPICalled" when parameters["type"]!.GetValue<string>() is "error" or "assert": Complaints.Add(parameters["args"]!.ToJsonString()); break;
                case "Log.entryAdded" when parameters["entry"]!["level"]!.GetValue<string>() == "error": Complaints.Add(parameters["entry"]!.ToJsonString()); break;
                default: break;
            }
        }
    }
}
