using LaptopAgents.Runtime.Observability;
using LaptopAgents.TestKit;

namespace LaptopAgents.Tests.Runtime.Observability;

public sealed class SessionVerdictTests
{
    private static readonly DateTime Now = SampleBeats.Noon;

    [Fact]
    public void A_session_that_beats_and_comes_on_is_running() => Expect(SessionCondition.Running, SampleBeats.Running);

    [Fact]
    public void A_turn_that_takes_too_long_is_a_session_that_hangs_although_its_heart_beats()
    {
        var verdict = Expect(SessionCondition.Hung, SampleBeats.Running with { Activity = "working", LastProgress = Now.AddSeconds(-42) });
        Assert.Equal(Now.AddSeconds(-42), verdict.Since);
        Expect(SessionCondition.Running, SampleBeats.Running with { Activity = "working", LastProgress = Now.AddSeconds(-9) });
    }

    [Fact]
    public void A_living_process_whose_heart_stands_still_hangs_and_a_dead_one_has_crashed()
    {
        var silent = SampleBeats.Running with { Written = Now.AddSeconds(-30) };
        Expect(SessionCondition.Hung, silent, isAlive: true);
        Expect(SessionCondition.Hung, silent, isAlive: null);
        Expect(SessionCondition.Crashed, silent, isAlive: false);
        Expect(SessionCondition.Crashed, SampleBeats.Running, isAlive: false);
    }

    [Fact]
    public void What_a_session_said_at_its_end_stands_whatever_became_of_its_process()
    {
        var stopped = SampleBeats.Running with { State = "stopped", Reason = "Ctrl-C", Written = Now.AddDays(-2) };
        Assert.Contains("2 d 0 h ago: Ctrl-C", Expect(SessionCondition.Stopped, stopped, isAlive: false).Words, StringComparison.Ordinal);
        Expect(SessionCondition.Crashed, stopped with { State = "crashed" }, isAlive: true);
    }

    [Fact]
    public void Silence_of_the_market_a_kill_switch_and_a_halt_are_not_well()
    {
        Expect(SessionCondition.Stale, SampleBeats.Running with { DataAgeSec = 91 });
        Expect(SessionCondition.Stale, SampleBeats.Running with { DataAgeSec = 85, Written = Now.AddSeconds(-6) });
        Expect(SessionCondition.Restricted, SampleBeats.Running with { KillSwitch = true });
        Expect(SessionCondition.Restricted, SampleBeats.Running with { Trading = "halted" });
    }

    [Fact]
    public void This_process_is_alive_and_one_with_its_number_that_began_at_another_time_is_not()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        var beat = SampleBeats.Running with { ProcessStarted = self.StartTime.ToUniversalTime() };
        Assert.True(HeartbeatFile.IsAlive(beat));
        Assert.False(HeartbeatFile.IsAlive(beat with { ProcessStarted = beat.ProcessStarted.AddMinutes(-1) }));
        Assert.False(HeartbeatFile.IsAlive(beat with { Pid = int.MaxValue }));
        Assert.Null(HeartbeatFile.IsAlive(beat with { Machine = "elsewhere" }));
    }

    private static SessionVerdict Expect(SessionCondition condition, Heartbeat beat, bool? isAlive = true)
    {
        var verdict = SessionVerdict.Of(beat, Now, isAlive);
        Assert.Equal(condition, verdict.Condition);
        return verdict;
    }
}
