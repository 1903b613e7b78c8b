using System.Text;

namespace LaptopAgents.Storage;

/// <summary>What the rows of a file are.</summary>
public enum DataKind
{
    /// <summary>Find out from the columns.</summary>
    Auto,
    Bars,
    Trades,
    Quotes,

    /// <summary>Changes of the order book.</summary>
    Depth,

    /// <summary>The order book as a whole at one instant.</summary>
    Snapshot,

    /// <summary>Mark price, index price and the funding rate in the making.</summary>
    Mark,

    /// <summary>Bars of the mark price; they supply the price of funding settlements.</summary>
    MarkBars,
    Funding,
}

/// <summary>The columns that matter, in the words of every source that is known.</summary>
internal enum Field
{
    Time,
    EventTime,
    LocalTime,
    Open,
    High,
    Low,
    Close,
    Volume,
    Price,
    Quantity,
    IsBuyerMaker,
    Side,
    Id,
    Bid,
    BidQuantity,
    Ask,
    AskQuantity,
    FirstUpdate,
    FinalUpdate,
    PreviousUpdate,
    LastUpdate,
    MarkPrice,
    IndexPrice,
    FundingRate,
    NextFunding,
}

/// <summary>Which column of a file is which field, and what kind of rows that makes it.</summary>
internal sealed class CsvLayout
{
    private static readonly (Field Field, string[] Names)[] Words =
    [
        (Field.Time, ["timestampms", "timestamp", "opentime", "time", "transacttime", "transactiontime", "calctime", "fundingtime", "tradetime", "datetime", "date", "ts", "t"]),
        (Field.EventTime, ["eventms", "eventtime"]),
        (Field.LocalTime, ["localns", "localtimestamp", "localtime"]),
        (Field.Open, ["open", "o"]),
        (Field.High, ["high", "h"]),
        (Field.Low, ["low", "l"]),
        (Field.Close, ["close", "c"]),
        (Field.Volume, ["volume", "vol", "basevolume", "v"]),
        (Field.Price, ["price", "p"]),
        (Field.Quantity, ["qty", "quantity", "size", "amount", "q"]),
        (Field.IsBuyerMaker, ["isbuyermaker", "buyermaker", "m"]),
        (Field.Side, ["side", "takerside"]),
        (Field.Id, ["tradeid", "aggtradeid", "updateid", "id", "a"]),
        (Field.Bid, ["bidprice", "bestbidprice", "bid"]),
        (Field.BidQuantity, ["bidqty", "bestbidqty", "bidsize", "bidamount"]),
        (Field.Ask, ["askprice", "bestaskprice", "ask"]),
        (Field.AskQuantity, ["askqty", "bestaskqty", "asksize", "askamount"]),
        (Field.FirstUpdate, ["firstupdateid"]),
        (Field.FinalUpdate, ["finalupdateid"]),
        (Field.PreviousUpdate, ["prevfinalupdateid"]),
        (Field.LastUpdate, ["lastupdateid"]),
        (Field.MarkPrice, ["markprice"]),
        (Field.IndexPrice, ["indexprice"]),
        (Field.FundingRate, ["rate", "lastfundingrate", "fundingrate"]),
        (Field.NextFunding, ["nextfundingms", "nextfundingtime"]),
    ];

    private readonly int[] _columns = Enumerable.Repeat(-1, Enum.GetValues<Field>().Length).ToArray();

    private CsvLayout(DataKind kind) => Kind = kind;

    public DataKind Kind { get; private set; }

    /// <summary>The column of a field, or −1.</summary>
    public int this[Field field] => _columns[(int)field];

    public bool Has(Field field) => this[field] >= 0;

    /// <summary>Finds the layout from the header, or from the shape of the first row where there is none.</summary>
    /// <param name="rows">Standing before the first row.</param>
    /// <param name="wanted">What the user says the file is.</param>
    /// <exception cref="DataException">A column is missing, or the kind cannot be told.</exception>
    public static CsvLayout Find(CsvRows rows, DataKind wanted)
    {
        var layout = new CsvLayout(wanted);
        if (rows.HasHeader) layout.ReadHeader(rows);
        else layout.ReadShape(rows);
        layout.Require(rows);
        return layout;
    }

    private void ReadHeader(CsvRows rows)
    {
        var names = rows.Header.Select(Plain).ToList();
        foreach (var (field, words) in Words)
        {
            // The first word of the list that is there wins: "timestamp_ms" before "event_time", "open_time" before "time".
            var at = words.Select(word => names.IndexOf(word)).FirstOrDefault(place => place >= 0, -1);
            _columns[(int)field] = at;
        }

        var doubled = names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1 && group.Key.Length > 0);
        if (doubled is not null) throw rows.Refuse($"the column '{doubled.Key}' is there twice", "Remove one of them.");
        if (!Has(Field.Time) && Has(Field.EventTime)) _columns[(int)Field.Time] = this[Field.EventTime];
        if (Kind == DataKind.Auto) Kind = KindOfHeader(SpeaksOfMark(rows)) ?? throw Unknown(rows);
        if (Kind == DataKind.Mark && !Has(Field.MarkPrice) && Has(Field.Close)) Kind = DataKind.MarkBars;
        if (Kind == DataKind.Depth && Has(Field.LastUpdate) && !Has(Field.FinalUpdate)) Kind = DataKind.Snapshot;
    }

    private DataKind? KindOfHeader(bool isMark)
    {
        if (Has(Field.FinalUpdate)) return DataKind.Depth;
        if (Has(Field.LastUpdate)) return DataKind.Snapshot;
        if (Has(Field.Bid) && Has(Field.Ask)) return DataKind.Quotes;
        if (Has(Field.MarkPrice) && Has(Field.NextFunding)) return DataKind.Mark;
        if (Has(Field.FundingRate)) return DataKind.Funding;
        if (Has(Field.Open) || Has(Field.Close)) return isMark && !Has(Field.Volume) ? DataKind.MarkBars : DataKind.Bars;
        return Has(Field.Price) && Has(Field.Quantity) ? DataKind.Trades : null;
    }

    // Without a header the order of the public dumps: bars by 12 columns (or our 6), aggregated trades by 7 or 8, trades by 6 or 7,
    // funding by 2 or 3.
    private void ReadShape(CsvRows rows)
    {
        var count = rows.FieldCount;
        var firstFlag = FirstFlag(rows);
        if (Kind == DataKind.Trades || (Kind == DataKind.Auto && firstFlag >= 4))
        {
            Kind = DataKind.Trades;
            if (firstFlag == 6) Set(Field.Id, Field.Price, Field.Quantity, null, null, Field.Time, Field.IsBuyerMaker);
            else if (firstFlag == 5) Set(Field.Id, Field.Price, Field.Quantity, null, Field.Time, Field.IsBuyerMaker);
            return;
        }

        if (Kind is DataKind.Funding || (Kind == DataKind.Auto && count is 2 or 3))
        {
            Kind = DataKind.Funding;
            // The dumps put the interval in hours between time and rate.
            if (count == 3 && TryHours(rows.Field(1))) Set(Field.Time, null, Field.FundingRate);
            else if (count == 3) Set(Field.Time, Field.FundingRate, Field.MarkPrice);
            else Set(Field.Time, Field.FundingRate);
            return;
        }

        if (Kind == DataKind.Mark) Kind = DataKind.MarkBars;
        var looksLikeBars = count is 6 or 11 or 12 || (count == 5 && SpeaksOfMark(rows));
        if (Kind is DataKind.Bars or DataKind.MarkBars || (Kind == DataKind.Auto && looksLikeBars))
        {
            if (Kind == DataKind.Auto) Kind = count == 5 ? DataKind.MarkBars : DataKind.Bars;
            if (count >= 6) Set(Field.Time, Field.Open, Field.High, Field.Low, Field.Close, Field.Volume);
            else if (count == 5) Set(Field.Time, Field.Open, Field.High, Field.Low, Field.Close);
            return;
        }

        if (Kind == DataKind.Auto) throw Unknown(rows);
        throw rows.Refuse("there is no header", $"A file of {Kind.ToString().ToLowerInvariant()} needs a header that names its columns.");
    }

    // Bars without a volume are the mark price's only where the name says so; otherwise a column was lost.
    private static bool SpeaksOfMark(CsvRows rows) => rows.Name.Contains("mark", StringComparison.OrdinalIgnoreCase);

    private static bool TryHours(ReadOnlySpan<byte> field) =>
        System.Buffers.Text.Utf8Parser.TryParse(field, out int hours, out var used) && used == field.Length && hours is >= 1 and <= 24;

    private static int FirstFlag(CsvRows rows)
    {
        for (var i = 0; i < rows.FieldCount; i++)
        {
            if (rows.Field(i).Length > 1 && (CsvRows.IsTrue(rows.Field(i)) || CsvRows.IsFalse(rows.Field(i)))) return i;
        }

        return -1;
    }

    private void Set(params ReadOnlySpan<Field?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is { } field) _columns[(int)field] = i;
        }
    }

    private void Require(CsvRows rows)
    {
        Field[] needed = Kind switch
        {
            DataKind.Bars => [Field.Time, Field.Open, Field.High, Field.Low, Field.Close, Field.Volume],
            DataKind.MarkBars => [Field.Time, Field.Open, Field.High, Field.Low, Field.Close],
            DataKind.Trades => [Field.Time, Field.Price, Field.Quantity, Has(Field.Side) ? Field.Side : Field.IsBuyerMaker],
            DataKind.Quotes => [Field.Time, Field.Bid, Field.BidQuantity, Field.Ask, Field.AskQuantity],
            DataKind.Depth => [Field.Time, Field.FirstUpdate, Field.FinalUpdate, Field.Side, Field.Price, Field.Quantity],
            DataKind.Snapshot => [Field.Time, Field.LastUpdate, Field.Side, Field.Price, Field.Quantity],
            DataKind.Mark => [Field.Time, Field.MarkPrice],
            _ => [Field.Time, Field.FundingRate],
        };
        var missing = needed.Where(field => !Has(field)).ToList();
        if (missing.Count == 0) return;
        var names = string.Join(", ", missing.Select(field => $"'{Words.First(entry => entry.Field == field).Names[0]}'"));
        throw new DataException(
            $"{rows.Name}: a file of {Kind.ToString().ToLowerInvariant()} needs the column {names}.",
            rows.HasHeader ? $"Its header has {string.Join(", ", rows.Header)}; rename or add the column." : "Add a header that names the columns.");
    }

    private static DataException Unknown(CsvRows rows) => new(
        $"{rows.Name}: what it holds cannot be told from its {(rows.HasHeader ? "header " + string.Join(", ", rows.Header) : rows.FieldCount + " columns")}.",
        "State it: --kind bars, trades, quotes, depth, funding or mark.");

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter)) plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.ToString();
    }
}
