using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using LaptopAgents.Cli.Commands;
using LaptopAgents.Runtime.Configuration;

// Tables and sparklines are not ASCII, and a redirected stream has no terminal to ask.
Console.OutputEncoding = Encoding.UTF8;
var root = new RootCommand("LaptopAgents: backtest, paper and live trading of Bitcoin futures with one engine.")
{
    RunCommand.Create(ConfigRequest.ForProcess),
    ConfigCommand.Create(ConfigRequest.ForProcess),
    StrategiesCommand.Create(),
    DataCommand.Create(ConfigRequest.ForProcess),
    ExchangeCommand.Create(ConfigRequest.ForProcess),
    ReplayCommand.Create(ConfigRequest.ForProcess),
    ParityCommand.Create(ConfigRequest.ForProcess),
    AuditCommand.Create(ConfigRequest.ForProcess),
    ExportCommand.Create(ConfigRequest.ForProcess),
    BackupCommand.Create(ConfigRequest.ForProcess),
    StatusCommand.Create(ConfigRequest.ForProcess),
    DoctorCommand.Create(ConfigRequest.ForProcess),
};
var arguments = root.Parse(args);
if (arguments.Action is ParseErrorAction mistake) mistake.ShowHelp = args.Length == 0;
var exitCode = await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
return arguments.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
