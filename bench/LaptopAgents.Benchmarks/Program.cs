using LaptopAgents.Benchmarks.Gate;
using LaptopAgents.Benchmarks.Yardsticks;

switch (args)
{
    case ["--yardsticks"]: return YardstickTable.Run(Console.Out);
    case ["--gate"]: return SpeedGate.Run(Console.Out, isQuick: false);
    case ["--gate", "--quick"]: return SpeedGate.Run(Console.Out, isQuick: true);
    default:
        Console.Error.WriteLine("Usage: --gate [--quick] | --yardsticks");
        return 2;
}
