using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LaptopAgents.Runtime.Configuration.Loading;

/// <summary>
/// Reads one YAML (or JSON) document into nodes with line numbers. Stricter than YAML: duplicate keys, anchors, aliases, tags and
/// second documents are refused, because each of them lets a file mean something other than what it seems to say.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxBytes = 1 << 20;
    private const int MaxDepth = 16;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _file;
    private readonly List<ConfigProblem> _problems;
    private readonly Parser _parser;

    private YamlReader(string text, string file, List<ConfigProblem> problems)
    {
        _file = file;
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The root mapping, or null after adding the reason to <paramref name="problems"/>.</summary>
    public static MapNode? Read(byte[] bytes, string file, List<ConfigProblem> problems)
    {
        if (Decode(bytes, file, problems) is not { } text) return null;
        var reader = new YamlReader(text, file, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException error)
        {
            return reader.Syntax(text, (int)error.Start.Line, error.Message);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The parser answers some broken texts, such as a list that is never closed, with an exception of the runtime's.
            return reader.Syntax(text, reader.Line(), "a list, mapping or text that begins here is not closed");
        }
    }

    /// <summary>UTF-8 text without a byte order mark, or null after adding the reason.</summary>
    public static string? Decode(byte[] bytes, string file, List<ConfigProblem> problems)
    {
        if (bytes.Length > MaxBytes)
        {
            problems.Add(new ConfigProblem(file, "", "is larger than 1 MB and can't be a configuration file"));
            return null;
        }

        try
        {
            var text = StrictUtf8.GetString(bytes);
            return text.StartsWith('\ufeff') ? text[1..] : text;
        }
        catch (DecoderFallbackException error)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(error.Index, 0, bytes.Length)).Count((byte)'\n');
            problems.Add(new ConfigProblem(ConfigOrigin.Line(file, line).Place, "", "is not UTF-8; save the file as UTF-8"));
            return null;
        }
    }

    private MapNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) return Fail(1, "is empty; a configuration file holds key: value lines");
        _parser.Consume<DocumentStart>();
        var root = Node(0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _)) return Fail(Line(), "holds a second document (---); only one is read");
        return root switch
        {
            MapNode map => map,
            ScalarNode { IsNull: true } => Fail(1, "is empty; a configuration file holds key: value lines"),
            null => null,
            _ => Fail(root.Line, "must hold key: value lines at the top level"),
        };
    }

    private ConfigNode? Node(int depth)
    {
        if (_parser.Accept<AnchorAlias>(out var alias))
            throw new SemanticErrorException(alias.Start, alias.End, "aliases (*name) are not supported; use _extends to share settings");
        if (_parser.Accept<NodeEvent>(out var start) && (!start.Anchor.IsEmpty || !start.Tag.IsEmpty))
            throw new SemanticErrorException(start.Start, start.End, "anchors (&name) and tags (!type) are not supported");
        if (depth > MaxDepth) throw new SemanticErrorException(start!.Start, start.End, "is nested too deeply");
        if (_parser.TryConsume<Scalar>(out var scalar))
            return new ScalarNode(
                scalar.Value, scalar.Style == ScalarStyle.Plain ? ScalarForm.Plain : ScalarForm.Quoted, (int)scalar.Start.Line);
        return _parser.Accept<SequenceStart>(out _) ? List(depth) : Map(depth);
    }

    private ListNode List(int depth)
    {
        var line = Line();
        _parser.Consume<SequenceStart>();
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            if (Node(depth + 1) is { } item) items.Add(item);
        return new ListNode(items, line);
    }

    private MapNode Map(int depth)
    {
        var line = Line();
        _parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = Line();
            var key = Node(depth + 1) as ScalarNode;
            var value = Node(depth + 1);
            if (key is null)
                Fail(at, "a key must be a word");
            else if (!seen.TryAdd(key.Text, at))
                _problems.Add(new ConfigProblem(
                    ConfigOrigin.Line(_file, at).Place, key.Text, $"is written twice, first on line {seen[key.Text]}; keep one"));
            else if (value is not null)
                entries.Add(new MapEntry(key.Text, value, at));
        }

        return new MapNode(entries, line);
    }

    private int Line() => (int)(_parser.Current?.Start.Line ?? 1);

    private MapNode? Fail(int line, string what)
    {
        _problems.Add(new ConfigProblem(ConfigOrigin.Line(_file, line).Place, "", what));
        return null;
    }

    private MapNode? Syntax(string text, int line, string message)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = lines[i].AsSpan(0, lines[i].Length - lines[i].AsSpan().TrimStart().Length);
            if (indent.Contains('\t') && lines[i].AsSpan().Trim().Length > 0)
                return Fail(i + 1, "is indented with a tab; YAML wants spaces");
        }

        return Fail(Math.Max(1, line), $"is not valid YAML: {message.Split('\n')[0].Trim().TrimEnd('.')}");
    }
}
