using System.Globalization;
using LaptopAgents.Domain;
using LaptopAgents.Engine;
using Microsoft.Data.Sqlite;

namespace LaptopAgents.Storage;

/// <summary>
/// An account's state in a SQLite database, as it was after some turn of its session. It is not what a session is resumed from, which is
/// the journal; it is the second, independent account of the same, against which the resumed session is checked, and what other
/// programs read. One transaction takes over orders, fills, positions, equity and the place in the journal, and is safe when it returns.
/// </summary>
public sealed class StateStore : IDisposable
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly SqliteConnection _connection;
    private readonly string _path;

    private StateStore(SqliteConnection connection, string path) => (_connection, _path) = (connection, path);

    /// <summary>Where the database is.</summary>
    public string Location => _path;

    /// <summary>Opens the database of an account; creates it when it is not there, and brings an older one up to date.</summary>
    /// <exception cref="StateException">It is damaged, too new, or cannot be written.</exception>
    public static StateStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        return Guarded(full, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            // Without a pool: the file is free as soon as the session has let go of it.
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = full, Pooling = false }.ToString());
            try
            {
                connection.Open();
                Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
                if (StateSchema.Scalar(connection, "PRAGMA quick_check") is not "ok")
                    throw Damaged(full, null);
                StateSchema.Migrate(connection, full);
                return new StateStore(connection, full);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    /// <summary>The session that may be resumed, or null.</summary>
    public SessionRow? OpenSession() => Guarded(_path, () =>
    {
        using var command = Command("SELECT id, directory, mode, prefix, created, config_hash, is_open FROM session WHERE is_open = 1 ORDER BY created DESC LIMIT 1");
        using var row = command.ExecuteReader();
        return row.Read()
            ? new SessionRow(
                row.GetString(0), row.GetString(1), row.GetString(2), (uint)row.GetInt64(3), new Timestamp(row.GetInt64(4)), row.GetString(5), row.GetInt64(6) != 0)
            : null;
    });

    /// <summary>Begins a session; every other one is closed with it.</summary>
    public void Begin(SessionRow session)
    {
        ArgumentNullException.ThrowIfNull(session);
        Guarded(_path, () =>
        {
            using var transaction = _connection.BeginTransaction();
            Run("UPDATE session SET is_open = 0; DELETE FROM account; DELETE FROM position; DELETE FROM working_order;");
            Run("INSERT INTO session VALUES ($0,$1,$2,$3,$4,$5,1)",
                session.Id, session.Directory, session.Mode, (long)session.Prefix, session.Created.UnixNanos, session.ConfigHash);
            transaction.Commit();
            return true;
        });
    }

    /// <summary>The prefix for the order ids of the next session: no session of the account had it before.</summary>
    public uint NextPrefix() => Guarded(_path, () => (uint)Math.Max(2, 1 + (long)(Scalar("SELECT coalesce(max(prefix), 1) FROM session") ?? 1L)));

    /// <summary>The account after the newest turn that was taken over; null before the first.</summary>
    public AccountFigures? Figures() => Guarded(_path, () =>
    {
        using var command = Command(
            "SELECT session, time, sequence, state_hash, journal_line, journal_chain, equity, cash, realised, fees, funding, trading, orders, fills, trades, payments FROM account");
        using var row = command.ExecuteReader();
        if (!row.Read()) return null;
        return new AccountFigures
        {
            Session = row.GetString(0), Time = new Timestamp(row.GetInt64(1)), Sequence = row.GetInt64(2),
            StateHash = ulong.Parse(row.GetString(3), NumberStyles.HexNumber, CultureInfo.InvariantCulture), JournalLine = row.GetInt64(4),
            JournalChain = row.GetString(5), Equity = new Money(row.GetInt64(6)), Cash = new Money(row.GetInt64(7)), Realised = new Money(row.GetInt64(8)),
            Fees = new Money(row.GetInt64(9)), Funding = new Money(row.GetInt64(10)), Trading = Enum.Parse<TradingState>(row.GetString(11)),
            Counts = (row.GetInt32(12), row.GetInt32(13), row.GetInt32(14), row.GetInt32(15)),
        };
    });

    /// <summary>Takes over a turn: what is new since the last one is added, what changes is replaced. All of it or nothing.</summary>
    /// <param name="since">What the database holds already; its counts tell where the new facts begin.</param>
    /// <param name="working">The orders that are alive.</param>
    public void Commit(AccountFigures figures, AccountFigures? since, RunResult result, IReadOnlyList<OrderRecord> working, TradingEngine engine)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(working);
        ArgumentNullException.ThrowIfNull(engine);
        Guarded(_path, () =>
        {
            var rows = new StateRows(result.Instruments);
            var known = since?.Counts ?? default;
            using var transaction = _connection.BeginTransaction();
            Append(rows.Orders, figures.Session, result.Orders, known.Orders, figures.Counts.Orders);
            Append(rows.Fills, figures.Session, result.Fills, known.Fills, figures.Counts.Fills);
            Amend(rows.Orders, figures, known, result);
            Append(rows.Trades, figures.Session, result.Trades, known.Trades, figures.Counts.Trades);
            Append(rows.Payments, figures.Session, result.Funding, known.Payments, figures.Counts.Payments);
            Run("DELETE FROM working_order; DELETE FROM position;");
            for (var i = 0; i < working.Count; i++) Insert(rows.Working.Name, [(long)i, .. rows.Working.Row(working[i])]);
            foreach (var instrument in result.Instruments) Insert(rows.Positions.Name, rows.Positions.Row((instrument.Id, engine.Position(instrument.Id))));
            Insert("account", [1L, .. Row(figures)], "OR REPLACE");
            Insert("daily_equity",
                [figures.Session, figures.Time.UtcDay, figures.Time.UnixNanos, figures.Equity.Raw, figures.Cash.Raw, figures.Realised.Raw, figures.Fees.Raw,
                    figures.Funding.Raw, (long)figures.Counts.Fills], "OR IGNORE");
            transaction.Commit();
            return true;
        });
    }

    /// <summary>
    /// Compares the database with a session that was told again up to the line that the database rests on. Returns what differs, in
    /// sentences; empty when nothing does.
    /// </summary>
    public IReadOnlyList<string> Compare(AccountFigures told, RunResult result, IReadOnlyList<OrderRecord> working, TradingEngine engine) => Guarded(_path, () =>
    {
        if (Figures() is not { } kept) return [];
        var differences = new List<string>();
        Same("equity", kept.Equity, told.Equity);
        Same("cash", kept.Cash, told.Cash);
        Same("realised", kept.Realised, told.Realised);
        Same("fees", kept.Fees, told.Fees);
        Same("funding", kept.Funding, told.Funding);
        Same("trading state", kept.Trading, told.Trading);
        Same("event", kept.Sequence, told.Sequence);
        Same("state hash", kept.StateHash, told.StateHash);
        Same("orders, fills, trades and payments", kept.Counts, told.Counts);
        var rows = new StateRows(result.Instruments);
        var session = told.Session;
        Facts(rows.Orders, result.Orders.Take(told.Counts.Orders));
        Facts(rows.Fills, result.Fills.Take(told.Counts.Fills));
        Facts(rows.Trades, result.Trades.Take(told.Counts.Trades));
        Facts(rows.Payments, result.Funding.Take(told.Counts.Payments));
        Rows(rows.Working.Name, $"SELECT {rows.Working.Columns} FROM working_order ORDER BY place", [.. working.Select(rows.Working.Row)]);
        Rows("position", $"SELECT {rows.Positions.Columns} FROM position ORDER BY rowid", [.. result.Instruments.Select(i => rows.Positions.Row((i.Id, engine.Position(i.Id))))]);
        return (IReadOnlyList<string>)differences;

        void Same<T>(string what, T database, T journal)
        {
            if (!EqualityComparer<T>.Default.Equals(database, journal)) differences.Add($"{what}: the database has {database}, the journal gives {journal}.");
        }

        void Facts<T>(StateTable<T> table, IEnumerable<T> facts) =>
            Rows(table.Name, $"SELECT {table.Columns} FROM {table.Name} WHERE session = '{session.Replace("'", "''", StringComparison.Ordinal)}' ORDER BY place", [.. facts.Select(table.Row)]);

        void Rows(string name, string query, List<object?[]> expected)
        {
            using var command = Command(query);
            using var reader = command.ExecuteReader();
            var place = 0;
            for (; reader.Read(); place++)
            {
                var row = new object?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                if (place < expected.Count && row.SequenceEqual(expected[place])) continue;
                differences.Add($"{name} {place + 1}: the database has ({Text(row)}), the journal gives ({(place < expected.Count ? Text(expected[place]) : "nothing")}).");
                if (differences.Count > 10) return;
            }

            if (place < expected.Count) differences.Add($"{name}: the database has {place} rows, the journal gives {expected.Count}.");
        }
    });

    /// <summary>The account at the beginning of each UTC day of a session, in order.</summary>
    public IReadOnlyList<DailyEquity> Days(string session) => Guarded(_path, () =>
    {
        using var command = Command("SELECT day, time, equity, cash, realised, fees, funding, fills FROM daily_equity WHERE session = $0 ORDER BY day", session);
        using var row = command.ExecuteReader();
        var days = new List<DailyEquity>();
        while (row.Read())
            days.Add(new DailyEquity(
                row.GetInt64(0), new Timestamp(row.GetInt64(1)), new Money(row.GetInt64(2)), new Money(row.GetInt64(3)), new Money(row.GetInt64(4)),
                new Money(row.GetInt64(5)), new Money(row.GetInt64(6)), row.GetInt32(7)));
        return (IReadOnlyList<DailyEquity>)days;
    });

    /// <summary>Copies the database, while it is in use, to a file that is there whole or not at all.</summary>
    public void BackUpTo(string path) => Guarded(path, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = path + ".partial";
        File.Delete(partial);
        using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString()))
        {
            copy.Open();
            _connection.BackupDatabase(copy);
            // One file is what can be moved about.
            Execute(copy, "PRAGMA journal_mode=DELETE;");
        }

        File.Move(partial, path, overwrite: true);
        return true;
    });

    public void Dispose() => _connection.Dispose();

    internal static StateException Damaged(string path, Exception? cause) => new(
        StateProblem.Corrupt,
        $"The database {path} is damaged{(cause is null ? "" : $": {cause.Message}")}. `la backup list` shows its backups, `la backup restore` puts one back; the journal holds everything in any case.", cause);

    private static object?[] Row(AccountFigures figures) =>
    [
        figures.Session, figures.Time.UnixNanos, figures.Sequence, figures.StateHash.ToString("x16", CultureInfo.InvariantCulture), figures.JournalLine,
        figures.JournalChain, figures.Equity.Raw, figures.Cash.Raw, figures.Realised.Raw, figures.Fees.Raw, figures.Funding.Raw, figures.Trading.ToString(),
        (long)figures.Counts.Orders, (long)figures.Counts.Fills, (long)figures.Counts.Trades, (long)figures.Counts.Payments,
    ];

    private static string Text(object?[] row) => string.Join(", ", row.Select(value => Convert.ToString(value ?? "null", CultureInfo.InvariantCulture)));

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw Damaged(path, error);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            var remedy = error is SqliteException ? "Check the rights of the file and its folder, and the space on the disk." : AtomicFile.Remedy(error);
            throw new StateException(StateProblem.Unwritable, $"Cannot use {path}: {error.Message} {remedy}", error);
        }
    }

    private void Append<T>(StateTable<T> table, string session, List<T> facts, int from, int to)
    {
        for (var i = from; i < to; i++) Insert(table.Name, [session, (long)i, .. table.Row(facts[i])]);
    }

    // A fill may arrive after its order has ended, and then the order's record was put right.
    private void Amend(StateTable<OrderRecord> table, AccountFigures figures, (int Orders, int Fills, int Trades, int Payments) known, RunResult result)
    {
        for (var fill = known.Fills; fill < figures.Counts.Fills; fill++)
        {
            var id = result.Fills[fill].OrderId;
            var place = id.IsNone || known.Orders == 0 ? -1 : result.Orders.FindLastIndex(known.Orders - 1, order => order.OrderId == id);
            if (place >= 0) Insert(table.Name, [figures.Session, (long)place, .. table.Row(result.Orders[place])], "OR REPLACE");
        }
    }

    private void Insert(string table, object?[] values, string conflict = "") => Run(
        $"INSERT {conflict} INTO {table} VALUES ({string.Join(',', Enumerable.Range(0, values.Length).Select(i => $"${i}"))})", values);

    private void Run(string text, params object?[] values)
    {
        using var command = Command(text, values);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string text)
    {
        using var command = Command(text);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string text, params object?[] values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        return command;
    }
}

/// <summary>The account at the first instant of a UTC day, or of the session on its first day.</summary>
/// <param name="Day">Days since 1970.</param>
public sealed record DailyEquity(long Day, Timestamp Time, Money Equity, Money Cash, Money Realised, Money Fees, Money Funding, int Fills);
