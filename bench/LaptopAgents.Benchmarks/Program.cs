using BenchmarkDotNet.Running;
using LaptopAgents.Benchmarks.Gate;
using LaptopAgents.Benchmarks.Yardsticks;

if (args is ["--yardsticks"]) return YardstickTable.Run(Console.Out);
if (args is ["--guard"]) return SpeedGuard.Run(Console.Out);
if (args is ["--gate", ..] && args[1..] is [] or ["--quick"]) return SpeedGate.Run(Console.Out, isQuick: args.Length == 2);
if (args is ["--filter" or "--list" or "--job", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(SpeedGate).Assembly).Run(args);
    return 0;
}

Console.Error.WriteLine("Usage: --gate [--quick] | --guard | --yardsticks | --filter <benchmarks> and the other options of BenchmarkDotNet");
return 2;
