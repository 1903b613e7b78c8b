using LaptopAgents.Domain;

namespace LaptopAgents.Storage;

/// <summary>What a column of a result table holds.</summary>
internal enum ColumnKind
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>An instant, to the millisecond.</summary>
    Time,

    /// <summary>An exact amount of 10⁻⁸ units.</summary>
    Amount,

    /// <summary>A ratio, in double precision.</summary>
    Ratio,

    Flag,
    Text,
}

/// <param name="Name">As in the header line.</param>
/// <param name="IsOptional">A row may leave it empty.</param>
internal readonly record struct Column(string Name, ColumnKind Kind, bool IsOptional = false);

/// <summary>
/// Takes a table row by row, value by value in the order of its columns. A table states its rows once and every format receives the
/// same, so that two formats cannot disagree.
/// </summary>
internal abstract class TableSink : IDisposable
{
    public abstract void Integer(long value);

    public abstract void Time(Timestamp time);

    /// <param name="raw">10⁻⁸ units.</param>
    public abstract void Amount(long raw);

    public abstract void Ratio(double value);

    public abstract void Flag(bool value);

    /// <param name="utf8">Text that needs no quoting in any format: a word of <see cref="Words"/>, an order id.</param>
    public abstract void Word(ReadOnlySpan<byte> utf8);

    /// <summary>Free text; null leaves the column empty.</summary>
    public abstract void Text(string? value);

    /// <summary>Leaves the column empty.</summary>
    public abstract void Nothing();

    public abstract void EndRow();

    /// <summary>Makes the table complete.</summary>
    public abstract void Finish();

    public abstract void Dispose();

    /// <summary>Writes an amount that means "none" when it is zero.</summary>
    public void AmountUnlessZero(long raw)
    {
        if (raw == 0) Nothing();
        else Amount(raw);
    }

    public void OrderId(ClientOrderId id)
    {
        if (id.IsNone)
        {
            Nothing();
            return;
        }

        Span<byte> text = stackalloc byte[OrderIdText.MaxLength];
        Word(text[..OrderIdText.Write(id, text)]);
    }
}
