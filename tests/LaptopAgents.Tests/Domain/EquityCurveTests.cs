using CsCheck;
using LaptopAgents.Domain;
using static LaptopAgents.TestKit.EngineDriver;

namespace LaptopAgents.Tests.Domain;

public sealed class EquityCurveTests
{
    private static readonly Timestamp[] _times = [new(10), new(20), new(30), new(40)];

    [Fact]
    public void Cash_and_position_hold_from_their_change_on()
    {
        var curve = new EquityCurve();
        curve.Change(M(100m), default);
        curve.Add(_times[0], M(100m));
        curve.Change(M(99m), Q(1m));
        curve.Add(_times[1], M(103m));
        curve.Add(_times[2], M(104m));
        Assert.Equal(
            [
                new EquityPoint(_times[0], M(100m), M(100m), default, default),
                new EquityPoint(_times[1], M(103m), M(99m), Q(1m), M(4m)),
                new EquityPoint(_times[2], M(104m), M(99m), Q(1m), M(5m)),
            ],
            curve.Points());
    }

    [Fact]
    public void Several_changes_before_a_point_leave_the_last()
    {
        var curve = new EquityCurve();
        curve.Change(M(100m), default);
        curve.Change(M(99m), Q(1m));
        curve.Change(M(98m), Q(2m));
        curve.Add(_times[0], M(98m));
        Assert.Equal(new EquityPoint(_times[0], M(98m), M(98m), Q(2m), default), Assert.Single(curve.Points()));
        Assert.Equal(1, curve.Changes.Length);
    }

    [Fact]
    public void Restating_the_newest_point_replaces_it_with_what_changed_since()
    {
        var curve = new EquityCurve();
        curve.Change(M(100m), default);
        curve.Add(_times[0], M(100m));
        curve.Change(M(99m), Q(1m));
        curve.Add(_times[1], M(103m));
        curve.Change(M(102m), default);
        curve.Restate(_times[1], M(102m));
        Assert.Equal(2, curve.Count);
        Assert.Equal(new EquityPoint(_times[1], M(102m), M(102m), default, default), curve.Points().Last());
        Assert.Equal([0, 1], Indices(curve));
    }

    [Fact]
    public void Restating_with_a_later_time_adds_a_point()
    {
        var curve = new EquityCurve();
        curve.Change(M(100m), default);
        curve.Restate(_times[0], M(100m));
        curve.Restate(_times[1], M(101m));
        Assert.Equal([10, 20], curve.UnixNanos.ToArray());
    }

    /// <summary>Against a list of whole rows, which is what the curve stands for.</summary>
    [Fact]
    public void Any_course_of_changes_and_points_reads_like_a_list_of_rows() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 1000]).Array[0, 80].Sample(steps =>
        {
            var curve = new EquityCurve();
            curve.Change(M(7m), default);
            List<EquityPoint> rows = [];
            (Money cash, Quantity position, var now) = (M(7m), Quantity.Zero, 1L);
            foreach (var (kind, forward, amount) in steps)
            {
                now += forward;
                if (kind == 0)
                {
                    (cash, position) = (M(amount), Q(amount % 7));
                    curve.Change(cash, position);
                    continue;
                }

                var time = new Timestamp(now);
                if (kind == 1 && rows.Count > 0 && rows[^1].Time == time) continue;
                if (rows.Count > 0 && rows[^1].Time == time) rows.RemoveAt(rows.Count - 1);
                rows.Add(new EquityPoint(time, M(amount), cash, position, M(amount) - cash));
                if (kind == 1) curve.Add(time, M(amount));
                else curve.Restate(time, M(amount));
            }

            var indices = Indices(curve);
            return curve.Points().SequenceEqual(rows) && indices.SequenceEqual(indices.Distinct().Order());
        });

    private static int[] Indices(EquityCurve curve)
    {
        List<int> indices = [];
        foreach (var change in curve.Changes) indices.Add(change.Index);
        return [.. indices];
    }
}
