using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>A page of rows, newest first: from <c>skip</c>, at most <c>limit</c>, with the number of all that match.</summary>
internal static class Paging
{
    private const int Usual = 10, Most = 100;

    public static void Write<T>(
        Utf8JsonWriter json, RestRequest request, Quirks quirks, string name, IEnumerable<T> newestFirst, Func<T, long> time, Action<T> write)
    {
        var (start, end) = (request.Number("startTime", 0), request.Number("endTime", long.MaxValue));
        var skip = (int)Math.Clamp(request.Number("skip", 0), 0, int.MaxValue);
        var limit = (int)Math.Clamp(request.Number("limit", Usual), 1, Most);
        var total = 0;
        json.WriteStartObject();
        json.WriteStartArray(name);
        foreach (var row in newestFirst)
        {
            var ms = time(row) / 1_000_000;
            if (ms < start || ms > end) continue;
            if (total >= skip && total < (long)skip + limit) write(row);
            total++;
        }

        json.WriteEndArray();
        json.Value("total", Exchange.Text(total), quirks.NumericTimes);
        json.WriteEndObject();
    }
}
