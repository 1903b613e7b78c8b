namespace LaptopAgents.ExchangeSimulator;

/// <summary>Why a call is refused: a code of the exchange and its text.</summary>
internal readonly record struct Refusal(int Code, string Message)
{
    public static Refusal Parameter(string what) => new(10002, $"Parameter error: {what}");

    public static Refusal MustNotBeNull(string name) => new(10002, $"{name} must not be null");

    public static Refusal Of(int code) => new(code, Text(code));

    private static string Text(int code) => code switch
    {
        1 => "Network Error",
        403 => "Forbidden",
        10001 => "Network error",
        10003 => "api-key is invalid",
        10004 => "The current IP is not in the apikey ip whitelist",
        10005 => "Too many requests, please try again later",
        10006 => "Request too frequently, please try again later",
        10007 => "Sign signature error",
        10008 => "Value does not comply with the rule",
        20001 => "Market not exists",
        20002 => "The current positions amount has exceeded the maximum open limit, please adjust the risk limit",
        20003 => "Insufficient balance",
        20005 => "Invalid leverage",
        20006 => "You can't change leverage or margin mode as there are open orders",
        20007 => "Order not found, please try it later",
        20008 => "Insufficient amount",
        20009 => "Position exists, so positions mode cannot be updated",
        20012 => "This futures does not allow trading",
        20016 => "The batch exceeds the maximum number of orders",
        30004 => "The position doesn't exist",
        30005 => "The trigger price is too close to the current price",
        30006 => "Please choose TP or SL",
        30007 => "TP trigger price should be greater than average entry price",
        30008 => "TP trigger price should be less than average entry price",
        30009 => "SL trigger price should be less than average entry price",
        30010 => "SL trigger price should be greater than average entry price",
        30011 => "Abnormal order status",
        30013 or 30039 => "The order quantity exceeds the maximum",
        30014 => "The price is higher than the maximum buy price",
        30015 => "The price is lower than the minimum sell price",
        30016 or 30017 => "The order quantity is below the minimum",
        30018 => "Reduce-only order rejected: there is no position",
        30019 => "Reduce-only order rejected: same direction as the position",
        30020 or 30027 => "TP trigger price should be higher than the mark price",
        30021 or 30033 => "TP trigger price should be lower than the mark price",
        30026 => "TP trigger price should be higher than the last price",
        30032 => "TP trigger price should be lower than the last price",
        30028 => "SL trigger price should be lower than the last price",
        30029 => "SL trigger price should be lower than the mark price",
        30030 => "SL trigger price should be higher than the last price",
        30031 => "SL trigger price should be higher than the mark price",
        30038 => "The TP/SL quantity must be less than the position's size",
        30041 => "The trigger price must be greater than 0",
        30042 => "Client ID duplicate",
        710002 => "This trading pair does not currently support trading via OpenAPI.",
        _ => "Error",
    };
}
