using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Tests.Bitunix.Transport;
using Microsoft.Extensions.Time.Testing;

namespace LaptopAgents.Tests.Bitunix.Account;

public sealed class AccountStreamTests
{
    private const string Order = """{"ch":"order","ts":1760000000200,"data":{"event":"CREATE","orderId":"1","symbol":"BTCUSDT","side":"Buy","type":"Limit","qty":"0.01","price":"60000","orderStatus":"NEW_","dealAmount":"0","clientId":"c-1"}}""";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1760000000));
    private readonly FakeSockets _sockets;
    private readonly BitunixRest _rest;

    public AccountStreamTests()
    {
        _sockets = new FakeSockets(_time);
        _rest = new BitunixRest(new FakeHttp(_time), BitunixHosts.Live, _time);
    }

    [Fact]
    public void The_login_message_is_the_venues_own_example() => Assert.Equal(
        """{"op":"login","args":[{"apiKey":"demoKey","timestamp":1760000000,"nonce":"0123456789abcdef0123456789abcdef","sign":"31cf537e84fd9b4b44ab08afc9244c0af313acbab1fb3a00f95cb989eafb1255"}]}""",
        AccountStream.Login("0123456789abcdef0123456789abcdef", 1760000000, new BitunixCredentials("demoKey", "demoSecret")));

    [Fact]
    public async Task It_logs_in_subscribes_and_tells_pushes()
    {
        await using var stream = Stream();
        stream.Start();
        await UntilAsync(() => _sockets.All is [{ Sent.Count: 1 }]);
        Assert.Contains("\"op\":\"login\"", _sockets.All[0].Sent[0].Text, StringComparison.Ordinal);
        _sockets.All[0].Push("""{"op":"login","data":{"result":true}}""");
        await UntilAsync(() => _sockets.All[0].Sent.Count == 2);
        Assert.Equal("""{"op":"subscribe","args":[{"ch":"order"},{"ch":"position"},{"ch":"balance"},{"ch":"tpsl"}]}""", _sockets.All[0].Sent[1].Text);
        _sockets.All[0].Push(Order);
        Assert.IsType<AccountConnected>(await NextAsync(stream));
        Assert.Equal(VenueOrderStatus.New, Assert.IsType<OrderPush>(Assert.IsType<AccountPushed>(await NextAsync(stream)).Push).Status);
    }

    [Fact]
    public async Task A_refused_login_is_told_and_tried_again_after_a_wait()
    {
        await using var stream = Stream();
        stream.Start();
        await UntilAsync(() => _sockets.All is [{ Sent.Count: 1 }]);
        _sockets.All[0].Push("""{"op":"login","data":{"result":false,"msg":"sign error"}}""");
        Assert.Contains("sign error", Assert.IsType<AccountDisconnected>(await NextAsync(stream)).Reason, StringComparison.Ordinal);
        await UntilAsync(() => _sockets.All.Count == 2);
        await UntilAsync(() => _sockets.All[1].Sent.Count == 1);
        // A nonce is used once.
        Assert.NotEqual(_sockets.All[0].Sent[0].Text, _sockets.All[1].Sent[0].Text);
    }

    [Fact]
    public async Task A_login_without_an_answer_and_a_server_without_a_greeting_end_in_time()
    {
        _sockets.Greets = false;
        await using var stream = Stream();
        stream.Start();
        Assert.Contains("not answered", Assert.IsType<AccountDisconnected>(await NextAsync(stream)).Reason, StringComparison.Ordinal);
    }

    private AccountStream Stream() => new(_rest, _sockets, BitunixHosts.Live, new BitunixCredentials("demoKey", "demoSecret"), _time);

    private async Task<AccountEvent> NextAsync(AccountStream stream)
    {
        AccountEvent? next = null;
        await UntilAsync(() => stream.Events.TryRead(out next));
        return next!;
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 5_000; i++)
        {
            if (isSo()) return;
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(1);
        }

        Assert.Fail("It did not happen.");
    }
}
