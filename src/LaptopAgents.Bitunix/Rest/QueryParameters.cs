using System.Globalization;
using LaptopAgents.Domain;

namespace LaptopAgents.Bitunix;

/// <summary>The parameters of a read. One without a value is left out.</summary>
internal sealed class QueryParameters
{
    private readonly List<KeyValuePair<string, string>> _items = [];

    public IReadOnlyList<KeyValuePair<string, string>> Items => _items;

    public QueryParameters With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _items.Add(new(name, value));
        return this;
    }

    public QueryParameters With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryParameters With(string name, Timestamp? time) => With(name, time?.UnixMilliseconds);
}
