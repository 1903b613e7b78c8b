namespace LaptopAgents.Runtime.Configuration.Schema;

/// <summary>
/// The typed value of every key, with where it came from and the rank of its source. Reading a key whose source was wrong gives its
/// default and is remembered, so that one mistake does not cause a second report.
/// </summary>
internal sealed class ConfigValues
{
    private readonly Entry[] _entries = new Entry[ConfigSchema.Keys.Count];
    private readonly List<ConfigProblem> _problems;

    public ConfigValues(List<ConfigProblem> problems) => _problems = problems;

    /// <summary>Whether a broken key was read since this was last cleared.</summary>
    public bool ReadBroken { get; set; }

    public void Set(ConfigKey key, object? value, ConfigOrigin origin, int rank) =>
        _entries[key.Index] = new Entry(value, origin, rank, Given: true, Broken: false);

    public void Break(ConfigKey key, ConfigOrigin origin, int rank) =>
        _entries[key.Index] = new Entry(key.Default, origin, rank, Given: true, Broken: true);

    public void Clear(ConfigKey key) => _entries[key.Index] = default;

    public void Add(ConfigKey key, string what) => _problems.Add(new ConfigProblem(Origin(key).Place, key.Path, what));

    /// <summary>The value, or null where the key is off.</summary>
    public object? Raw(ConfigKey key)
    {
        ref var entry = ref _entries[key.Index];
        if (entry.Broken) ReadBroken = true;
        if (entry.Broken || entry.Value is not null) return entry.Value;
        // An explicit null on a key with a derived default asks for that default.
        if (key.Derive is { } derive) return derive(this);
        return entry.Given ? null : key.Default;
    }

    public ConfigOrigin Origin(ConfigKey key)
    {
        var entry = _entries[key.Index];
        if (entry.Given && (entry.Value is not null || key.Derive is null)) return entry.Origin!;
        return key.Derive is null ? ConfigOrigin.Default : new ConfigOrigin(ConfigOriginKind.Default, $"default, {key.DerivedFrom}");
    }

    /// <summary>Position of the source that gave the value, 0 when none did.</summary>
    public int Rank(ConfigKey key) => _entries[key.Index].Rank;

    public bool Bool(BoolKey key) => Raw(key) is true;

    public int Int(IntKey key) => (int)Long(key);

    public long Long(IntKey key) => (long)(Raw(key) ?? 0L);

    public int? OptionalInt(IntKey key) => Raw(key) is long number ? (int)number : null;

    public decimal Number(DecimalKey key) => (decimal)(Raw(key) ?? 0m);

    public decimal? OptionalNumber(DecimalKey key) => Raw(key) as decimal?;

    /// <summary>A count of milliseconds as a span, to the 100 nanoseconds that a span can hold.</summary>
    public TimeSpan Milliseconds(DecimalKey key) => TimeSpan.FromTicks((long)(Number(key) * TimeSpan.TicksPerMillisecond));

    public TimeSpan Seconds(DecimalKey key) => TimeSpan.FromTicks((long)(Number(key) * TimeSpan.TicksPerSecond));

    public string Text(TextKey key) => (string)(Raw(key) ?? "");

    public string? OptionalText(TextKey key) => Raw(key) as string;

    public IReadOnlyList<string> List(TextListKey key) => Array.AsReadOnly((string[])(Raw(key) ?? Array.Empty<string>()));

    public IReadOnlyList<T> Choices<T>(ChoiceListKey<T> key)
        where T : struct, Enum => Array.AsReadOnly((T[])(Raw(key) ?? Array.Empty<T>()));

    public T Choice<T>(ChoiceKey<T> key)
        where T : struct, Enum => Raw(key) is T choice ? choice : default;

    public T? OptionalChoice<T>(ChoiceKey<T> key)
        where T : struct, Enum => Raw(key) as T?;

    public TimeSpan Span(BarLengthKey key) => (TimeSpan)(Raw(key) ?? TimeSpan.Zero);

    public TimeSpan? OptionalSpan(BarLengthKey key) => Raw(key) as TimeSpan?;

    public DateTimeOffset? OptionalInstant(InstantKey key) => Raw(key) as DateTimeOffset?;

    public Secret? OptionalSecret(SecretKey key) => Raw(key) as Secret;

    private record struct Entry(object? Value, ConfigOrigin? Origin, int Rank, bool Given, bool Broken);
}
