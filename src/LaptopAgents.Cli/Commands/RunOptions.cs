using System.CommandLine;
using LaptopAgents.Runtime.Configuration;

namespace LaptopAgents.Cli.Commands;

/// <summary>The flags of <c>la run</c>. A flag that was not given sets nothing: it has no default that could win over a profile.</summary>
internal sealed class RunOptions
{
    private readonly ConfigOptions _config = new();
    private readonly Option<string?> _from = Text("--from", "First moment of the data, UTC: 2025-05-04 or 2025-05-04T15:33:00Z.", "TIME");
    private readonly Option<string?> _to = Text("--to", "End of the data, exclusive, UTC.", "TIME");
    private readonly Option<string?> _days = Text("--days", "Days of data, counted back from their end (or on from --from).", "N");
    private readonly Option<string[]> _symbols = new("--symbol", "-s")
    {
        Description = "Symbol, or several separated by commas.", HelpName = "SYMBOL", AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _strategy = Text("--strategy", "Strategy; `la strategies` lists them.", "NAME");
    private readonly Option<string?> _fidelity = Text("--fidelity", "Fill model preset: fast or realistic.", "PRESET");
    private readonly Option<string?> _grade = Text("--require-grade", "Refuse data of a lower grade: A, B, C, D or F.", "GRADE");
    private readonly Option<bool> _journal = new("--journal") { Description = "Write journal.jsonl with every event and command." };
    private readonly Option<bool> _noReport = new("--no-report") { Description = "Write no report.html." };
    private readonly Option<bool> _noCsv = new("--no-csv") { Description = "Write no CSV tables." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the statistics as JSON, and nothing else, on standard output." };

    public void AddTo(Command command)
    {
        _config.AddTo(command);
        foreach (var option in new Option[] { _symbols, _from, _to, _days, _strategy, _fidelity, _grade, _journal, _noReport, _noCsv, Json })
            command.Options.Add(option);
    }

    /// <summary>Completes <paramref name="process"/> by what was given on the command line.</summary>
    public ConfigRequest Complete(ConfigRequest process, ParseResult arguments)
    {
        var flags = new List<ConfigFlag>();
        Give("data.from", _from);
        Give("data.to", _to);
        Give("data.days", _days);
        Give("strategy.name", _strategy);
        Give("broker.fill_model.fidelity", _fidelity);
        Give("data.require_grade", _grade);
        if (arguments.GetValue(_symbols) is { Length: > 0 } symbols)
        {
            var all = string.Join(',', symbols);
            flags.Add(new ConfigFlag("symbol", all.Split(',')[0].Trim(), "--symbol"));
            flags.Add(new ConfigFlag("symbols", all, "--symbol"));
        }

        Switch("output.journal", _journal, "true");
        Switch("output.report", _noReport, "false");
        Switch("output.csv", _noCsv, "false");
        return _config.Complete(process, arguments) with { Flags = flags };

        void Give(string key, Option<string?> option)
        {
            if (arguments.GetValue(option) is { } value) flags.Add(new ConfigFlag(key, value, option.Name));
        }

        void Switch(string key, Option<bool> option, string value)
        {
            if (arguments.GetValue(option)) flags.Add(new ConfigFlag(key, value, option.Name));
        }
    }

    private static Option<string?> Text(string name, string description, string placeholder) =>
        new(name) { Description = description, HelpName = placeholder };
}
