using LaptopAgents.Domain;
using LaptopAgents.Engine;

namespace LaptopAgents.Storage;

/// <summary>Best bid and ask of a recording.</summary>
internal sealed class QuoteLane(TickTable? table)
{
    private int _row;

    public long NextTime => table is not null && _row < table.Count ? table[_row, TickSchema.Time] : long.MaxValue;

    public void Add(long time, InstrumentId id, MarketBatch batch)
    {
        for (; NextTime == time; _row++)
        {
            var quote = new Quote(new(table![_row, 2]), new(table[_row, 3]), new(table[_row, 4]), new(table[_row, 5]));
            batch.Add(EngineEvent.OfQuote(id, new(time), new(table[_row, TickSchema.Received]), quote));
        }
    }
}

/// <summary>Mark prices of a recording, and the settlements that fall inside it.</summary>
internal sealed class MarkLane(TickTable? table)
{
    private const int NextFunding = 5;

    private int _row;
    private long _settled;

    public long NextTime => Math.Min(NextMark, Settlement);

    private long NextMark => table is not null && _row < table.Count ? table[_row, TickSchema.Time] : long.MaxValue;

    // What is settled is the rate of the last row before the settlement. Rows of the second after it may still name it: it was told.
    private long Settlement
    {
        get
        {
            if (_row == 0 || NextMark == long.MaxValue) return long.MaxValue;
            var due = table![_row - 1, NextFunding];
            return due > _settled && due >= table[_row - 1, TickSchema.Time] && due <= NextMark ? due : long.MaxValue;
        }
    }

    public void AddFunding(long time, InstrumentId id, MarketBatch batch)
    {
        if (Settlement != time) return;
        var row = _row - 1;
        batch.Add(EngineEvent.OfFundingRate(id, new(time), new(time), new FundingRate(new(table![row, 4]), new(table[row, 2]))));
        _settled = time;
    }

    public void AddMarks(long time, InstrumentId id, MarketBatch batch)
    {
        for (; NextMark == time; _row++)
        {
            var mark = new MarkPrice(new(table![_row, 2]), new(table[_row, 3]));
            batch.Add(EngineEvent.OfMarkPrice(id, new(time), new(table[_row, TickSchema.Received]), mark));
        }
    }
}

/// <summary>The order book of a recording: its snapshot, then every change that is newer.</summary>
internal sealed class BookLane
{
    private const int SnapshotUpdate = 2;
    private const int FinalUpdate = 3;

    private readonly TickTable? _snapshot;
    private readonly TickTable? _depth;
    private readonly long _start;
    private int _row;
    private bool _isSnapshotTold;

    public BookLane(TickTable? snapshot, TickTable? depth)
    {
        _snapshot = snapshot;
        _depth = depth;
        if (snapshot is null)
        {
            // Changes without a book to change say nothing about it.
            _isSnapshotTold = true;
            _row = depth?.Count ?? 0;
            Skipped = _row;
            return;
        }

        _start = snapshot[0, TickSchema.Time];
        while (depth is not null && _row < depth.Count && depth[_row, FinalUpdate] <= snapshot[0, SnapshotUpdate]) _row++;
        Skipped = _row;
    }

    public int Skipped { get; }

    // A newer change may carry an earlier stamp than the snapshot; it still comes after it.
    public long NextTime => !_isSnapshotTold ? _start
        : _depth is not null && _row < _depth.Count ? Math.Max(_start, _depth[_row, TickSchema.Time]) : long.MaxValue;

    public void Add(long time, InstrumentId id, MarketBatch batch)
    {
        if (!_isSnapshotTold && time == _start) AddSnapshot(id, batch);
        for (; _isSnapshotTold && NextTime == time; _row++)
        {
            var isLast = _row + 1 == _depth!.Count || _depth[_row + 1, FinalUpdate] != _depth[_row, FinalUpdate];
            var change = new BookLevelChange(SideOf(_depth[_row, 4]), new(_depth[_row, 5]), new(_depth[_row, 6]), IsSnapshot: false, isLast);
            batch.Add(EngineEvent.OfBookLevel(id, new(time), new(Math.Max(time, _depth[_row, TickSchema.Received])), change));
        }
    }

    private void AddSnapshot(InstrumentId id, MarketBatch batch)
    {
        for (var row = 0; row < _snapshot!.Count; row++)
        {
            var change = new BookLevelChange(
                SideOf(_snapshot[row, 3]), new(_snapshot[row, 4]), new(_snapshot[row, 5]), IsSnapshot: row == 0, IsLast: row == _snapshot.Count - 1);
            batch.Add(EngineEvent.OfBookLevel(id, new(_start), new(_snapshot[row, TickSchema.Received]), change));
        }

        _isSnapshotTold = true;
    }

    private static Side SideOf(long side) => side > 0 ? Side.Buy : Side.Sell;
}

/// <summary>The trades of a recording, and the bars that they make.</summary>
internal sealed class TradeLane
{
    private readonly TickTable? _table;
    private readonly long _interval;
    private int _row;
    private Bar _bar;
    private bool _isOpen;
    private bool _isWhole;
    private EngineEvent? _closed;

    public TradeLane(TickTable? table, BarInterval? bars) => (_table, _interval) = (table, bars?.Nanos ?? 0);

    public long NextTime => Math.Min(NextTrade, BarEnd);

    private long NextTrade => _table is not null && _row < _table.Count ? _table[_row, TickSchema.Time] : long.MaxValue;

    // The bar in which the recording ends is not told: nobody saw its end.
    private long BarEnd => _isOpen && NextTrade != long.MaxValue ? _bar.OpenTime.UnixNanos + _interval : long.MaxValue;

    public void AddTrades(long time, InstrumentId id, MarketBatch batch)
    {
        for (; NextTrade == time; _row++)
        {
            // A trade at the very end of a bar belongs to the next one; AddBar tells the one that ends.
            if (BarEnd == time) TellBar(time, id);
            var trade = new MarketTrade(new(_table![_row, 2]), new(_table[_row, 3]), _table[_row, 4] > 0 ? Side.Buy : Side.Sell);
            batch.Add(EngineEvent.OfTrade(id, new(time), new(_table[_row, TickSchema.Received]), trade));
            if (_interval > 0) Build(time, trade);
        }
    }

    public void AddBar(long time, InstrumentId id, MarketBatch batch)
    {
        if (BarEnd == time) TellBar(time, id);
        if (_closed is { } bar) batch.Add(bar);
        _closed = null;
    }

    private void TellBar(long time, InstrumentId id)
    {
        // The bar in which the recording begins lacks its first part and is not told.
        if (_isWhole) _closed = EngineEvent.OfBar(id, new(time), _bar);
        _isOpen = false;
        _isWhole = true;
    }

    private void Build(long time, in MarketTrade trade)
    {
        var open = time - time % _interval;
        if (!_isOpen)
        {
            _bar = new(new(open), trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity);
            _isOpen = true;
            return;
        }

        var high = trade.Price > _bar.High ? trade.Price : _bar.High;
        var low = trade.Price < _bar.Low ? trade.Price : _bar.Low;
        _bar = _bar with { High = high, Low = low, Close = trade.Price, Volume = _bar.Volume + trade.Quantity };
    }
}
