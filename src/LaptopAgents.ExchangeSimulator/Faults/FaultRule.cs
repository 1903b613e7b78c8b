using System.Globalization;
using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>The call is not carried out, and never answered.</summary>
    TimeoutBefore,

    /// <summary>The call is carried out, and never answered.</summary>
    TimeoutAfter,

    /// <summary>The answer comes late.</summary>
    Delay,

    /// <summary>Another HTTP status, with an HTML page where the exchange's edge would show one.</summary>
    Http,

    /// <summary>An error code in place of an answer.</summary>
    Code,

    /// <summary>A read is answered with what an earlier one said.</summary>
    Stale,

    /// <summary>An order is filled just before its cancel arrives.</summary>
    CancelFillRace,

    /// <summary>A push is lost.</summary>
    DropPush,

    /// <summary>A push comes twice.</summary>
    DuplicatePush,

    /// <summary>A push is overtaken by the next.</summary>
    ReorderPush,

    /// <summary>A channel says nothing.</summary>
    Silence,

    /// <summary>A socket stays open and is dead.</summary>
    HalfOpen,

    /// <summary>Sockets are cut.</summary>
    Disconnect,

    /// <summary>Nothing is answered, and every socket is cut.</summary>
    Outage,

    /// <summary>The exchange's clock shows another time.</summary>
    ClockJump,

    /// <summary>A pair's decimals change.</summary>
    Precision,

    /// <summary>A pair's largest leverage changes.</summary>
    MaxLeverage,

    /// <summary>A pair's status changes.</summary>
    Status,
}

/// <summary>One thing that goes wrong, when, and how often.</summary>
internal sealed class FaultRule
{
    public required int Id { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>Part of the path, channel or socket kind that it is about; null: any.</summary>
    public string? Match { get; init; }

    public string? Symbol { get; init; }

    /// <summary>Chance that it strikes when it could.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How often it may still strike.</summary>
    public long Left { get; set; } = long.MaxValue;

    /// <summary>Market time in nanoseconds.</summary>
    public long From { get; init; }

    public long To { get; init; } = long.MaxValue;

    /// <summary>The kind's own number: milliseconds, an HTTP status, a code, decimals, leverage.</summary>
    public long Value { get; init; }

    public string? Text { get; init; }

    /// <summary>A rule that strikes once, at its time, has done so.</summary>
    public bool IsDone { get; set; }

    /// <summary>How often it could have struck: the key of its draws.</summary>
    public ulong Draws { get; set; }

    public long Struck { get; set; }

    /// <summary>Whether it strikes by itself when its time comes, and not when something passes by.</summary>
    public bool IsScheduled => Kind is FaultKind.HalfOpen or FaultKind.Disconnect or FaultKind.ClockJump
        or FaultKind.Precision or FaultKind.MaxLeverage or FaultKind.Status or FaultKind.Outage;

    /// <summary>Reads a rule; a text says what is wrong with it.</summary>
    public static string? TryRead(JsonElement json, int id, long now, out FaultRule rule)
    {
        rule = null!;
        var name = json.Text("kind") ?? "";
        if (!Enum.TryParse<FaultKind>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind))
            return $"Unknown fault '{name}'. Known: {string.Join(", ", Enum.GetNames<FaultKind>().Select(Snake))}.";
        var probability = Number(json, "probability", 1);
        if (probability is < 0 or > 1) return "A probability lies between 0 and 1.";
        var after = Number(json, "afterMs", 0);
        var length = Number(json, "forMs", double.PositiveInfinity);
        if (after < 0 || length < 0) return "A time cannot be negative.";
        var from = now + (long)(after * 1e6);
        rule = new FaultRule
        {
            Id = id,
            Kind = kind,
            Match = json.Text("match"),
            Symbol = json.Text("symbol"),
            Probability = probability,
            Left = (long)Number(json, "count", long.MaxValue),
            From = from,
            To = double.IsPositiveInfinity(length) ? long.MaxValue : from + (long)(length * 1e6),
            Value = (long)Number(json, "value", Default(kind)),
            Text = json.Text("text"),
        };
        return null;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("id", Id);
        json.WriteString("kind", Snake(Kind.ToString()));
        json.WriteString("match", Match);
        json.WriteString("symbol", Symbol);
        json.WriteNumber("probability", Probability);
        json.WriteNumber("value", Value);
        json.WriteString("text", Text);
        json.WriteNumber("fromMs", From / 1_000_000);
        if (To == long.MaxValue) json.WriteNull("toMs");
        else json.WriteNumber("toMs", To / 1_000_000);
        json.WriteNumber("struck", Struck);
        json.WriteEndObject();
    }

    private static double Default(FaultKind kind) => kind switch
    {
        FaultKind.TimeoutBefore or FaultKind.TimeoutAfter => 30_000,
        FaultKind.Delay => 1_000,
        FaultKind.Http => 502,
        FaultKind.Code => 1,
        _ => 0,
    };

    private static double Number(JsonElement json, string name, double otherwise) =>
        double.TryParse(json.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    public static string Snake(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
