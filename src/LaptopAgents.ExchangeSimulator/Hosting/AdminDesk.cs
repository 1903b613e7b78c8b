using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>
/// Hands on the simulation itself, under <c>/sim/</c>: time, faults, habits, limits, accounts, pairs, fills. No exchange has them.
/// </summary>
internal sealed class AdminDesk(Exchange exchange)
{
    private static readonly JsonSerializerOptions Members = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public RestReply Answer(string method, string path, IReadOnlyDictionary<string, string> query, byte[] body)
    {
        JsonElement json = default;
        if (body.Length > 0)
        {
            try
            {
                json = JsonDocument.Parse(body).RootElement;
            }
            catch (JsonException error)
            {
                return Wrong($"The body is not JSON: {error.Message}");
            }
        }

        var isObject = json.ValueKind == JsonValueKind.Object;
        return (method, path) switch
        {
            ("GET", "/sim/status") => Status(),
            ("GET", "/sim/faults") => Faults(),
            ("DELETE", "/sim/faults") => RemoveFaults(query),
            ("GET", "/sim/quirks") => Whole(exchange.Quirks),
            ("GET", "/sim/limits") => Whole(exchange.Limits),
            ("GET", "/sim/accounts") => Accounts(),
            ("POST", "/sim/faults") => isObject ? AddFaults(json) : Wrong("Give a fault as a JSON object."),
            ("POST", "/sim/step") => Step(json),
            ("POST", "/sim/speed") when isObject => Speed(json),
            ("POST", "/sim/quirks") when isObject => Change(exchange.Quirks, json, changed => exchange.Quirks = changed),
            ("POST", "/sim/limits") when isObject => Change(exchange.Limits, json, changed => exchange.Limits = changed),
            ("POST", "/sim/accounts") when isObject => AddAccount(json),
            ("POST", "/sim/deposit") when isObject => Deposit(json),
            ("POST", "/sim/fill") when isObject => Fill(json),
            ("POST", "/sim/symbols") when isObject => ChangeSymbol(json),
            _ => RestReply.Html(404, "Not Found"),
        };
    }

    /// <summary>Adds one fault, or a seeded schedule of them; a text says what is wrong.</summary>
    public string? Add(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return "A fault is a JSON object.";
        if (json.TryGetProperty("schedule", out var schedule) && schedule.ValueKind == JsonValueKind.Object)
        {
            var seed = (ulong)Number(schedule, "seed", 1);
            var (count, length) = ((int)Math.Clamp(Number(schedule, "count", 20), 1, 10_000), Number(schedule, "overMs", 3_600_000));
            if (length <= 0) return "A schedule takes time: give a positive overMs.";
            exchange.Faults.Seed = seed;
            FaultSchedule.Make(exchange.Faults, seed, count, exchange.Now, (long)(length * 1e6));
            return null;
        }

        if (FaultRule.TryRead(json, exchange.Faults.NextId(), exchange.Now, out var rule) is { } problem) return problem;
        exchange.Faults.Add(rule);
        return null;
    }

    /// <summary>Takes habits, limits and faults together; a text says what is wrong.</summary>
    public string? Set(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return "Give a JSON object with quirks, limits or faults.";
        foreach (var part in json.EnumerateObject())
        {
            var problem = (part.Name, part.Value.ValueKind) switch
            {
                ("quirks", JsonValueKind.Object) => TryChange(exchange.Quirks, part.Value, changed => exchange.Quirks = changed),
                ("limits", JsonValueKind.Object) => TryChange(exchange.Limits, part.Value, changed => exchange.Limits = changed),
                ("faults", JsonValueKind.Array) => part.Value.EnumerateArray().Select(Add).FirstOrDefault(wrong => wrong is not null),
                _ => $"'{part.Name}' is none of quirks, limits (objects) and faults (an array).",
            };
            if (problem is not null) return problem;
        }

        return null;
    }

    private RestReply Status() => RestReply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("now", exchange.Now / 1_000_000);
        json.WriteString("time", new Timestamp(exchange.Now).ToString());
        json.WriteNumber("shown", exchange.ShownNow / 1_000_000);
        json.WriteNumber("start", exchange.Start / 1_000_000);
        json.WriteNumber("speed", exchange.Speed);
        json.WriteBoolean("ended", exchange.HasEnded);
        json.WriteNumber("sockets", exchange.Hub.Count);
        json.WriteStartArray("symbols");
        foreach (var market in exchange.Markets)
        {
            json.WriteStartObject();
            json.WriteString("symbol", market.Rules.Symbol);
            json.WriteString("status", market.Rules.Status);
            json.Amount("last", market.Last.Raw);
            json.Amount("mark", market.Mark.Raw);
            json.WriteNumber("candles", market.Candles.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private RestReply Accounts() => RestReply.Json(json =>
    {
        json.WriteStartArray();
        foreach (var account in exchange.Accounts.All)
        {
            json.WriteStartObject();
            json.WriteString("name", account.Options.Name);
            json.WriteString("apiKey", account.Options.ApiKey);
            json.Amount("wallet", account.Wallet);
            json.Amount("available", account.Available);
            json.Amount("margin", account.Margin);
            json.Amount("frozen", account.Frozen);
            json.WriteString("positionMode", RowWriter.Mode(account.IsHedge));
            json.WriteNumber("positions", account.Positions.Count());
            json.WriteNumber("orders", account.LiveOrders.Count());
            json.WriteNumber("trades", account.Trades.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private RestReply Faults() => RestReply.Json(json =>
    {
        json.WriteStartArray();
        foreach (var rule in exchange.Faults.Rules) rule.Write(json);
        json.WriteEndArray();
    });

    private RestReply AddFaults(JsonElement json) => Add(json) is { } problem ? Wrong(problem) : Faults();

    private RestReply RemoveFaults(IReadOnlyDictionary<string, string> query)
    {
        if (!query.TryGetValue("id", out var text)) exchange.Faults.Clear();
        else if (!int.TryParse(text, out var id) || !exchange.Faults.Remove(id)) return Wrong($"There is no fault {text}.");
        return Faults();
    }

    private RestReply Step(JsonElement json)
    {
        if (exchange.Speed > 0) return Wrong("The clock runs by itself. Set the speed to 0 before stepping it.");
        var isObject = json.ValueKind == JsonValueKind.Object;
        if (isObject && json.Text("events") is { } events && int.TryParse(events, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) exchange.StepEvents(count);
        else if (isObject && json.Text("to") is not null) exchange.AdvanceTo((long)(Number(json, "to", 0) * 1e6));
        else exchange.AdvanceTo(exchange.Now + (long)((isObject ? Number(json, "ms", 1000) : 1000) * 1e6));
        return Status();
    }

    private RestReply Speed(JsonElement json)
    {
        var speed = Number(json, "speed", -1);
        if (speed is < 0 or > 100_000) return Wrong("A speed lies between 0 (stepped) and 100000.");
        exchange.Speed = speed;
        return Status();
    }

    private RestReply AddAccount(JsonElement json)
    {
        if (json.Text("name") is not { } name) return Wrong("Give the account a name.");
        if (!JsonFields.TryRaw(json.Text("balance") ?? "10000", out var balance) || balance < 0) return Wrong("The balance is a decimal that is not negative.");
        try
        {
            exchange.Accounts.Add(AccountKeys.Make(name, new Money(balance), exchange.Options.Seed) with
            {
                ApiKey = json.Text("apiKey") ?? AccountKeys.KeyOf(name, exchange.Options.Seed),
                Secret = json.Text("secret") ?? AccountKeys.SecretOf(name, exchange.Options.Seed),
                CanTrade = json.Text("canTrade") != "false",
                IsHedge = json.Text("positionMode") == "HEDGE",
            });
        }
        catch (ArgumentException error)
        {
            return Wrong(error.Message);
        }

        return Accounts();
    }

    private RestReply Deposit(JsonElement json)
    {
        if (exchange.Accounts.ByName(json.Text("account")) is not { } account) return Wrong("There is no such account; name it by `account`.");
        if (!JsonFields.TryRaw(json.Text("amount") ?? "", out var amount)) return Wrong("The amount is a decimal.");
        account.Deposit(new Money(amount));
        return Accounts();
    }

    private RestReply Fill(JsonElement json)
    {
        if (exchange.Accounts.ByName(json.Text("account")) is not { } account) return Wrong("There is no such account; name it by `account`.");
        if (account.FindOrder(json.Text("orderId"), json.Text("clientId")) is not { IsLive: true, IsMarket: false } order) return Wrong("There is no such working order.");
        var quantity = order.Leaves;
        if (json.Text("qty") is { } text && (!JsonFields.TryRaw(text, out quantity) || quantity <= 0)) return Wrong("The quantity is a positive decimal.");
        account.FillAt(order, new Quantity(quantity));
        return Accounts();
    }

    private RestReply ChangeSymbol(JsonElement json)
    {
        if (exchange.Find(json.Text("symbol")) is not { } market) return Wrong("There is no such symbol.");
        var rules = market.Rules;
        rules.Status = json.Text("status") ?? rules.Status;
        if (json.Text("isApiSupported") is { } supported) rules.IsApiSupported = supported == "true";
        rules.BasePrecision = (int)Number(json, "basePrecision", rules.BasePrecision);
        rules.QuotePrecision = (int)Number(json, "quotePrecision", rules.QuotePrecision);
        rules.MaxLeverage = (int)Number(json, "maxLeverage", rules.MaxLeverage);
        if (JsonFields.TryRaw(json.Text("minTradeVolume") ?? "", out var least)) rules.MinQuantity = least;
        if (JsonFields.TryRaw(json.Text("maxLimitOrderVolume") ?? "", out var most)) rules.MaxLimitQuantity = most;
        if (JsonFields.TryRaw(json.Text("maxMarketOrderVolume") ?? "", out var mostAtMarket)) rules.MaxMarketQuantity = mostAtMarket;
        return Status();
    }

    private static RestReply Change<T>(T present, JsonElement changes, Action<T> set)
    {
        var changed = present;
        var problem = TryChange(present, changes, value => set(changed = value));
        return problem is null ? Whole(changed) : Wrong(problem);
    }

    private static string? TryChange<T>(T present, JsonElement changes, Action<T> set)
    {
        try
        {
            var whole = JsonSerializer.SerializeToNode(present, Members)!.AsObject();
            foreach (var change in changes.EnumerateObject()) whole[change.Name] = JsonNode.Parse(change.Value.GetRawText());
            set(whole.Deserialize<T>(Members)!);
            return null;
        }
        catch (JsonException error)
        {
            return error.Message;
        }
    }

    private static RestReply Whole<T>(T value) => new(200, JsonSerializer.SerializeToUtf8Bytes(value, Members));

    private static double Number(JsonElement json, string name, double otherwise) =>
        double.TryParse(json.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static RestReply Wrong(string problem) => RestReply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("error", problem);
        json.WriteEndObject();
    }) with
    { Status = 400 };
}
