using LaptopAgents.Analysis;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using LaptopAgents.Storage;

namespace LaptopAgents.Cli.Composition;

/// <summary>Keeps the bars and rates that a session is told of, for its statistics.</summary>
internal sealed class SeenMarket(IMarketDataFeed feed, IReadOnlyList<Instrument> instruments) : IMarketDataFeed
{
    private readonly Series[] _series = [.. instruments.Select(_ => new Series())];

    public IReadOnlyList<InstrumentHistory> Histories =>
        [.. instruments.Select(instrument => new InstrumentHistory(instrument, _series[instrument.Id.Index], _series[instrument.Id.Index].Rates))];

    /// <summary>The settlements of each instrument with the mark prices that they were told with.</summary>
    public IReadOnlyList<FundingSeries> Settlements =>
        [.. _series.Select(series => new FundingSeries([.. series.Rates.Select(point => point.Time.UnixNanos)], [.. series.Rates.Select(point => point.Rate.Raw)], [.. series.RawMarks]))];

    public bool TryRead(MarketBatch batch)
    {
        if (!feed.TryRead(batch)) return false;
        foreach (ref readonly var next in batch.Events)
        {
            var series = _series[next.Instrument.Index];
            if (next.Kind == EventKind.BarClose) series.Add(in next.Bar);
            else if (next.Kind == EventKind.FundingRate)
            {
                series.Rates.Add(new FundingPoint(next.Time, next.FundingRate.Rate));
                series.RawMarks.Add(next.FundingRate.MarkPrice.Raw);
            }
        }

        return true;
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => feed.WaitAsync(cancellation);

    private sealed class Series : IBarSource
    {
        private const int Columns = 6;
        private readonly long[][] _columns = [.. Enumerable.Range(0, Columns).Select(_ => new long[256])];

        public List<FundingPoint> Rates { get; } = [];

        public List<long> RawMarks { get; } = [];

        public int Count { get; private set; }

        public ReadOnlySpan<long> OpenUnixNanos => _columns[0].AsSpan(0, Count);

        public ReadOnlySpan<long> RawOpen => _columns[1].AsSpan(0, Count);

        public ReadOnlySpan<long> RawHigh => _columns[2].AsSpan(0, Count);

        public ReadOnlySpan<long> RawLow => _columns[3].AsSpan(0, Count);

        public ReadOnlySpan<long> RawClose => _columns[4].AsSpan(0, Count);

        public ReadOnlySpan<long> RawVolume => _columns[5].AsSpan(0, Count);

        public void Add(in Bar bar)
        {
            if (Count == _columns[0].Length)
                for (var i = 0; i < Columns; i++) Array.Resize(ref _columns[i], Count * 2);
            _columns[0][Count] = bar.OpenTime.UnixNanos;
            _columns[1][Count] = bar.Open.Raw;
            _columns[2][Count] = bar.High.Raw;
            _columns[3][Count] = bar.Low.Raw;
            _columns[4][Count] = bar.Close.Raw;
            _columns[5][Count++] = bar.Volume.Raw;
        }
    }
}
