namespace LaptopAgents.Domain;

/// <summary>
/// Kinds of events in the order in which they are told at equal times. A funding payment settles on the position held before
/// anything else of that instant; an operator has the last word.
/// </summary>
public enum EventKind : byte
{
    None = 0,

    /// <summary>A settlement that the venue booked on our account.</summary>
    FundingPayment = 1,

    /// <summary>A published rate.</summary>
    FundingRate = 2,
    MarkPrice = 3,

    /// <summary>One level of the order book changed.</summary>
    BookLevel = 4,
    Quote = 5,
    Trade = 6,
    BarClose = 7,
    ExecutionReport = 8,
    Timer = 9,
    OperatorCommand = 10,
}
