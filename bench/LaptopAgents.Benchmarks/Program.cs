using LaptopAgents.Benchmarks.Yardsticks;

if (args is ["--yardsticks"]) return YardstickTable.Run(Console.Out);

Console.Error.WriteLine("Usage: --yardsticks");
return 2;
