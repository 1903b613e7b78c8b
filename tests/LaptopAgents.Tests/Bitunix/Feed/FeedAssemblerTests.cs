using LaptopAgents.Bitunix;
using LaptopAgents.Domain;
using static LaptopAgents.Tests.Bitunix.Feed.AssemblerBed;

namespace LaptopAgents.Tests.Bitunix.Feed;

public sealed class FeedAssemblerTests
{
    [Fact]
    public void The_past_is_asked_for_and_told_first_in_the_order_in_which_it_happened()
    {
        var bed = new AssemblerBed("BTCUSDT", "ETHUSDT");
        bed.Begin(28_805, nextSettlement: 57_600);
        Assert.Equal([(0, 28_680.0, 28_800.0), (1, 28_680.0, 28_800.0)], bed.Bars);
        bed.Quote(28_806, 99);
        bed.Apply(new BarsItem(At(28_806), 1, At(28_680), At(28_800), [Made(28_680, 10), Made(28_740, 11)]));
        bed.Apply(new FundingItem(At(28_806), 1, []));
        bed.Apply(new FundingItem(At(28_806), 0, [new SettledFunding(At(28_800), 0.0001m, Price.FromDecimal(101))]));
        Assert.Empty(bed.Told());
        bed.Apply(new BarsItem(At(28_807), 0, At(28_680), At(28_800), [Made(28_680, 100), Made(28_740, 101)]));
        Assert.Equal(
        [
            "28740 0 bar 28680 O100 C100 V1 past", "28740 1 bar 28680 O10 C10 V1 past",
            "28800 0 funding 0.0001 at 101",
            "28800 0 bar 28740 O101 C101 V1 past", "28800 1 bar 28740 O11 C11 V1 past",
        ], bed.Told());
        Assert.Contains(bed.Notices, notice => notice.Kind == FeedNoticeKind.WarmedUp);
    }

    [Fact]
    public void Our_own_clock_counts_for_nothing_before_the_venues_is_known()
    {
        var bed = new AssemblerBed();
        bed.Tick(1_000_000);
        bed.Begin(605);
        Assert.Equal([(0, 480.0, 600.0)], bed.Bars);
    }

    [Fact]
    public void A_bar_is_final_when_the_next_one_opens()
    {
        var bed = new AssemblerBed().Warm();
        bed.Kline(610, 102, 103, 5);
        bed.Kline(659.9, 102, 104, 6);
        Assert.Empty(bed.Told());
        bed.Kline(660.4, 104.5m, 104.5m, 0.1m);
        Assert.Equal(["660 bar 600 O102 C104 V6"], bed.Told());
    }

    [Fact]
    public void What_happens_after_a_bars_end_waits_until_the_bar_is_told()
    {
        var bed = new AssemblerBed().Warm();
        bed.Kline(659.5, 102, 104, 6);
        bed.Quote(659.8, 1);
        bed.Quote(660.1, 2);
        bed.Mark(660.2, 3);
        Assert.Equal(["659.8 quote 1"], bed.Told());
        bed.Kline(660.4, 104.5m, 104.5m, 0.1m);
        Assert.Equal(["660 bar 600 O102 C104 V6", "660.1 quote 2", "660.2 mark 3"], bed.Told());
    }

    [Fact]
    public void Without_a_next_bar_the_clock_ends_one_after_the_grace()
    {
        var bed = new AssemblerBed().Warm();
        bed.Kline(659.5, 102, 104, 6);
        bed.Quote(660.1, 2);
        bed.Tick(661.4);
        Assert.Empty(bed.Told());
        bed.Tick(661.5);
        Assert.Equal(["660 bar 600 O102 C104 V6", "660.1 quote 2"], bed.Told());
    }

    [Fact]
    public void The_last_state_of_a_bar_that_comes_after_its_end_belongs_to_it()
    {
        var bed = new AssemblerBed().Warm();
        bed.Kline(659.5, 102, 104, 6);
        bed.Kline(660.02, 102, 105, 6.5m);
        bed.Kline(660.5, 105, 105, 0.2m);
        Assert.Equal(["660 bar 600 O102 C105 V6.5"], bed.Told());
        bed.Kline(719.9, 105, 106, 3);
        bed.Kline(720.4, 106, 106, 0.1m);
        Assert.Equal(["720 bar 660 O105 C106 V3"], bed.Told());
    }

    [Fact]
    public void A_bar_of_which_the_end_was_missed_is_fetched_and_marked()
    {
        var bed = new AssemblerBed().Warm();
        bed.Kline(630, 102, 104, 6);
        bed.Apply(new InterruptedItem(At(640)));
        bed.Kline(724.9, 106, 107, 1);
        bed.Quote(725, 7);
        Assert.Equal(["725 quote 7"], bed.Told());
        Assert.Equal([(0, 600.0, 720.0)], bed.Bars);
        bed.Kline(779.9, 106, 108, 2);
        bed.Apply(new BarsItem(At(781), 0, At(600), At(720), [Made(600, 103), Made(660, 105)]));
        bed.Kline(780.4, 108, 108, 0.1m, now: 781.1);
        Assert.Equal(["725 bar 600 O103 C103 V1 past", "725 bar 660 O105 C105 V1 past", "780 bar 720 O106 C108 V2"], bed.Told());
        Assert.Equal([FeedNoticeKind.GapFound, FeedNoticeKind.GapFilled], bed.Notices.Select(notice => notice.Kind));
    }

    [Fact]
    public void An_interruption_inside_a_bar_that_comes_back_before_its_end_loses_nothing()
    {
        var bed = new AssemblerBed().Warm();
        bed.Kline(610, 102, 104, 6);
        bed.Apply(new InterruptedItem(At(620)));
        bed.Kline(640, 102, 103, 8);
        bed.Kline(660.3, 103, 103, 0.1m);
        Assert.Equal(["660 bar 600 O102 C103 V8"], bed.Told());
        Assert.Empty(bed.Bars);
    }

    [Fact]
    public void While_the_stream_is_down_bars_are_fetched_after_they_ended()
    {
        var bed = new AssemblerBed().Warm();
        bed.Kline(650, 102, 104, 6);
        bed.Apply(new InterruptedItem(At(651)));
        bed.Tick(669);
        Assert.Empty(bed.Bars);
        bed.Tick(670);
        Assert.Equal([(0, 600.0, 660.0)], bed.Bars);
        bed.Tick(735);
        Assert.Single(bed.Bars);
        bed.Apply(new BarsItem(At(736), 0, At(600), At(660), [Made(600, 103)]));
        Assert.Equal(["660 bar 600 O103 C103 V1 past"], bed.Told());
        Assert.Equal((0, 660.0, 720.0), bed.Bars[1]);
    }

    [Fact]
    public void Bars_that_the_venue_lacks_stay_missing_and_are_reported()
    {
        var bed = new AssemblerBed().Warm();
        bed.Kline(785, 106, 107, 1);
        bed.Apply(new BarsItem(At(786), 0, At(600), At(780), [Made(600, 103), Made(720, 105)]));
        Assert.Equal(["660 bar 600 O103 C103 V1 past", "780 bar 720 O105 C105 V1 past"], bed.Told());
        Assert.Equal(1, Assert.Single(bed.Notices, notice => notice.Kind == FeedNoticeKind.BarsMissing).Bars);
    }

    [Fact]
    public void Bars_of_several_symbols_that_end_together_are_told_together()
    {
        var bed = new AssemblerBed("BTCUSDT", "ETHUSDT").Warm();
        bed.Kline(659, 102, 104, 6);
        bed.Kline(659, 10, 11, 6, "ETHUSDT");
        bed.Kline(660.2, 104, 104, 1);
        Assert.Empty(bed.Told());
        bed.Kline(660.6, 11, 11, 1, "ETHUSDT");
        Assert.Equal(["660 0 bar 600 O102 C104 V6", "660 1 bar 600 O10 C11 V6"], bed.Told());
    }

    [Fact]
    public void A_symbol_that_lags_holds_the_others_back_for_a_moment_only()
    {
        var bed = new AssemblerBed("BTCUSDT", "ETHUSDT").Warm();
        bed.Kline(640, 10, 11, 6, "ETHUSDT");
        bed.Kline(659, 102, 104, 6);
        bed.Kline(660.2, 104, 104, 1);
        bed.Tick(662.9);
        Assert.Empty(bed.Told());
        bed.Tick(663);
        Assert.Equal(["660 0 bar 600 O102 C104 V6"], bed.Told());
    }

    [Fact]
    public void Funding_settles_with_the_bars_of_its_instant_at_the_rate_of_the_venues_history()
    {
        var bed = new AssemblerBed().Warm();
        bed.Mark(610, 100, 0.0051m, 660);
        bed.Kline(659, 102, 104, 6);
        bed.Mark(659.5, 105, 0.0052m, 660);
        Assert.Equal(["610 mark 100", "659.5 mark 105"], bed.Told());
        bed.Mark(660.1, 106, 0.0099m, 29_460);
        bed.Kline(660.4, 104, 104, 1);
        Assert.Equal([(0, 659.999, 660.0)], bed.Funding);
        Assert.Empty(bed.Told());
        bed.Apply(new FundingItem(At(660.6), 0, [new SettledFunding(At(660), 0.000053m, Price.FromDecimal(105.5m))]));
        Assert.Equal(["660 funding 0.000053 at 105.5", "660 bar 600 O102 C104 V6", "660.1 mark 106"], bed.Told());
    }

    [Fact]
    public void Without_the_history_a_push_that_names_the_settlement_as_its_last_tells_the_rate()
    {
        var bed = new AssemblerBed().Warm();
        bed.Mark(659.5, 105, 0.0052m, 660);
        bed.Kline(659.6, 102, 104, 6);
        bed.Told();
        bed.Apply(new PushItem(At(660.1), new PricePush("BTCUSDT", At(660.1), Price.FromDecimal(106), null, 0.0099m, At(660), At(29_460))));
        bed.Kline(660.4, 104, 104, 1);
        Assert.Empty(bed.Told());
        bed.Tick(661.5);
        Assert.Equal(["660 funding 0.000099 at 105", "660 bar 600 O102 C104 V6", "660.1 mark 106"], bed.Told());
    }

    [Fact]
    public void Funding_settles_by_the_clock_when_no_bar_comes()
    {
        var bed = new AssemblerBed().Warm();
        bed.Mark(610, 100, 0.0051m, 660);
        bed.Told();
        bed.Tick(661.4);
        Assert.Empty(bed.Told());
        bed.Tick(661.5);
        Assert.Equal(["660 funding 0.000051 at 100"], bed.Told());
        bed.Tick(800);
        Assert.Empty(bed.Told());
    }

    [Fact]
    public void Settlements_that_were_missed_are_fetched()
    {
        var bed = new AssemblerBed().Warm();
        bed.Mark(610, 100, 0.0051m, 660);
        bed.Tick(661.5);
        bed.Told();
        bed.Funding.Clear();
        bed.Apply(new InterruptedItem(At(662)));
        bed.Mark(60_000, 100, 0.005m, 87_060);
        bed.Mark(60_001, 100, 0.005m, 87_060);
        Assert.Equal([(0, 29_459.999, 58_260.0)], bed.Funding);
        bed.Apply(new FundingItem(At(60_002), 0, [new SettledFunding(At(29_460), 0.0003m, null), new SettledFunding(At(58_260), 0.0004m, null)]));
        Assert.Equal(["60000 mark 100", "60001 mark 100", "60001 funding 0.0003 at 0", "60001 funding 0.0004 at 0"], bed.Told());
    }

    [Fact]
    public void A_settlement_that_the_venue_did_at_another_rate_is_reported()
    {
        var bed = new AssemblerBed().Warm();
        bed.Mark(610, 100, 0.0051m, 660);
        bed.Tick(661.5);
        bed.Apply(new VerifyItem(At(700), 0, [], [new SettledFunding(At(660), 0.000052m, null)]));
        Assert.Contains("0.000051 and is now 0.000052", Assert.Single(bed.Notices, notice => notice.Kind == FeedNoticeKind.FundingRevised).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revision_is_reported_once_with_both_bars()
    {
        var bed = new AssemblerBed().Warm();
        var now = Made(540, 101, 2);
        bed.Apply(new VerifyItem(At(700), 0, [Made(480, 100), now], []));
        var notice = Assert.Single(bed.Notices, notice => notice.Kind == FeedNoticeKind.BarRevised);
        Assert.Equal((Made(540, 101), now), (notice.Told!.Value, notice.Revised!.Value));
        bed.Apply(new VerifyItem(At(760), 0, [now], []));
        Assert.Single(bed.Notices, notice => notice.Kind == FeedNoticeKind.BarRevised);
    }

    [Fact]
    public void Time_never_goes_back_whatever_comes()
    {
        var bed = new AssemblerBed().Warm();
        var random = new Random(7);
        double time = 605, last = 0;
        for (var i = 0; i < 20_000; i++)
        {
            time += random.NextDouble() * 3;
            var sent = time - random.NextDouble() * 2;
            switch (random.Next(7))
            {
                case 0: bed.Quote(sent, random.Next(1, 100)); break;
                case 1: bed.Mark(sent, random.Next(1, 100), 0.01m, Math.Floor(time / 600) * 600 + 600); break;
                case 2 when random.Next(20) == 0: bed.Apply(new InterruptedItem(At(time))); break;
                case 3 when bed.Bars.Count > 0:
                    var (_, from, to) = bed.Bars[^1];
                    bed.Bars.Clear();
                    var bars = new List<Bar>();
                    for (var open = from; open < to; open += 60) if (random.Next(10) > 0) bars.Add(Made(open, 50));
                    bed.Apply(new BarsItem(At(time), 0, At(from), At(to), bars));
                    break;
                case 4: bed.Tick(time); break;
                default: bed.Kline(sent, 50 + (decimal)Math.Floor(sent / 60) % 7, 60, Math.Round((decimal)(sent % 60), 4) + 0.1m, now: time); break;
            }
        }

        double lastBar = 540, bars2 = 0;
        foreach (var line in bed.Told())
        {
            var words = line.Split(' ');
            var at = double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(at >= last, line);
            last = at;
            if (words[1] != "bar") continue;
            var open = double.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(open > lastBar, $"{line} after {lastBar}");
            lastBar = open;
            bars2++;
        }

        Assert.True(bars2 > 200, $"{bars2} bars");
    }
}
