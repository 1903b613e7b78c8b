using Microsoft.Data.Sqlite;

namespace LaptopAgents.Storage;

/// <summary>The tables of an account's database, and how an older database becomes the present one. Amounts are 10⁻⁸ units, times nanoseconds.</summary>
internal static class StateSchema
{
    // Each step leads from the version that is its place to the next.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE session (
            id TEXT PRIMARY KEY, directory TEXT NOT NULL, mode TEXT NOT NULL, prefix INTEGER NOT NULL, created INTEGER NOT NULL,
            config_hash TEXT NOT NULL, is_open INTEGER NOT NULL) STRICT;
        CREATE TABLE account (
            one INTEGER PRIMARY KEY CHECK (one = 1), session TEXT NOT NULL, time INTEGER NOT NULL, sequence INTEGER NOT NULL, state_hash TEXT NOT NULL,
            journal_line INTEGER NOT NULL, journal_chain TEXT NOT NULL, equity INTEGER NOT NULL, cash INTEGER NOT NULL, realised INTEGER NOT NULL,
            fees INTEGER NOT NULL, funding INTEGER NOT NULL, trading TEXT NOT NULL, orders INTEGER NOT NULL, fills INTEGER NOT NULL,
            trades INTEGER NOT NULL, payments INTEGER NOT NULL) STRICT;
        CREATE TABLE position (symbol TEXT PRIMARY KEY, quantity INTEGER NOT NULL, cost INTEGER NOT NULL) STRICT;
        CREATE TABLE working_order (
            place INTEGER PRIMARY KEY, order_id TEXT NOT NULL, parent_id TEXT, created INTEGER NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,
            type TEXT NOT NULL, purpose TEXT NOT NULL, status TEXT NOT NULL, quantity INTEGER NOT NULL, filled INTEGER NOT NULL,
            limit_price INTEGER NOT NULL, trigger_price INTEGER NOT NULL) STRICT;
        CREATE TABLE closed_order (
            session TEXT NOT NULL, place INTEGER NOT NULL, order_id TEXT NOT NULL, parent_id TEXT, created INTEGER NOT NULL, closed INTEGER NOT NULL,
            symbol TEXT NOT NULL, side TEXT NOT NULL, type TEXT NOT NULL, purpose TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
            quantity INTEGER NOT NULL, filled INTEGER NOT NULL, limit_price INTEGER NOT NULL, trigger_price INTEGER NOT NULL, fees INTEGER NOT NULL,
            PRIMARY KEY (session, place)) STRICT;
        CREATE TABLE fill (
            session TEXT NOT NULL, place INTEGER NOT NULL, fill_id INTEGER NOT NULL, order_id TEXT, time INTEGER NOT NULL, symbol TEXT NOT NULL,
            side TEXT NOT NULL, price INTEGER NOT NULL, quantity INTEGER NOT NULL, fee INTEGER NOT NULL, realised INTEGER NOT NULL,
            purpose TEXT NOT NULL, PRIMARY KEY (session, place)) STRICT;
        CREATE TABLE trade (
            session TEXT NOT NULL, place INTEGER NOT NULL, trade_id INTEGER NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,
            quantity INTEGER NOT NULL, entry_time INTEGER NOT NULL, exit_time INTEGER NOT NULL, entry_price INTEGER NOT NULL,
            exit_price INTEGER NOT NULL, net INTEGER NOT NULL, PRIMARY KEY (session, place)) STRICT;
        CREATE TABLE payment (
            session TEXT NOT NULL, place INTEGER NOT NULL, time INTEGER NOT NULL, symbol TEXT NOT NULL, position INTEGER NOT NULL,
            rate INTEGER NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (session, place)) STRICT;
        CREATE TABLE daily_equity (
            session TEXT NOT NULL, day INTEGER NOT NULL, time INTEGER NOT NULL, equity INTEGER NOT NULL, cash INTEGER NOT NULL,
            realised INTEGER NOT NULL, fees INTEGER NOT NULL, funding INTEGER NOT NULL, fills INTEGER NOT NULL, PRIMARY KEY (session, day)) STRICT;
        """,
    ];

    public static int Version => Steps.Length;

    /// <summary>Brings a database to the present version, one transaction a step.</summary>
    /// <exception cref="StateException">It was written by a newer program.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        var version = (int)(long)Scalar(connection, "PRAGMA user_version")!;
        if (version > Version)
            throw new StateException(
                StateProblem.TooNew, $"{path} has version {version}, and this program knows versions up to {Version}. Use the program that wrote it, or a newer one.");
        for (; version < Version; version++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"{Steps[version]}\nPRAGMA user_version = {version + 1};";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    public static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
