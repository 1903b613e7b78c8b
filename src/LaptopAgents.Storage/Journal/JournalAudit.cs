using System.Buffers;
using System.Security.Cryptography;

namespace LaptopAgents.Storage;

/// <summary>What is wrong with a line of a journal.</summary>
/// <param name="Line">Its place, from 1.</param>
/// <param name="What">One sentence.</param>
public readonly record struct AuditFinding(long Line, string What);

/// <summary>What a check of a journal's chain found.</summary>
public sealed record AuditReport
{
    /// <summary>Whole lines, the header among them.</summary>
    public required long Lines { get; init; }

    public required int Parts { get; init; }

    /// <summary>The chain after the last line, in hexadecimal. Kept elsewhere, it later proves that nothing was cut off at the end.</summary>
    public required string Chain { get; init; }

    /// <summary>The first ones; empty when every line is as it was written.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    /// <summary>Bytes of a line at the end whose writing was cut off.</summary>
    public required long TornBytes { get; init; }

    /// <summary>Chains in the order of lines, at the lines that were asked for.</summary>
    public required IReadOnlyDictionary<long, string> ChainAt { get; init; }

    public bool IsWhole => Findings.Count == 0;
}

/// <summary>Checks that no line of a journal was changed, taken out, put in or moved, and names those that were.</summary>
public sealed class JournalAudit
{
    private const int MaxFindings = 20;
    private const int ReadSize = 1 << 20;

    private readonly List<AuditFinding> _findings = [];
    private readonly SortedDictionary<long, string> _chainAt = [];
    private readonly IReadOnlyCollection<long> _wanted;
    private readonly byte[] _chain = new byte[JournalChain.Length];
    private readonly byte[] _stored = new byte[JournalChain.Length];
    private byte[] _hashed = new byte[4096];
    private long _lines;
    private long _number;

    private JournalAudit(IReadOnlyCollection<long> wanted) => _wanted = wanted;

    /// <param name="wanted">Lines whose chain is needed, to compare it with what was kept elsewhere.</param>
    /// <exception cref="JournalFormatException">A part in the middle is missing.</exception>
    public static AuditReport Check(IJournalDisk disk, params IReadOnlyCollection<long> wanted)
    {
        ArgumentNullException.ThrowIfNull(disk);
        var audit = new JournalAudit(wanted);
        var parts = JournalParts.List(disk);
        var torn = 0L;
        for (var i = 0; i < parts.Count; i++)
        {
            using var stream = JournalParts.OpenRead(disk, parts[i].Name);
            torn = audit.Read(stream);
            if (torn > 0 && i < parts.Count - 1) audit.Find($"the end of {parts[i].Name} is cut off.");
        }

        return new AuditReport
        {
            Lines = audit._lines, Parts = parts.Count, Chain = JournalChain.TextOf(audit._chain), Findings = audit._findings, TornBytes = torn,
            ChainAt = audit._chainAt,
        };
    }

    // Returns the length of what follows the last line feed.
    private int Read(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        var end = 0;
        try
        {
            while (true)
            {
                if (end == buffer.Length) buffer = Grow(buffer, end);
                var read = stream.Read(buffer, end, buffer.Length - end);
                if (read == 0) return end;
                var searched = end;
                end += read;
                var start = 0;
                while (buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n') is var found and >= 0)
                {
                    TakeLine(buffer.AsSpan(start, searched + found - start));
                    start = searched = searched + found + 1;
                }

                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
            }
        }
        catch (InvalidDataException)
        {
            Find("the rest of this compressed part cannot be unpacked.");
            return 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        _lines++;
        if (!JournalChain.TrySplit(line, _stored, out var content))
        {
            Find("this line was changed: it does not end in a chain.");
            _number++;
            return;
        }

        var size = JournalChain.Length + content.Length;
        if (_hashed.Length < size) _hashed = new byte[size * 2];
        _chain.CopyTo(_hashed, 0);
        content.CopyTo(_hashed.AsSpan(JournalChain.Length));
        SHA256.HashData(_hashed.AsSpan(0, size), _chain);
        var number = _lines == 1 ? 1 : NumberOf(content);
        if (!_chain.AsSpan().SequenceEqual(_stored)) Find(number);
        _number = number < 0 ? _number + 1 : number;
        // Going on from what the line itself says finds the next break, instead of calling all that follows broken.
        _stored.CopyTo(_chain, 0);
        if (_wanted.Contains(_lines)) _chainAt[_lines] = JournalChain.TextOf(_chain);
    }

    private void Find(long number)
    {
        var expected = _number + 1;
        if (number < 0) Find("this line was changed: it has no number.");
        else if (number == expected) Find($"this line (n {number}) was changed.");
        else if (number > expected)
            Find(number - expected == 1 ? $"line {expected} was removed before this one (n {number})." : $"{number - expected} lines, {expected} to {number - 1}, were removed before this one (n {number}).");
        else Find($"this line (n {number}) was inserted or moved: line {expected} belongs here.");
    }

    private void Find(string what)
    {
        if (_findings.Count < MaxFindings) _findings.Add(new AuditFinding(_lines, what));
    }

    private static long NumberOf(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("{\"n\":"u8)) return -1;
        return System.Buffers.Text.Utf8Parser.TryParse(content[5..], out long number, out _) ? number : -1;
    }
}
