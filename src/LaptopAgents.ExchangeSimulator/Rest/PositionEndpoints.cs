using System.Text.Json;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Positions of the caller, open and closed.</summary>
internal static class PositionEndpoints
{
    public static Refusal? Pending(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        var (symbol, id) = (request.Parameter("symbol"), request.Parameter("positionId"));
        var visibleFrom = exchange.Now - exchange.Quirks.PositionVisibleAfterMs * 1_000_000L;
        json.WriteStartArray();
        foreach (var row in request.Caller.Positions)
        {
            // The exchange needs a moment to show a new position.
            if (row.Created > visibleFrom || symbol is not null && row.Market.Rules.Symbol != symbol || id is not null && Exchange.Text(row.Id) != id) continue;
            RowWriter.Position(json, row, request.Caller, exchange.Quirks);
        }

        json.WriteEndArray();
        return null;
    }

    public static Refusal? History(Exchange exchange, RestRequest request, Utf8JsonWriter json)
    {
        var (symbol, id) = (request.Parameter("symbol"), request.Parameter("positionId"));
        var rows = request.Caller.ClosedPositions.Reverse()
            .Where(row => symbol is null || row.Market.Rules.Symbol == symbol)
            .Where(row => id is null || Exchange.Text(row.Id) == id);
        Paging.Write(json, request, exchange.Quirks, "positionList", rows, row => row.Created, row => RowWriter.ClosedPosition(json, row, exchange.Quirks));
        return null;
    }
}
