namespace LaptopAgents.Storage;

/// <summary>Where a journal ends, and so where it goes on.</summary>
public sealed class JournalTail
{
    private JournalTail(JournalHeader header, AuditReport audit) => (Header, Audit) = (header, audit);

    public JournalHeader Header { get; }

    public AuditReport Audit { get; }

    public long Lines => Audit.Lines;

    /// <summary>In hexadecimal.</summary>
    public string Chain => Audit.Chain;

    /// <summary>Place of the newest event that counts; the replay sets it.</summary>
    public long Sequence { get; set; }

    /// <summary>Checks a journal and cuts off the line whose writing a crash had interrupted.</summary>
    /// <param name="wanted">Lines whose chain is needed.</param>
    /// <exception cref="JournalFormatException">Lines were changed, removed, inserted or moved, or there is not even a header.</exception>
    /// <exception cref="RunFileException">The file cannot be written.</exception>
    public static JournalTail Mend(IJournalDisk disk, params IReadOnlyCollection<long> wanted)
    {
        ArgumentNullException.ThrowIfNull(disk);
        JournalParts.TidyUp(disk, compress: false);
        var audit = JournalAudit.Check(disk, wanted);
        if (!audit.IsWhole)
            throw new JournalFormatException(audit.Findings[0].Line, $"{audit.Findings[0].What} `la audit verify` lists all that is wrong.");
        if (audit.Lines == 0) throw new JournalFormatException(1, "The journal has no header: the session stopped before it had begun.");
        if (audit.TornBytes > 0)
        {
            using var file = disk.OpenAppend(JournalParts.List(disk)[^1].Name);
            file.Cut(file.Length - audit.TornBytes);
            file.Sync();
        }

        using var reader = Open(disk);
        return new JournalTail(reader.Header, audit);
    }

    /// <summary>A reader over all parts.</summary>
    /// <exception cref="JournalFormatException">The first line is not a header of a known format.</exception>
    public static JournalReader Open(IJournalDisk disk) => new(new PartsStream(disk));
}
