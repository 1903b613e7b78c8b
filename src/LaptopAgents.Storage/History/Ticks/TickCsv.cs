using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>Reads trades, quotes, order book changes and mark prices from the rows of a CSV file.</summary>
internal sealed class TickCsv(CsvRows rows, CsvLayout layout)
{
    private const long Bid = 1;
    private const long Ask = -1;

    // The clock's offset is estimated from the raw receipts of all files of a recording, so they are kept raw here.
    private bool HasReceipts => layout.Has(Field.LocalTime);

    /// <summary>The rows as a table; <paramref name="smallestDelay"/> is the smallest of receipt less time, if there are receipts.</summary>
    /// <exception cref="DataException">A row is no such tick, or is earlier than the one before.</exception>
    public TickTable Read(long bytesOfFile, ImportSession session, out long? smallestDelay)
    {
        var table = new TickTable(TickSchema.Of(layout.Kind));
        var (last, smallest) = (long.MinValue, long.MaxValue);
        while (rows.Next())
        {
            session.CountRow(rows, table.Count + 1, bytesOfFile);
            var time = rows.Time(layout[Field.Time]);
            if (time < last) throw rows.Refuse($"the time {new Timestamp(time)} comes after {new Timestamp(last)}", "Sort the file by time.");
            last = time;
            var received = HasReceipts ? rows.Time(layout[Field.LocalTime]) : time;
            smallest = Math.Min(smallest, received - EventTime(time));
            Add(table, time, received);
        }

        if (table.Count == 0) throw new DataException($"{rows.Name} has a header but no row.", "Give a file with at least one row.");
        session.Finish(rows);
        smallestDelay = HasReceipts ? smallest : null;
        return table;
    }

    // The venue sends an event a little after it happened; the way to us begins when it is sent.
    private long EventTime(long time) => layout.Has(Field.EventTime) ? Math.Max(time, rows.Time(layout[Field.EventTime])) : time;

    private void Add(TickTable table, long time, long received)
    {
        switch (layout.Kind)
        {
            case DataKind.Trades:
                table.Add(time, received, rows.PositiveNumber(layout[Field.Price]), rows.PositiveNumber(layout[Field.Quantity]), Aggressor(), Optional(Field.Id));
                break;
            case DataKind.Quotes:
                AddQuote(table, time, received);
                break;
            case DataKind.Depth:
                table.Add(time, received, rows.Integer(layout[Field.FirstUpdate]), rows.Integer(layout[Field.FinalUpdate]), BookSide(),
                    rows.PositiveNumber(layout[Field.Price]), rows.NumberNotBelowZero(layout[Field.Quantity]), Optional(Field.PreviousUpdate));
                break;
            case DataKind.Snapshot:
                table.Add(time, received, rows.Integer(layout[Field.LastUpdate]), BookSide(), rows.PositiveNumber(layout[Field.Price]), rows.PositiveNumber(layout[Field.Quantity]));
                break;
            default:
                var mark = rows.PositiveNumber(layout[Field.MarkPrice]);
                table.Add(time, received, mark, layout.Has(Field.IndexPrice) ? rows.PositiveNumber(layout[Field.IndexPrice]) : mark,
                    layout.Has(Field.FundingRate) ? rows.Number(layout[Field.FundingRate]) : 0,
                    layout.Has(Field.NextFunding) ? rows.Time(layout[Field.NextFunding]) : 0);
                break;
        }
    }

    private void AddQuote(TickTable table, long time, long received)
    {
        var bid = rows.PositiveNumber(layout[Field.Bid]);
        var ask = rows.PositiveNumber(layout[Field.Ask]);
        if (bid > ask) throw rows.Refuse($"the bid {new Price(bid)} is above the ask {new Price(ask)}", "Correct the row in the source.");
        table.Add(time, received, bid, rows.NumberNotBelowZero(layout[Field.BidQuantity]), ask, rows.NumberNotBelowZero(layout[Field.AskQuantity]));
    }

    // The maker rests; the other side took.
    private long Aggressor()
    {
        if (layout.Has(Field.IsBuyerMaker)) return rows.Flag(layout[Field.IsBuyerMaker]) ? Ask : Bid;
        return Word(Field.Side) switch
        {
            "buy" or "b" or "bid" => Bid,
            "sell" or "s" or "ask" or "a" => Ask,
            _ => throw rows.RefuseField(layout[Field.Side], "is neither buy nor sell", "Correct the value."),
        };
    }

    private long BookSide() => Word(Field.Side) switch
    {
        "b" or "bid" or "buy" => Bid,
        "a" or "ask" or "sell" or "s" => Ask,
        _ => throw rows.RefuseField(layout[Field.Side], "is neither b (bid) nor a (ask)", "Correct the value."),
    };

    private string Word(Field field) => System.Text.Encoding.ASCII.GetString(rows.Field(layout[field])).ToLowerInvariant();

    private long Optional(Field field) => layout.Has(field) ? rows.Integer(layout[field]) : 0;
}
