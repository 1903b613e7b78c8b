namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// A mark price where the data have none: it follows the trades with a lag of a few of them, so that a lone wick hardly moves it, and
/// never strays from the last price by more than half a percent.
/// </summary>
internal sealed class MarkModel(long tick)
{
    private long _mark;

    public long Next(long last)
    {
        _mark = _mark == 0 ? last : _mark + (last - _mark) / 2;
        _mark = Math.Clamp(_mark, last - last / 200, last + last / 200);
        return Math.Max(tick, _mark - _mark % tick);
    }
}
