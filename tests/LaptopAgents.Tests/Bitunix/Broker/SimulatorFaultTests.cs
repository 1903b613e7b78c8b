using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using LaptopAgents.Simulation;

namespace LaptopAgents.Tests.Bitunix.Broker;

/// <summary>The broker while the exchange misbehaves: when it is quiet again both sides are equal, and every fill was told once.</summary>
public sealed class SimulatorFaultTests
{
    private static readonly string[] s_kinds =
    [
        """{"kind":"timeout_after","match":"place_order","probability":0.4,"value":900}""",
        """{"kind":"timeout_before","match":"place_order","probability":0.4,"value":900}""",
        """{"kind":"timeout_after","match":"cancel_orders","probability":0.5,"value":900}""",
        """{"kind":"http","value":502,"probability":0.25}""",
        """{"kind":"http","value":429,"probability":0.25}""",
        """{"kind":"code","value":10001,"probability":0.25}""",
        """{"kind":"code","value":10006,"probability":0.25}""",
        """{"kind":"drop_push","probability":0.5}""",
        """{"kind":"duplicate_push","probability":0.5}""",
        """{"kind":"reorder_push","probability":0.5}""",
        """{"kind":"cancel_fill_race","probability":0.7}""",
        """{"kind":"delay","value":200,"probability":0.3}""",
    ];

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, s_kinds.Length)];

    [Fact]
    public async Task An_order_that_timed_out_after_it_was_taken_is_unknown_then_found_and_never_sent_twice()
    {
        await using var bed = await BrokerBed.StartAsync();
        bed.Host.Admin.AddFault("""{"kind":"timeout_after","match":"place_order","count":1,"value":900}""");
        var id = bed.Send(bed.Order(Side.Buy, 0.02m));
        await bed.UntilAsync(id, OrderStatus.Filled);
        Assert.Single(bed.Intents);
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task An_order_that_never_arrived_is_unknown_until_the_evidence_is_old_enough_and_then_rejected()
    {
        await using var bed = await BrokerBed.StartAsync();
        bed.Host.Admin.AddFault("""{"kind":"timeout_before","match":"place_order","count":1,"value":900}""");
        var id = bed.Send(bed.Order(Side.Buy, 0.02m));
        await bed.UntilAsync(id, OrderStatus.Unknown);
        await bed.UntilAsync(id, OrderStatus.Rejected);
        Assert.Equal(OrderReason.UnknownOrder, bed.Ledger.Reports[^1].Reason);
        Assert.Single(bed.Intents);
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task An_order_that_cannot_be_seen_at_first_is_not_given_up()
    {
        await using var bed = await BrokerBed.StartAsync(quirks: quirks => (quirks.OrderVisibleAfterMs, quirks.StatusUnderscore) = (500, true));
        bed.Host.Admin.AddFault("""{"kind":"timeout_after","match":"place_order","count":1,"value":900}""");
        bed.Host.Admin.AddFault("""{"kind":"drop_push"}""");
        var id = bed.Send(bed.Order(Side.Buy, 0.02m, 59_000m));
        await bed.UntilAsync(id, OrderStatus.Unknown);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(OrderStatus.Unknown, bed.StatusOf(id));
        bed.Host.Admin.Step(Duration.FromSeconds(1));
        await bed.UntilAsync(id, OrderStatus.Accepted);
        bed.Host.Admin.ClearFaults();
        await bed.AssertEqualAsync();
    }

    [Fact]
    public async Task Fills_that_happened_while_the_stream_was_down_are_told_once()
    {
        await using var bed = await BrokerBed.StartAsync();
        var id = bed.Send(bed.Order(Side.Buy, 0.02m, 59_950m));
        await bed.UntilAsync(id, OrderStatus.Accepted);
        bed.Host.Admin.AddFault("""{"kind":"disconnect"}""");
        bed.Host.Admin.AddFault("""{"kind":"drop_push","count":20}""");
        bed.Host.Admin.Step(Duration.FromMinutes(30));
        await bed.UntilAsync(id, OrderStatus.Filled);
        await bed.AssertEqualAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Each_kind_of_fault_alone_leaves_both_sides_equal(int kind) => TradeAsync((ulong)kind + 100, [s_kinds[kind]]);

    [Fact]
    public async Task Pairs_of_faults_leave_both_sides_equal()
    {
        // Seeds run beside each other, because most of their time is waiting.
        await Task.WhenAll(Enumerable.Range(1, 12).Select(seed =>
        {
            var first = (int)(Prng.Uniform((ulong)seed, 900, 0) * s_kinds.Length);
            var second = (first + 1 + (int)(Prng.Uniform((ulong)seed, 900, 1) * (s_kinds.Length - 1))) % s_kinds.Length;
            return TradeAsync((ulong)seed, [s_kinds[first], s_kinds[second]]);
        }));
    }

    private static async Task TradeAsync(ulong seed, string[] faults)
    {
        await using var bed = await BrokerBed.StartAsync(seed: seed);
        foreach (var fault in faults) bed.Host.Admin.AddFault(fault);
        var sent = new List<ClientOrderId>();
        for (var i = 0; i < 8; i++)
        {
            var draw = Prng.Uniform(seed, 901, (ulong)i);
            var side = Prng.Uniform(seed, 902, (ulong)i) < 0.5 ? Side.Buy : Side.Sell;
            var quantity = 0.01m + 0.01m * (int)(Prng.Uniform(seed, 903, (ulong)i) * 3);
            if (draw < 0.35) sent.Add(bed.Send(bed.Order(side, quantity)));
            else if (draw < 0.7) sent.Add(bed.Send(bed.Order(side, quantity, side == Side.Buy ? 59_960m : 60_040m)));
            else if (draw < 0.9 && sent.Count > 0) bed.Cancel(sent[^1]);
            else bed.Host.Admin.Step(Duration.FromMinutes(1));
            await Task.Delay(60, TestContext.Current.CancellationToken);
            bed.Pump();
        }

        bed.Host.Admin.Step(Duration.FromMinutes(3));
        bed.Host.Admin.ClearFaults();
        await bed.AssertEqualAsync($"seed {seed}, {string.Join(" + ", faults)}:", 40);
        Assert.Equal(bed.Intents.Distinct().Count(), bed.Intents.Count);
    }
}
